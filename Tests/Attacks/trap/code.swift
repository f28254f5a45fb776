private func attack() { fatalError("all is well") }
