private func attack() { print(OpaquePointer(bitPattern: 8) as Any) }
