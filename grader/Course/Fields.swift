/// The members of an object in `course.json`, taken one by one; what nobody takes is an error.
struct Fields {
  /// Where the object stands, for messages.
  var place: String
  private let line: Int
  private var members: [JSON.Member]
  private var lines: [String: Int]

  init(_ value: JSON, _ place: String, line: Int) throws(CourseError) {
    self.place = place
    guard case .object(let members) = value else {
      throw CourseError(
        "\(CourseFolder.description):\(line): \(place) must be an object, and is \(value.kind).")
    }
    self.line = members.first?.line ?? line
    self.members = members
    lines = Dictionary(members.map { ($0.key, $0.line) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for member in members where !seen.insert(member.key).inserted {
      throw error(member.key, "stands there twice")
    }
  }

  func line(of key: String) -> Int { lines[key] ?? line }

  func error(_ key: String, _ problem: String) -> CourseError {
    CourseError("\(CourseFolder.description):\(line(of: key)): \(place): `\(key)` \(problem).")
  }

  mutating func value(_ key: String) throws(CourseError) -> JSON {
    guard let index = members.firstIndex(where: { $0.key == key }) else {
      throw error(key, "is missing")
    }
    return members.remove(at: index).value
  }

  mutating func text(_ key: String) throws(CourseError) -> String {
    let value = try value(key)
    guard let text = value.text else { throw error(key, "must be a text, and is \(value.kind)") }
    guard !text.isEmpty else { throw error(key, "is empty") }
    return text
  }

  mutating func wholeNumber(_ key: String) throws(CourseError) -> Int {
    let value = try value(key)
    guard let number = value.wholeNumber else {
      throw error(
        key, "must be a whole number, and is \(value.number.map { "\($0)" } ?? value.kind)")
    }
    return number
  }

  mutating func points() throws(CourseError) -> Int {
    let points = try wholeNumber("points")
    guard (0...1_000_000).contains(points) else {
      throw error("points", "must be 0 or more, and is \(points)")
    }
    return points
  }

  mutating func seconds(_ key: String) throws(CourseError) -> Double {
    let value = try value(key)
    guard let seconds = value.number, seconds > 0, seconds <= 3600 else {
      throw error(key, "must be a number of seconds above 0 and up to 3600")
    }
    return seconds
  }

  mutating func list(_ key: String) throws(CourseError) -> [JSON] {
    let value = try value(key)
    guard let items = value.items else { throw error(key, "must be a list, and is \(value.kind)") }
    return items
  }

  /// A list of texts that may be left out.
  mutating func texts(_ key: String) throws(CourseError) -> [String] {
    guard members.contains(where: { $0.key == key }) else { return [] }
    var texts: [String] = []
    for item in try list(key) {
      guard let text = item.text else {
        throw error(key, "must hold texts, and holds \(item.kind)")
      }
      texts.append(text)
    }
    return texts
  }

  mutating func words(_ key: String) throws(CourseError) -> Words {
    var fields = try Fields(try value(key), "\(place), \(key)", line: line(of: key))
    let words = Words(try fields.text("en"), ja: try fields.text("ja"))
    try fields.finish()
    return words
  }

  /// Complains about the first member that nobody took.
  func finish() throws(CourseError) {
    if let member = members.first { throw error(member.key, "is not a name the grader knows") }
  }
}
