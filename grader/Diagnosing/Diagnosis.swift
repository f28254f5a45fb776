/// What a submission's mistake looks like: a known trap, and what told it.
struct Diagnosis: Equatable, Sendable {
  /// The name of the trap.
  let trap: String
  /// In English only, as maintainers know it.
  let title: String
  /// What is wrong, and then what to do about it.
  let says: Words
  /// How like it is, up to 1.
  let confidence: Double
  /// The test that tells most of it; nil if it was the compiler.
  let test: Lesson.TestCase?

  /// What is wrong: the first sentence of the explanation.
  var gist: Words {
    let end = says.english.firstRange(of: /\. (?=[A-Z“`])/)?.lowerBound
    let english = end.map { says.english[...$0] } ?? says.english[...]
    let japanese = says.japanese.firstIndex(of: "。").map { says.japanese[...$0] }
    return Words(String(english), ja: String(japanese ?? says.japanese[...]))
  }

  /// The nearest trap of the lesson; nil if none is near enough, or if nobody knows.
  init?(_ judgement: Judgement, in folder: CourseFolder) {
    let lesson = judgement.lesson
    guard ![.passes, .void].contains(judgement.verdict),
      !Source.isUntouched(lesson, in: folder), let patterns = Patterns.load(lesson, in: folder)
    else { return nil }
    let symptoms = Symptoms(judgement)
    let likeness = Likeness(patterns)
    guard
      let match = likeness.nearest(
        to: symptoms.features, isUnfinished: Source.isUnfinished(lesson, in: folder)),
      let trap = Trap.called(match.trap, of: lesson, in: folder)
    else { return nil }
    let shared = symptoms.tests.filter { patterns.traps[match.trap]?.contains($0.key) == true }
    let telling = lesson.tests.map { test in
      shared.filter { $0.value == test.name }.keys.sorted().reduce(0) { $0 + likeness.weight($1) }
    }
    let most = telling.max() ?? 0
    self.init(
      trap, confidence: match.likeness,
      test: most > 0 ? telling.firstIndex(of: most).map { lesson.tests[$0] } : nil)
  }

  init(_ trap: Trap, confidence: Double, test: Lesson.TestCase?) {
    self.trap = trap.name
    title = trap.title
    says = trap.says
    self.confidence = confidence
    self.test = test
  }
}

extension Trap {
  /// The trap of that name; nil if it cannot be read.
  static func called(_ name: String, of lesson: Lesson, in folder: CourseFolder) -> Trap? {
    for ending in [patchEnding, headingEnding] {
      let file = lesson.traps.adding(name + ending)
      if let bytes = try? Files.read(folder.path(file)) {
        return try? parse(String(decoding: bytes, as: UTF8.self), file: file)
      }
    }
    return nil
  }
}

extension Diagnosis {
  /// The diagnosis that was kept; nil if the course no longer has that trap.
  init?(_ suspicion: Standing.Suspicion, of lesson: Lesson, in folder: CourseFolder) {
    guard let trap = Trap.called(suspicion.trap, of: lesson, in: folder) else { return nil }
    self.init(
      trap, confidence: suspicion.confidence,
      test: lesson.tests.first { $0.name == suspicion.test })
  }
}
