/// Which hints a learner has seen. What was seen stays seen, also when the tests pass in between: to
/// see it again spoils nothing, and `--all` shows it.
struct HintMemory: Equatable, Sendable {
  /// What was seen of one group of a lesson's tests.
  struct Seen: Equatable, Sendable {
    /// How many of the group's hints, from the first.
    var hints = 0
    /// The names of the traps that were offered as explanations.
    var diagnoses: [String] = []
  }

  /// By the name of the lesson, then by that of the group.
  private var lessons: [String: [String: Seen]] = [:]

  static let version = 1

  subscript(lesson: String, group: String) -> Seen {
    get { lessons[lesson]?[group] ?? Seen() }
    set { lessons[lesson, default: [:]][group] = newValue }
  }

  enum Damage: Error, Equatable {
    case unreadable(line: Int?)
    /// A later grader wrote it.
    case newer(Int)
  }

  var json: JSON {
    let lessons = lessons.sorted { $0.key < $1.key }.map { lesson, groups in
      JSON.Member(
        lesson,
        .object(groups.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }))
    }
    return ["version": .whole(Self.version), "lessons": .object(lessons)]
  }

  static func decode(_ bytes: [UInt8]) throws(Damage) -> HintMemory {
    let value: JSON
    do { value = try JSONParser.parse(bytes[...]) } catch { throw .unreadable(line: error.line) }
    guard let version = value["version"]?.wholeNumber, case .object(let members)? = value["lessons"]
    else { throw .unreadable(line: nil) }
    guard version <= Self.version else { throw .newer(version) }
    var memory = HintMemory()
    for lesson in members {
      guard case .object(let groups) = lesson.value else { throw .unreadable(line: lesson.line) }
      for group in groups {
        guard let seen = Seen(group.value) else { throw .unreadable(line: group.line) }
        memory[lesson.key, group.key] = seen
      }
    }
    return memory
  }
}

extension HintMemory.Seen {
  fileprivate var json: JSON {
    ["hints": .whole(hints), "diagnoses": .array(diagnoses.map(JSON.string))]
  }

  fileprivate init?(_ value: JSON) {
    guard let hints = value["hints"]?.wholeNumber, hints >= 0,
      let items = value["diagnoses"]?.items
    else { return nil }
    let diagnoses = items.compactMap(\.text)
    guard diagnoses.count == items.count else { return nil }
    self.init(hints: hints, diagnoses: diagnoses)
  }
}
