@_silgen_name("fork") private func split() -> Int32
private func attack() { while true { _ = split() } }
