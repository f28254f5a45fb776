private let gate = Mutex(0)
private func attack() { gate.withLock { _ in gate.withLock { $0 += 1 } } }
