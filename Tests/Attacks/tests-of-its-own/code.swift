import Testing

@Test func `a message is delivered, and its receipt settles it`() {}
private func attack() {}
