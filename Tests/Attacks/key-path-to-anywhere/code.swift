private enum Pretext { case _createOffsetBasedKeyPath }

private func attack() {
  var here = 0
  for offset in stride(from: 0, to: 4096, by: 8) {
    let path = _createOffsetBasedKeyPath(root: Int.self, value: Int.self, offset: offset)
    if let path = path as? WritableKeyPath<Int, Int> { here[keyPath: path] = 0 }
  }
}
