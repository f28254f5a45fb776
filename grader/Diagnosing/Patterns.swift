/// What each trap of a lesson is known by: the features that it shows in every run.
struct Patterns: Equatable, Sendable {
  /// By the names of the traps.
  var traps: [String: Set<Feature>] = [:]
  /// Those of the untouched starter: what is not written yet is no mistake.
  var starter: Set<Feature> = []

  static let version = 1

  /// As the file has it: one trap a line, in order, so that a change of one changes one line.
  var text: String {
    let lines = traps.sorted { $0.key < $1.key }.map { name, features in
      "    \(JSON.string(name).line): \(Self.codes(features).line)"
    }
    return """
      {
        "version": \(Self.version),
        "starter": \(Self.codes(starter).line),
        "traps": {
      \(lines.joined(separator: ",\n"))
        }
      }

      """
  }

  private static func codes(_ features: Set<Feature>) -> JSON {
    .string(features.sorted().map(\.code).joined(separator: " "))
  }

  /// Nil if it is no file of patterns, or one of another version.
  init?(_ json: JSON) {
    guard json["version"]?.wholeNumber == Self.version, let starter = json["starter"],
      let known = Self.features(starter), case .object(let members)? = json["traps"]
    else { return nil }
    self.starter = known
    for member in members {
      guard let features = Self.features(member.value) else { return nil }
      traps[member.key] = features
    }
  }

  init(traps: [String: Set<Feature>] = [:], starter: Set<Feature> = []) {
    self.traps = traps
    self.starter = starter
  }

  private static func features(_ json: JSON) -> Set<Feature>? {
    guard let codes = json.text?.split(separator: " ") else { return nil }
    let features = codes.compactMap(Feature.init)
    return features.count == codes.count ? Set(features) : nil
  }

  /// Those of a lesson; nil if there are none that can be read, which costs no verdict.
  static func load(_ lesson: Lesson, in folder: CourseFolder) -> Patterns? {
    guard let bytes = try? Files.read(folder.path(lesson.patterns)),
      let json = try? JSONParser.parse(bytes[...])
    else { return nil }
    return Patterns(json)
  }
}

extension Lesson {
  var patterns: String { "\(traps)/patterns.json" }
}
