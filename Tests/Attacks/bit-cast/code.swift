private func attack() { print(unsafeBitCast(1, to: AnyObject.self)) }
