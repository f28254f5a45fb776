private func attack() { while readLine() != nil {} }
