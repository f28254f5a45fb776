/// The tests of a lesson by the file of the suite that holds them: whoever looks for a hint has
/// trouble with one of these groups.
struct SuiteGroups: Equatable, Sendable {
  struct Group: Equatable, Sendable {
    /// The file's name, without `.swift`.
    let name: String
    let tests: [String]
  }

  /// In the order of the files; those without tests are left out.
  let groups: [Group]

  init(_ lesson: Lesson, in folder: CourseFolder) throws(FileError) {
    var groups: [Group] = []
    for file in try folder.sources(lesson.suite) {
      let text = String(decoding: try Files.read(folder.path(file)), as: UTF8.self)
      let tests = lesson.tests.map(\.name).filter { Self.holds(text, test: $0) }
      if !tests.isEmpty {
        groups.append(Group(name: String(file.lastPart.dropLast(".swift".count)), tests: tests))
      }
    }
    self.groups = groups
  }

  func group(of test: String) -> Group? { groups.first { $0.tests.contains(test) } }

  /// Whether a source declares a test of that name.
  private static func holds(_ text: String, test: String) -> Bool {
    text.contains("func `\(test)`(") || text.contains("func \(test)(")
      || text.contains("@Test(\"\(test)\"")
  }
}
