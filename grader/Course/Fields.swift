/// The members of an object in `course.json`, or in a file like it, taken one by one; what nobody takes is an error.
struct Fields {
  /// Where the object stands, for messages.
  var place: Words
  /// The name of the file, for messages.
  let file: String
  private let line: Int
  private var members: [JSON.Member]
  private var lines: [String: Int]

  init(
    _ value: JSON, _ place: Words, line: Int, of file: String = CourseFolder.description
  ) throws(CourseError) {
    self.place = place
    self.file = file
    guard case .object(let members) = value else {
      let line = "\(file):\(line): "
      throw CourseError(
        Words(
          "\(line)\(place.english) must be an object, and is \(value.kind.english).",
          ja: "\(line)\(place.japanese)はオブジェクトにします。\(value.kind.japanese)になっています。"))
    }
    self.line = members.first?.line ?? line
    self.members = members
    lines = Dictionary(members.map { ($0.key, $0.line) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for member in members where !seen.insert(member.key).inserted {
      throw error(member.key, Words("stands there twice", ja: "が二度書かれています"))
    }
  }

  func line(of key: String) -> Int { lines[key] ?? line }

  /// - Parameter problem: what follows the member's name.
  func error(_ key: String, _ problem: Words) -> CourseError {
    let line = "\(file):\(line(of: key)): "
    return CourseError(
      Words(
        "\(line)\(place.english): `\(key)` \(problem.english).",
        ja: "\(line)\(place.japanese): `\(key)` \(problem.japanese)。"))
  }

  func emptyError(_ key: String) -> CourseError { error(key, Words("is empty", ja: "が空です")) }

  mutating func value(_ key: String) throws(CourseError) -> JSON {
    guard let index = members.firstIndex(where: { $0.key == key }) else {
      throw error(key, Words("is missing", ja: "がありません"))
    }
    return members.remove(at: index).value
  }

  mutating func text(_ key: String) throws(CourseError) -> String {
    let value = try value(key)
    guard let text = value.text else {
      throw error(
        key,
        Words(
          "must be a text, and is \(value.kind.english)",
          ja: "は文字列にします。\(value.kind.japanese)になっています"))
    }
    guard !text.isEmpty else { throw emptyError(key) }
    return text
  }

  mutating func wholeNumber(_ key: String) throws(CourseError) -> Int {
    let value = try value(key)
    guard let number = value.wholeNumber else {
      let given = value.number.map { Words(same: "\($0)") } ?? value.kind
      throw error(
        key,
        Words(
          "must be a whole number, and is \(given.english)",
          ja: "は整数にします。\(given.japanese)になっています"))
    }
    return number
  }

  mutating func points() throws(CourseError) -> Int {
    let points = try wholeNumber("points")
    guard (0...1_000_000).contains(points) else {
      throw error(
        "points",
        Words("must be 0 or more, and is \(points)", ja: "は 0 以上にします。\(points) になっています"))
    }
    return points
  }

  mutating func wholeNumber(
    _ key: String, in range: ClosedRange<Int>
  ) throws(CourseError) -> Int {
    let number = try wholeNumber(key)
    guard range.contains(number) else {
      throw error(
        key,
        Words(
          "must be from \(range.lowerBound) to \(range.upperBound), and is \(number)",
          ja: "は \(range.lowerBound) から \(range.upperBound) までにします。\(number) になっています"))
    }
    return number
  }

  /// A point in time, in seconds since 1970.
  mutating func time(_ key: String) throws(CourseError) -> Int {
    let text = try text(key)
    guard let seconds = Date.exact(text) else {
      throw error(
        key,
        Words(
          "must be a time such as 2026-12-01T23:59:00+01:00, and is “\(text)”",
          ja: "は 2026-12-01T23:59:00+01:00 のような時刻にします。「\(text)」は違います"))
    }
    return seconds
  }

  /// The same, if it is there.
  mutating func optionalTime(_ key: String) throws(CourseError) -> Int? {
    has(key) ? try time(key) : nil
  }

  mutating func seconds(_ key: String) throws(CourseError) -> Double {
    let value = try value(key)
    guard let seconds = value.number, seconds > 0, seconds <= 3600 else {
      throw error(
        key,
        Words(
          "must be a number of seconds above 0 and up to 3600",
          ja: "は 0 より大きく 3600 以下の秒数にします"))
    }
    return seconds
  }

  mutating func list(_ key: String) throws(CourseError) -> [JSON] {
    let value = try value(key)
    guard let items = value.items else {
      throw error(
        key,
        Words(
          "must be a list, and is \(value.kind.english)",
          ja: "は配列にします。\(value.kind.japanese)になっています"))
    }
    return items
  }

  /// A list of texts that may be left out.
  mutating func texts(_ key: String) throws(CourseError) -> [String] {
    guard has(key) else { return [] }
    var texts: [String] = []
    for item in try list(key) {
      guard let text = item.text else {
        throw error(
          key,
          Words(
            "must hold texts, and holds \(item.kind.english)",
            ja: "の要素は文字列にします。\(item.kind.japanese)が入っています"))
      }
      texts.append(text)
    }
    return texts
  }

  mutating func words(_ key: String) throws(CourseError) -> Words {
    var fields = try Fields(
      try value(key), place + Words(same: ", \(key)"), line: line(of: key), of: file)
    let words = Words(try fields.text("en"), ja: try fields.text("ja"))
    try fields.finish()
    return words
  }

  mutating func limits() throws(CourseError) -> Lesson.Limits {
    var fields = try Fields(
      try value("limits"), place + Words(same: ", limits"), line: line(of: "limits"),
      of: file)
    let limits = Lesson.Limits(
      silence: try fields.seconds("silenceSeconds"), total: try fields.seconds("totalSeconds"))
    try fields.finish()
    return limits
  }

  private func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  /// An object that may be left out.
  mutating func object(_ key: String) throws(CourseError) -> Fields? {
    guard has(key) else { return nil }
    let line = line(of: key)
    return try Fields(try value(key), Words(same: key), line: line, of: file)
  }

  /// A list that may be left out, of objects.
  mutating func objects(_ key: String) throws(CourseError) -> [Fields] {
    guard has(key) else { return [] }
    let line = line(of: key)
    var objects: [Fields] = []
    for (index, item) in try list(key).enumerated() {
      objects.append(try Fields(item, Words(same: "\(key)[\(index)]"), line: line, of: file))
    }
    return objects
  }

  /// Complains about the first member that nobody took.
  func finish() throws(CourseError) {
    if let member = members.first {
      throw error(
        member.key,
        Words("is not a name the grader knows", ja: "は grader の知らない名前です"))
    }
  }
}
