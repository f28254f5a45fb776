private func attack() { print("nothing \(unsafeBitCast(1, to: UInt.self)) here") }
