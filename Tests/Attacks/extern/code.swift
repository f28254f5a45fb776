@_extern(c, "abort") private func abortNow() -> Never
private func attack() { abortNow() }
