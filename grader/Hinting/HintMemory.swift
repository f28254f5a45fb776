/// Which hints a learner has seen. What was seen stays seen, also when the tests pass in between: to
/// see it again spoils nothing, and `--seen` shows it.
struct HintMemory: Equatable, Sendable {
  /// What was seen of one lesson.
  struct Seen: Equatable, Sendable {
    /// How many hints of each group, from the first.
    var hints: [String: Int] = [:]
    /// The names of the traps that were offered as explanations.
    var diagnoses: [String] = []
  }

  /// By the name of the lesson.
  private var lessons: [String: Seen] = [:]

  static let version = 1

  subscript(lesson: String) -> Seen {
    get { lessons[lesson] ?? Seen() }
    set { lessons[lesson] = newValue }
  }

  enum Damage: Error, Equatable {
    case unreadable(line: Int?)
    /// A later grader wrote it.
    case newer(Int)
  }

  var json: JSON {
    let lessons = lessons.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
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
      guard let seen = Seen(lesson.value) else { throw .unreadable(line: lesson.line) }
      memory[lesson.key] = seen
    }
    return memory
  }
}

extension HintMemory.Seen {
  fileprivate var json: JSON {
    let groups = hints.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .whole($0.value)) }
    return ["hints": .object(groups), "diagnoses": .array(diagnoses.map(JSON.string))]
  }

  fileprivate init?(_ value: JSON) {
    guard case .object(let groups)? = value["hints"], let items = value["diagnoses"]?.items else {
      return nil
    }
    for group in groups {
      guard let count = group.value.wholeNumber, count >= 0 else { return nil }
      hints[group.key] = count
    }
    diagnoses = items.compactMap(\.text)
    guard diagnoses.count == items.count else { return nil }
  }
}
