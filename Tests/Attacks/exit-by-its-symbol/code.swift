@_silgen_name("exit") private func leave(_ code: Int32) -> Never
private func attack() { leave(0) }
