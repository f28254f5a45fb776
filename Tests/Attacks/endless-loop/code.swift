private func attack() { while true {} }
