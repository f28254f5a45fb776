/// Keeps each standing as soon as there is one: whatever ends the grader then costs none of them.
struct Record {
  /// Closed after the first that could not be kept: one warning is enough.
  var isOpen = true
  let folder: CourseFolder
  let console: Console

  @discardableResult
  mutating func add(_ examination: Examination) -> Standing {
    let standing = Standing(
      examination.judgement, submission: examination.submission ?? "", suite: examination.suite,
      date: Date.now())
    if isOpen {
      // Of use only after the course has changed; whoever cannot write is told so below.
      try? Beginnings(folder: folder).note(examination.judgement.lesson)
      isOpen = ProgressStore(folder: folder).add(
        [examination.judgement.lesson.name: standing], warning: console.warn)
    }
    return standing
  }
}
