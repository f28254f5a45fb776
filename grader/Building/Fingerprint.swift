/// Names a state of the course: what was prepared for one state is good for no other.
struct Fingerprint: Sendable {
  /// Of what all lessons share: the toolchain, the vocabulary, the instruments.
  let base: String
  /// Of a lesson's suite with all that it is built on.
  let suite: String

  /// Goes up when the way of building changes, and more than its flags.
  private static let edition = "13"

  /// - Parameters:
  ///   - tool: what is compiled against the references: the lesson's suite, or a scenario.
  ///   - more: further files that are compiled together with it, and their absolute paths.
  ///   - base: that of the course as it is now, if somebody has it already.
  init(
    _ lesson: Lesson, and tool: String? = nil, adding more: [String] = [], in folder: CourseFolder,
    with toolchain: Toolchain,
    base: String? = nil
  ) throws(FileError) {
    self.base = if let base { base } else { try Self.base(of: folder, with: toolchain) }
    var suite = Digest()
    suite.add(part: "base", Array(self.base.utf8))
    for file in try folder.references(lesson) + folder.sources(tool ?? lesson.suite) {
      suite.add(part: file, try Files.read(folder.path(file)))
    }
    for file in more { suite.add(part: file.lastPart, try Files.read(file)) }
    self.suite = suite.finish()
  }

  static func base(
    of folder: CourseFolder, with toolchain: Toolchain
  ) throws(FileError) -> String {
    var base = Digest()
    base.add(part: edition + toolchain.version, Array(toolchain.root.utf8))
    base.add(part: "root", Array(folder.root.utf8))
    let flags = [Compiler.optimized, Compiler.keepsHops, Compiler.swappable]
    base.add(part: "flags", Array(flags.joined().joined(separator: " ").utf8))
    var files = try folder.swiftFiles(in: CourseFolder.vocabulary)
    files += try folder.instruments()
    for file in files { base.add(part: file, try Files.read(folder.path(file))) }
    return base.finish()
  }
}

extension CourseFolder {
  /// The reference of a lesson, with those of the lessons that it is built on.
  func references(_ lesson: Lesson) throws(FileError) -> [String] {
    var files = try sources(reference(of: lesson))
    for part in lesson.builtOn { files += try sources(reference(of: part)) }
    return files
  }

  /// The sources of the module that the suites share; a course may do without.
  func instruments() throws(FileError) -> [String] {
    guard Files.exists(path(Self.instruments)) else { return [] }
    return try swiftFiles(in: Self.instruments)
  }
}
