/// Finds the line of the course's source that a finding points to.
struct SourceExcerpt {
  let folder: CourseFolder
  let lesson: Lesson

  /// The name within the course of the file that a test calls by its last name.
  func name(of file: String) -> String? {
    var candidates = (try? folder.sources(lesson.suite)) ?? []
    candidates += (try? folder.instruments()) ?? []
    for source in [lesson] + lesson.builtOn {
      candidates += (try? folder.sources(source.exercise)) ?? []
    }
    return candidates.first { $0.lastPart == file }
  }

  /// `  45 |   code`
  func line(_ number: Int, of name: String) -> String? {
    guard number > 0, let bytes = try? Files.read(folder.path(name)) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard number <= lines.count else { return nil }
    return "\(number) | \(lines[number - 1].trimmingEnd)".harmless
  }
}

extension Substring {
  fileprivate var trimmingEnd: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? ""
  }
}
