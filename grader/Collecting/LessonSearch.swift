/// Finds the lessons' sources in what somebody handed in: by their names, where they are expected, and nowhere
/// else. What else lies there is neither opened nor walked through.
struct LessonSearch {
  let lessons: [Lesson]
  let tree: any HandInTree

  /// A file to be read: where it is, and how the course calls it.
  struct Found: Equatable, Sendable {
    let path: [String]
    let name: String
  }

  /// What was found of a lesson.
  typealias Answer = Result<[Found], AdmissionError>

  private(set) var answers: [String: Answer] = [:]
  /// What was left, by name; at most a few.
  private(set) var leftOut: [String] = []
  private(set) var leftOutCount = 0

  /// How many files a lesson may have, and how many folders deep they may lie.
  static let mostFiles = 64
  static let deepest = 4
  /// How long the path of a file may be within the lesson. All paths of a submission together become one
  /// argument of a command, and that has a limit.
  static let longestPath = 120
  /// How many names of a folder are looked at.
  static let mostNames = 10_000
  private static let mostLeftOut = 20

  init(_ lessons: [Lesson], in tree: any HandInTree) {
    self.lessons = lessons
    self.tree = tree
    let homes = homes()
    for lesson in lessons { answers[lesson.name] = answer(lesson, homes) }
    for home in homes { noteOthers(in: home, of: homes) }
  }

  /// The folders in which lessons may lie: the top, `Exercises`, and the same in a folder around it all.
  private func homes() -> [[String]] {
    let top = here([])
    guard top.count == 1, !holdsLesson([]) else { return top }
    let folders = tree.names(in: [], atMost: Self.mostNames).names
      .compactMap { String(validating: $0, as: UTF8.self) }
      .filter { !$0.hasPrefix(".") && $0 != "__MACOSX" && tree.kind(of: [$0]) == .folder }
    guard folders.count == 1 else { return top }
    return top + here(folders)
  }

  /// A folder, and `Exercises` in it, if there is anything of that name.
  private func here(_ path: [String]) -> [[String]] {
    let exercises = path + ["Exercises"]
    return tree.kind(of: exercises) == .missing ? [path] : [path, exercises]
  }

  private func holdsLesson(_ home: [String]) -> Bool {
    lessons.contains { lesson in
      [lesson.name, lesson.name + ".swift"].contains { tree.kind(of: home + [$0]) != .missing }
    }
  }

  private func answer(_ lesson: Lesson, _ homes: [[String]]) -> Answer {
    var found: [(home: [String], answer: Answer)] = []
    for home in homes {
      let kind = tree.kind(of: home)
      guard kind == .folder else {
        found.append((home, .failure(AdmissionError("Exercises", .handIn(.notAFolder(kind))))))
        continue
      }
      if let answer = search(for: lesson, in: home) { found.append((home, answer)) }
    }
    guard let first = found.first else {
      return .failure(AdmissionError(lesson.exercise + ".swift", .missing))
    }
    guard found.count > 1 else { return first.answer }
    let places = found.map { ($0.home + [lesson.name]).joined(separator: "/").printable }
    return .failure(AdmissionError(lesson.exercise, .handIn(.twice(places[0], places[1]))))
  }

  /// Nil if nothing in that folder has the lesson's name.
  private func search(for lesson: Lesson, in home: [String]) -> Answer? {
    let file = lesson.name + ".swift"
    let folderKind = tree.kind(of: home + [lesson.name])
    var inFolder: [Found] = []
    switch folderKind {
    case .folder:
      do { inFolder = try sources(of: lesson, in: home + [lesson.name]) } catch {
        return .failure(error)
      }
    case .link: return .failure(AdmissionError(lesson.exercise, .handIn(.notAFolder(.link))))
    case .missing, .file, .other: break
    }
    let name = lesson.exercise + ".swift"
    switch tree.kind(of: home + [file]) {
    case .missing:
      guard folderKind == .folder else { return nil }
      return inFolder.isEmpty
        ? .failure(AdmissionError(lesson.exercise + "/", .empty)) : .success(inFolder)
    case .file:
      guard inFolder.isEmpty else { return .failure(AdmissionError(name, .doubled)) }
      return .success([Found(path: home + [file], name: name)])
    case let kind: return .failure(AdmissionError(name, .notAFile(kind)))
    }
  }

  /// The Swift files of a lesson that is a folder. Hidden ones are none, as everywhere.
  private func sources(
    of lesson: Lesson, in place: [String]
  ) throws(AdmissionError) -> [Found] {
    var found: [Found] = []
    var looked = 0
    var pending = [(place, lesson.exercise, 1)]
    while let (path, name, depth) = pending.popLast() {
      let listing = tree.names(in: path, atMost: Self.mostNames)
      looked += listing.names.count
      guard listing.isComplete, looked <= Self.mostNames else {
        throw AdmissionError(name + "/", .handIn(.tooManyFiles(limit: Self.mostNames)))
      }
      for bytes in listing.names where bytes.first != UInt8(ascii: ".") {
        let shown = name + "/" + String(printing: bytes)
        let isSwift = bytes.suffix(6).elementsEqual(".swift".utf8)
        guard bytes.allSatisfy(\.isPlain) else {
          if isSwift { throw AdmissionError(shown, .handIn(.oddName)) }
          continue
        }
        let inner = path + [String(decoding: bytes, as: UTF8.self)]
        switch tree.kind(of: inner) {
        case .folder:
          guard depth < Self.deepest else {
            throw AdmissionError(shown + "/", .handIn(.tooDeep(limit: Self.deepest)))
          }
          pending.append((inner, shown, depth + 1))
        case .file
        where isSwift && shown.utf8.count > lesson.exercise.utf8.count + Self.longestPath:
          throw AdmissionError(
            String(shown.prefix(Self.longestPath)) + "…",
            .handIn(.longName(limit: Self.longestPath)))
        case .file where isSwift: found.append(Found(path: inner, name: shown))
        case let kind where isSwift: throw AdmissionError(shown, .notAFile(kind))
        case .missing, .file, .link, .other: break
        }
      }
      guard found.count <= Self.mostFiles else {
        throw AdmissionError(
          lesson.exercise + "/", .handIn(.tooManyFiles(limit: Self.mostFiles)))
      }
    }
    return found.sorted { $0.name < $1.name }
  }

  private mutating func noteOthers(in home: [String], of homes: [[String]]) {
    guard tree.kind(of: home) == .folder else { return }
    let known = Set(lessons.flatMap { [$0.name, $0.name + ".swift"] } + ["Exercises"])
    let listing = tree.names(in: home, atMost: Self.mostNames)
    for bytes in listing.names {
      let name = String(printing: bytes)
      guard !known.contains(name), !homes.contains(where: { $0 == home + [name] }) else { continue }
      leftOutCount += 1
      guard leftOut.count < Self.mostLeftOut else { continue }
      leftOut.append(String((home + [name]).joined(separator: "/").printable.prefix(100)))
    }
  }
}

extension UInt8 {
  /// A letter, a digit, or one of `- _ . + @` of ASCII.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
