private func attack() { _ = ManagedBuffer<Int, Int>.create(minimumCapacity: 1) { _ in 0 } }
