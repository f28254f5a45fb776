extension CSV {
  /// Reads all records. Empty lines are none, and a byte order mark at the start is no text.
  static func read(_ bytes: [UInt8]) throws(CSVError) -> [Record] {
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
      throw CSVError(
        line: 1,
        problem: Words(
          "it is not a text in UTF-8; export it as “CSV UTF-8”",
          ja: "UTF-8 のテキストではありません。「CSV UTF-8」の形式で書き出してください"))
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var reader = CSVReader(bytes: bytes.starts(with: mark) ? bytes[3...] : bytes[...])
    return try reader.records()
  }
}

/// Goes through a text cell by cell.
private struct CSVReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  mutating func records() throws(CSVError) -> [CSV.Record] {
    var records: [CSV.Record] = []
    while next != nil {
      let (start, isBlank) = (line, next == 10 || next == 13)
      var cells = [try cell()]
      while next == UInt8(ascii: ",") {
        position += 1
        cells.append(try cell())
      }
      endLine()
      if !isBlank { records.append(CSV.Record(line: start, cells: cells)) }
    }
    return records
  }

  /// Goes past CR LF, or either alone.
  private mutating func endLine() {
    guard let byte = next else { return }
    position += 1
    if byte == 13, next == 10 { position += 1 }
    line += 1
  }

  private mutating func cell() throws(CSVError) -> String {
    if next == UInt8(ascii: "\"") { return try quoted() }
    let start = position
    while let byte = next, byte != UInt8(ascii: ","), byte != 10, byte != 13 {
      if byte == UInt8(ascii: "\"") {
        throw error(
          "a quote stands within a cell that does not begin with one",
          ja: "引用符で始まらないセルの中に引用符があります")
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quoted() throws(CSVError) -> String {
    let opened = line
    var text = ""
    // Each round takes what stands between two quotes; a quote right after it stands for itself.
    while true {
      position += 1
      let start = position
      while let byte = next, byte != UInt8(ascii: "\"") {
        position += 1
        if byte == 10 || (byte == 13 && next != 10) { line += 1 }
      }
      text += String(decoding: bytes[start..<position], as: UTF8.self)
      guard next != nil else {
        throw CSVError(
          line: opened,
          problem: Words(
            "a cell has no closing quote", ja: "セルに閉じる引用符がありません"))
      }
      position += 1
      guard next == UInt8(ascii: "\"") else { break }
      text += "\""
    }
    if let byte = next, byte != UInt8(ascii: ","), byte != 10, byte != 13 {
      throw error(
        "something follows the closing quote of a cell", ja: "セルの閉じる引用符のあとに余分なものがあります")
    }
    return text
  }

  private func error(_ english: String, ja japanese: String) -> CSVError {
    CSVError(line: line, problem: Words(english, ja: japanese))
  }
}
