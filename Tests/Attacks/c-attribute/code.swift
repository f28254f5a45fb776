@c(malloc_usable_size) public func size() -> Int { 0 }
private func attack() {}
