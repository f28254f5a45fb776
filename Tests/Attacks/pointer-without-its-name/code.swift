private func attack() { print([1].withContiguousStorageIfAvailable { $0[9] } ?? 0) }
