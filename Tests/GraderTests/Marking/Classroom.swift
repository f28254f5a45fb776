import Testing

@testable import grader

/// A class's work in a folder, and the gradebook that it is graded into.
struct Classroom {
  let scratch: Scratch
  let course: Scratch
  var submissions: String { scratch.path.adding("submissions") }
  var gradebook: String { scratch.path.adding("gradebook") }
  private static let places = ["Exercises/01-Counter.swift", "Exercises/02-Greeter.swift"]

  /// - Parameter course: if not the one that all these tests share.
  init(_ course: Scratch? = nil) throws {
    scratch = try Scratch()
    self.course = try course ?? #require(ScratchCourse.current).scratch
    try Files.makeFolder(submissions)
  }

  /// What a learner may hand in for a lesson.
  enum Work {
    case right, starter, nothing
    /// One of the fixtures' submissions.
    case like(String)
    case text(String)

    /// Right for one guest only.
    static let onlyForAnna = text(
      #"public func greeting(for name: String) -> String { "Hello, Anna!" }"# + "\n")
  }

  func handIn(_ learner: String, _ counter: Work, _ greeter: Work = .right) throws {
    for (place, work) in zip(Self.places, [counter, greeter]) {
      guard let text = try text(work, place) else { continue }
      try scratch.write(text, to: "submissions/\(learner)/\(place)")
    }
  }

  private func text(_ work: Work, _ place: String) throws -> String? {
    switch work {
    case .right: try course.read(place.replacing("Exercises", with: "Solutions"))
    case .starter: try course.read(place)
    case .nothing: nil
    case .like(let name):
      String(decoding: try Files.read(Fixtures.submission(name)), as: UTF8.self)
    case .text(let text): text
    }
  }

  /// Turns a folder that was handed in into an archive.
  func pack(_ learner: String, _ ending: String) async throws {
    let folder = submissions.adding(learner)
    let command = Command(
      try #require(Archiver.program),
      ["-acf", submissions.adding(learner + ending), "-C", folder, "Exercises"],
      environment: ["LC_ALL": "C.UTF-8"])
    let remains = try await Subprocess.run(command, patience: Patience(total: 60))
    try #require(remains.succeeded, "\(remains.errors)")
    Files.remove(folder)
  }

  typealias Answer = (code: ExitCode, answer: String, side: String)

  func grade(_ more: String..., into gradebook: String? = nil) async -> Answer {
    await course.answer(["grade", submissions, "--out", gradebook ?? self.gradebook] + more)
  }

  func grader(_ words: String...) async -> Answer { await course.answer(words) }
}

extension Classroom {
  /// `gradebook.json`, as it is.
  func book(_ folder: String? = nil) throws -> String {
    String(
      decoding: try Files.read((folder ?? gradebook).adding(Gradebook.jsonFile)), as: UTF8.self)
  }

  /// A learner in `gradebook.json`.
  func row(_ learner: String) throws -> JSON {
    let book = try JSONParser.parse(Array(try book().utf8)[...])
    return try #require(book["learners"]?.items?.first { $0["id"]?.text == learner })
  }

  func mark(_ learner: String, _ lesson: String) throws -> JSON {
    try #require(row(learner)["marks"]?.items?.first { $0["lesson"]?.text == lesson })
  }

  func hasHandedIn(_ learner: String) throws -> Bool {
    if case .null? = try row(learner)["handIn"] { false } else { true }
  }

  func verdict(_ learner: String, _ lesson: String = "02-Greeter") throws -> Verdict? {
    try mark(learner, lesson)["verdict"]?.text.flatMap(Verdict.init)
  }

  var journal: String { gradebook.adding(Journal.file) }

  /// The lines of the journal, without their checks.
  func lines() throws -> [JournalEntry] {
    try Files.read(journal).split(separator: 10).map { line in
      try #require(JournalEntry(try JSONParser.parse(line)))
    }
  }

  /// Who was graded, in order, as `anna/02-Greeter`.
  func graded() throws -> [String] {
    try lines().compactMap { entry in
      if case .mark(let mark) = entry { "\(mark.learner)/\(mark.lesson)" } else { nil }
    }
  }

  func canaries() throws -> [Bool] {
    try lines().compactMap { entry in
      if case .canary(let held, _, _, _) = entry { held } else { nil }
    }
  }

  /// Writes a journal anew, as somebody would who knows how its lines are chained.
  func rewriteJournal(_ change: (inout [JournalEntry]) throws -> Void) throws {
    var entries = try lines()
    try change(&entries)
    var (bytes, check): ([UInt8], String) = ([], JournalLine.beginning)
    for entry in entries {
      let line = JournalLine.seal(entry.json, after: check)
      bytes += line.bytes + [10]
      check = line.check
    }
    try Files.write(bytes, to: journal)
  }
}
