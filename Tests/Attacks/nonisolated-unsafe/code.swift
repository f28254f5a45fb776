nonisolated(unsafe) private var shared = 0
private func attack() { shared += 1 }
