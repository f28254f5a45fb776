private func attack() {
  var numbers = [1]
  numbers.withUnsafeMutableBufferPointer { $0[7] = 1 }
}
