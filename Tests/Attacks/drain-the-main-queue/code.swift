private func attack() { _asyncMainDrainQueue() }
