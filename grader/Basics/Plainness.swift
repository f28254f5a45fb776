extension String {
  /// Whether it is nothing but printable ASCII, line ends and tabs, as most of what is told is. Written with
  /// what costs little in a debug build, too: stories are long, and a class has thousands.
  var isPlain: Bool {
    var text = self
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return true }
      let count = buffer.count
      var index = 0
      while index < count {
        let byte = base[index]
        if byte >= 127 || (byte < 32 && byte != 10 && byte != 9) { return false }
        index &+= 1
      }
      return true
    }
  }

  /// Whether one of these bytes, which are ASCII, is in it.
  func holds(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Bool {
    var text = self
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return false }
      let count = buffer.count
      var index = 0
      while index < count {
        let byte = base[index]
        if byte == first || byte == second || byte == third || byte == fourth { return true }
        index &+= 1
      }
      return false
    }
  }
}
