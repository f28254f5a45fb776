/// What a grader keeps of a journal in memory: of each mark who, what and where, and none of its tests.
struct JournalIndex: Sendable {
  /// A learner's lesson.
  struct Key: Hashable, Sendable {
    let learner: String
    let lesson: String
  }

  /// What a mark says, and where the whole of it stands.
  struct Known: Equatable, Sendable {
    let submission: String
    let grounds: Mark.Grounds
    let verdict: Verdict
    let place: JournalScan.Place

    /// Whether both are of the same work, graded by the same rules.
    func isOfSameWork(as other: Known) -> Bool {
      submission == other.submission && grounds == other.grounds
    }
  }

  private(set) var title: String?
  private(set) var roster: JournalScan.Place?
  /// By learner, the last.
  private(set) var handIns: [String: JournalScan.Place] = [:]

  /// Those that a canary confirmed.
  private var trusted: [Key: Known] = [:]
  /// Those that wait for a canary of their lesson.
  private var pending: [Key: Known] = [:]
  /// Those that a canary made worthless, and its name.
  private var revoked: [Key: (mark: Known, canary: String)] = [:]

  /// How a learner's lesson stands.
  enum Standing {
    case marked(Known)
    /// The last grading is not trusted.
    case revoked(Known, canary: String)
  }

  var keys: Set<Key> { Set(trusted.keys).union(pending.keys).union(revoked.keys) }

  /// Whether marks of these lessons wait for a canary to confirm them.
  func hasPending(_ lessons: [String]) -> Bool {
    pending.keys.contains { lessons.contains($0.lesson) }
  }

  /// The latest mark that is trusted.
  func known(_ key: Key) -> Known? { pending[key] ?? trusted[key] }

  /// The same, unless one came after it that is not trusted: then nobody knows.
  func standingMark(_ key: Key) -> Known? {
    if case .marked(let mark)? = standing(key) { mark } else { nil }
  }

  func standing(_ key: Key) -> Standing? {
    if let mark = pending[key] { return .marked(mark) }
    if let (mark, canary) = revoked[key], trusted[key]?.isOfSameWork(as: mark) != true {
      return .revoked(mark, canary: canary)
    }
    return trusted[key].map(Standing.marked)
  }

  /// Takes in the beginning of a line: its first members are enough. False if the line says nothing that
  /// can be understood.
  mutating func take(_ head: JSON, at place: JournalScan.Place) -> Bool {
    switch head["kind"]?.text {
    case "opened":
      title = head["title"]?.text
      return title != nil
    case "roster": roster = place
    case "handIn":
      guard let learner = head["learner"]?.text else { return false }
      handIns[learner] = place
    case "mark":
      guard let learner = head["learner"]?.text, let lesson = head["lesson"]?.text,
        let submission = head["submission"]?.text,
        let grounds = head["grounds"].flatMap(Mark.Grounds.init),
        let verdict = head["verdict"]?.text.flatMap(Verdict.init)
      else { return false }
      pending[Key(learner: learner, lesson: lesson)] = Known(
        submission: submission, grounds: grounds, verdict: verdict, place: place)
    case "canary":
      guard let held = head["held"]?.flag else { return false }
      let lessons = head["lessons"]?.items?.compactMap(\.text)
      canary(held: held, name: head["name"]?.text ?? "", of: lessons)
    // A later grader may know more kinds.
    default: return head["kind"]?.text != nil
    }
    return true
  }

  private mutating func canary(held: Bool, name: String, of lessons: [String]?) {
    for (key, mark) in pending where !held || lessons?.contains(key.lesson) ?? true {
      revoked[key] = held ? nil : (mark, name)
      if held { trusted[key] = mark }
      pending[key] = nil
    }
  }
}

extension JournalIndex {
  /// So many members of a line are enough to know what it is about.
  private static let members = 6

  /// Goes through a whole journal.
  mutating func read(_ descriptor: Int32, _ scan: JournalScan) throws -> JournalScan.End {
    try scan.lines(descriptor) { line, place, number in
      guard let head = try? JSONParser.head(line, members: Self.members) else {
        throw JournalError.damaged(scan.path, line: number)
      }
      if number == 1 {
        guard let version = head["version"]?.wholeNumber else {
          throw JournalError.damaged(scan.path, line: number)
        }
        guard version <= JournalEntry.version else {
          throw JournalError.newer(scan.path, version: version)
        }
      }
      guard take(head, at: place) else {
        throw JournalError.damaged(scan.path, line: number)
      }
    }
  }

  /// Whether this is about that course: by the title, or else by a lesson that was graded.
  func isOf(_ course: Course) -> Bool {
    let graded = Set(keys.map(\.lesson))
    return title == nil || title == course.title.english || graded.isEmpty
      || course.lessons.contains { graded.contains($0.name) }
  }
}
