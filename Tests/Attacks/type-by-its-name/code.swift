private let _typeByName = 0
private func attack() { print(Swift._typeByName("11Instruments5WorldC") as Any.Type?) }
