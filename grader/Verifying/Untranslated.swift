/// Finds what a suite says and the phrasebook of its lesson does not know.
struct Untranslated {
  let folder: CourseFolder

  /// The phrases that cannot be read, and the sentences that a trial has brought about without any.
  func complaints(_ lesson: Lesson, _ trials: [Trial]) -> [String] {
    var phrases: [Phrase] = []
    for file in Phrasebook.files(lesson) {
      do { phrases += try Phrasebook.read(file, in: folder) } catch { return ["\(error)"] }
    }
    let book = Phrasebook(phrases)
    let told = trials.filter { $0.variant.lesson == lesson }.flatMap { trial in
      trial.fast.tests.flatMap(\.findings).map(\.text)
    }
    let missing = Set(told.flatMap(book.missing)).filter { !isOfTesting($0) }
    return missing.sorted().map { "\(lesson.phrases) does not know: \($0)" }
  }

  /// What Swift Testing itself says is English for everybody.
  private func isOfTesting(_ line: String) -> Bool {
    ["Expectation failed: ", "Caught error: ", "Issue recorded"].contains(where: line.hasPrefix)
  }
}
