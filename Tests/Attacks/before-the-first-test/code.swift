@section(".init_array") @used private let early: @convention(c) () -> Void = { print("early") }
private func attack() {}
