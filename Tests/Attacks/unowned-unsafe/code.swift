private final class Thing { unowned(unsafe) let other: SafeMessageQueue? = nil }
private func attack() { _ = Thing() }
