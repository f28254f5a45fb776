/// A table that an instructor gives as CSV: a row of titles, then one row for each thing.
struct Table: Sendable {
  struct Row: Sendable {
    let line: Int
    let cells: [String]
  }

  let file: String
  let titles: [String]
  let rows: [Row]

  /// A list of a class is no larger, in bytes.
  private static let largest = 16 << 20

  init(file: String) throws(TableError) {
    guard case .file(let size) = Files.kind(of: Files.resolved(file) ?? file) else {
      throw TableError(file, 0, Words("there is no such file", ja: "そのようなファイルはありません"))
    }
    guard size <= Self.largest else {
      throw TableError(file, 0, Words("it is too large", ja: "大きすぎます"))
    }
    let bytes: [UInt8]
    do { bytes = try Files.read(file) } catch { throw TableError(file, 0, error.reason) }
    try self.init(file: file, bytes)
  }

  init(file: String, _ bytes: [UInt8]) throws(TableError) {
    self.file = file
    let records: [CSV.Record]
    do { records = try CSV.read(bytes) } catch { throw TableError(file, error.line, error.problem) }
    guard let first = records.first else {
      throw TableError(file, 1, Words("it is empty", ja: "空です"))
    }
    titles = first.cells.map(\.trimmed)
    for (index, title) in titles.enumerated() where !title.isEmpty {
      // `id` and an LMS's own `ID` can be told apart; `Id` and `ID` cannot, if it is `id` that is asked for.
      let plain = title.lowercased()
      let isPlain = titles.contains(plain)
      if titles[..<index].contains(where: { $0 == title || !isPlain && $0.lowercased() == plain }) {
        throw TableError(
          file, first.line,
          Words("the column “\(title)” stands there twice", ja: "列「\(title)」が二度あります"))
      }
    }
    let count = titles.count
    for record in records.dropFirst()
    where record.cells.dropFirst(count).contains(where: { !$0.isEmpty }) {
      throw TableError(
        file, record.line,
        Words("there are more cells than titles", ja: "見出しより多くのセルがあります"))
    }
    rows = records.dropFirst().map { record in
      let missing = max(0, count - record.cells.count)
      let cells =
        record.cells.prefix(count).map(\.trimmed) + [String](repeating: "", count: missing)
      return Row(line: record.line, cells: Array(cells))
    }.filter { row in row.cells.contains { !$0.isEmpty } }
  }

  /// Where the column of that title stands; if none is written like this, whatever its case.
  ///
  /// - Parameter title: in small letters.
  func column(_ title: String) -> Int? {
    titles.firstIndex(of: title) ?? titles.firstIndex { $0.lowercased() == title }
  }

  func needed(_ title: String) throws(TableError) -> Int {
    if let column = column(title) { return column }
    throw TableError(
      file, 1,
      Words(
        "there is no column “\(title)”; the first line must name the columns",
        ja: "列「\(title)」がありません。1 行目に列の見出しが要ります"))
  }

  /// A cell that must not be empty.
  func cell(_ column: Int, _ row: Row) throws(TableError) -> String {
    guard row.cells[column].isEmpty else { return row.cells[column] }
    throw error(
      row, Words("the \(titles[column]) is empty", ja: "\(titles[column]) が空です"))
  }

  func error(_ row: Row, _ problem: Words) -> TableError { TableError(file, row.line, problem) }
}

/// What is wrong with a list of a class.
struct TableError: Explained, Equatable {
  let file: String
  /// 0 if it is not about a line.
  let line: Int
  let problem: Words

  init(_ file: String, _ line: Int, _ problem: Words) {
    (self.file, self.line, self.problem) = (file, line, problem)
  }

  var words: Words {
    let place = line > 0 ? "\(file):\(line)" : file
    return Words(
      "\(place): \(problem.english).\n  Mend it there, and start again.",
      ja: "\(place): \(problem.japanese)。\n  直してから、もう一度始めてください。")
  }
}
