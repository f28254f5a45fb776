/// One complaint of the compiler, with the lines it shows under it.
struct Diagnostic: Equatable, Sendable {
  /// The file's name within the course.
  let file: String
  let line: Int
  let column: Int
  let isError: Bool
  let message: String
  let excerpt: [String]
}

extension Diagnostic {
  /// Reads what swiftc printed. What is no diagnostic, such as a linker's message, is left out.
  static func parse(_ text: String, in folder: CourseFolder) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var head: Diagnostic?
    var excerpt: [String] = []
    func close() {
      guard let head else { return }
      while let last = excerpt.last, last.hasSuffix("| ") || last.hasSuffix("|") {
        excerpt.removeLast()
      }
      let complete = head.with(excerpt: excerpt)
      // The same complaint may come again from another pass.
      if !found.contains(complete) { found.append(complete) }
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let next = headline(line, in: folder) {
        close()
        (head, excerpt) = (next, [])
      } else if isExcerpt(line) {
        excerpt.append(String(line))
      } else {
        close()
        head = nil
      }
    }
    close()
    return found
  }

  private func with(excerpt: [String]) -> Diagnostic {
    Diagnostic(
      file: file, line: line, column: column, isError: isError, message: message, excerpt: excerpt)
  }

  /// `/path/File.swift:12:5: error: message`; notes belong to what stands above them.
  private static func headline(_ line: Substring, in folder: CourseFolder) -> Diagnostic? {
    for (mark, isError) in [(": error: ", true), (": warning: ", false)] {
      guard let range = line.firstRange(of: mark) else { continue }
      let place = line[..<range.lowerBound].split(separator: ":")
      guard place.count >= 3, let row = Int(place[place.count - 2]),
        let column = Int(place[place.count - 1])
      else { continue }
      let path = place.dropLast(2).joined(separator: ":")
      return Diagnostic(
        file: folder.name(of: path), line: row, column: column, isError: isError,
        message: String(line[range.upperBound...]), excerpt: [])
    }
    return nil
  }

  /// `12 |   code`, or `   |   `- note`.
  private static func isExcerpt(_ line: Substring) -> Bool {
    guard let bar = line.firstIndex(of: "|") else { return false }
    return line[..<bar].allSatisfy { $0 == " " || $0.isNumber }
  }
}
