/// A named wrong solution, kept as a patch on the reference. The suite must not let it pass.
struct Trap: Equatable, Sendable {
  /// The name of its file, without `.diff`.
  let name: String
  /// Its number in the curriculum.
  let number: Int
  let title: String
  /// What to tell a learner who fell into it, in both languages.
  let says: Words
  /// Whether Swift itself refuses it.
  let isKilledByCompiler: Bool
  /// The patch, by its name within the course.
  let file: String

  static let patchEnding = ".diff"
  /// Of what stands above a patch, and no more: a handout has that.
  static let headingEnding = ".txt"

  /// What stands above the patch.
  static func heading(of text: String) -> String {
    text.firstRange(of: "\n\n").map { text[..<$0.lowerBound] + "\n" } ?? text
  }

  static func all(of lesson: Lesson, in folder: CourseFolder) throws(CourseError) -> [Trap] {
    guard Files.exists(folder.path(lesson.traps)) else { return [] }
    var traps: [Trap] = []
    let names: [String]
    do { names = try Files.names(in: folder.path(lesson.traps)) } catch {
      throw CourseError(error.words, next: .lookAtPermissions)
    }
    for name in names where name.hasSuffix(patchEnding) {
      let file = lesson.traps.adding(name)
      let bytes: [UInt8]
      do { bytes = try Files.read(folder.path(file)) } catch {
        throw CourseError(error.words, next: .lookAtPermissions)
      }
      traps.append(try parse(String(decoding: bytes, as: UTF8.self), file: file))
    }
    return traps.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
  }

  /// Reads the `Key: value` lines above the patch.
  static func parse(_ text: String, file: String) throws(CourseError) -> Trap {
    func error(_ english: String, ja japanese: String) -> CourseError {
      CourseError(
        Words("\(file): \(english)", ja: "\(file): \(japanese)"),
        next: Words(
          "Its first lines are: Trap, Title, Says, Says-ja.",
          ja: "先頭の行は次のとおりです: Trap, Title, Says, Says-ja."))
    }
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { break }
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else {
        throw error(
          "“\(line)” is not of the form `Key: value`.",
          ja: "「\(line)」は `Key: value` の形をしていません。")
      }
      let key = String(parts[0])
      guard ["Trap", "Title", "Says", "Says-ja", "Killed-by"].contains(key) else {
        throw error(
          "`\(key)` is not a key that the grader knows.", ja: "`\(key)` は grader の知らないキーです。")
      }
      guard fields.updateValue(String(parts[1]).trimmed, forKey: key) == nil else {
        throw error("`\(key)` stands there twice.", ja: "`\(key)` が二度書かれています。")
      }
    }
    func field(_ key: String) throws(CourseError) -> String {
      guard let value = fields[key], !value.isEmpty else {
        throw error("`\(key)` is missing.", ja: "`\(key)` がありません。")
      }
      return value
    }
    guard let number = Int(try field("Trap")) else {
      throw error("`Trap` must be a number.", ja: "`Trap` は数にします。")
    }
    let killer = fields["Killed-by"]
    guard killer == nil || killer == "compiler" else {
      throw error("`Killed-by` can only be `compiler`.", ja: "`Killed-by` に書けるのは `compiler` だけです。")
    }
    return Trap(
      name: String(file.lastPart.prefix { $0 != "." }), number: number,
      title: try field("Title"),
      says: Words(try field("Says"), ja: try field("Says-ja")),
      isKilledByCompiler: killer != nil, file: file)
  }
}

extension Words {
  fileprivate static let lookAtPermissions = Words(
    "Look at its permissions.", ja: "権限を確かめてください。")
}
