private final class Shared: @unchecked Sendable { var count = 0 }
private func attack() { Shared().count += 1 }
