private func attack() { unsafe print([1].withContiguousStorageIfAvailable { $0.baseAddress }) }
