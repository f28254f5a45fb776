@_section(".init_array") @_used private let early: @convention(c) () -> Void = { print("early") }
private func attack() {}
