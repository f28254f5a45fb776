/// What was taken of one learner's work, before anything of it was compiled.
struct Collected: Equatable, Sendable {
  struct File: Equatable, Sendable {
    /// Within the course, such as `Exercises/01-SafeMessageQueue.swift`.
    let name: String
    let bytes: [UInt8]
  }

  /// The learner's id.
  let learner: String
  /// By name. Those of one lesson are all here, or none of them.
  var files: [File] = []
  /// Why a lesson was not let in, by the lesson's name.
  var problems: [String: AdmissionError] = [:]
  /// What else lay there: names, at most a few, and how many there were at least.
  var leftOut: [String] = []
  var leftOutCount = 0

  /// Names what was handed in: the sources, and why others were not let in.
  var digest: String {
    var digest = Digest()
    for file in files { digest.add(part: file.name, file.bytes) }
    for (lesson, problem) in problems.sorted(by: { $0.key < $1.key }) {
      digest.add(part: "not let in: " + lesson, Array(problem.description.utf8))
    }
    return digest.finish()
  }

  /// The sources of one lesson.
  func files(of lesson: Lesson) -> [File] {
    files.filter {
      $0.name == lesson.exercise + ".swift" || $0.name.hasPrefix(lesson.exercise + "/")
    }
  }
}

extension Collected {
  /// Nothing of what somebody handed in could be taken.
  init(_ learner: String, _ lessons: [Lesson], refused error: AdmissionError) {
    self.init(learner: learner)
    for lesson in lessons { problems[lesson.name] = error }
  }

  /// Takes the lessons' sources out of what somebody handed in, and reads each file once.
  init(_ learner: String, _ lessons: [Lesson], from tree: any HandInTree) async {
    self.init(learner: learner)
    let search = LessonSearch(lessons, in: tree)
    leftOut = search.leftOut
    leftOutCount = search.leftOutCount
    for lesson in lessons {
      do throws(AdmissionError) {
        let found = try search.answers[lesson.name]?.get() ?? []
        files += try await Self.read(found, of: lesson, from: tree)
      } catch {
        problems[lesson.name] = error
      }
    }
    files.sort { $0.name < $1.name }
  }

  /// What all files of a lesson may have together.
  private static let mostBytes = 1 << 20

  private static func read(
    _ found: [LessonSearch.Found], of lesson: Lesson, from tree: any HandInTree
  ) async throws(AdmissionError) -> [File] {
    var files: [File] = []
    var sum = 0
    for file in found {
      let bytes: [UInt8]
      do { bytes = try await tree.read(file.path, atMost: Source.largest) } catch {
        throw AdmissionError(file.name, AdmissionError.Reason(error))
      }
      guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
        throw AdmissionError(file.name, .notText)
      }
      sum += bytes.count
      guard sum <= mostBytes else {
        throw AdmissionError(lesson.exercise, .handIn(.tooMuch(limit: mostBytes)))
      }
      files.append(File(name: file.name, bytes: bytes))
    }
    let isEmpty = files.allSatisfy { String(decoding: $0.bytes, as: UTF8.self).trimmed.isEmpty }
    guard !isEmpty else { throw AdmissionError(found.first?.name ?? lesson.exercise, .empty) }
    return files
  }
}

extension AdmissionError.Reason {
  init(_ failure: HeldFolder.Failure) {
    switch failure {
    case .isNot(.missing): self = .missing
    case .isNot(let kind): self = .notAFile(kind)
    case .tooLarge(let size): self = .tooLarge(size)
    case .changed: self = .handIn(.changed)
    case .system(let code): self = .unreadable(Words(systemError: code))
    case .archive(let reason): self = .handIn(.brokenArchive(reason))
    }
  }
}
