private func attack() { UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1 }
