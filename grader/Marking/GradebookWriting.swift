extension Course {
  /// What the late policy takes away from a hand-in, from 0 to 100.
  func latePercent(_ handIn: HandIn, _ lesson: String) -> Int {
    guard let late, let lesson = lessons.first(where: { $0.name == lesson }),
      let date = handIn.dates[lesson.name] ?? handIn.date, let seconds = Date.exact(date)
    else { return 0 }
    return late.percent(handedIn: seconds, lesson)
  }

  /// The gradebook as its journal has it now.
  func gradebook(in folder: String) throws -> Gradebook {
    try JournalReader.gradebook(folder, self, late: latePercent)
  }

  /// Makes what people and programs read anew from the journal.
  func writeGradebook(in folder: String, for language: Language) throws -> Gradebook {
    let gradebook = try gradebook(in: folder)
    try gradebook.writeJSON(in: folder)
    let pairs = try ClassResemblance(
      course: self, gradebook: gradebook, store: SourceStore(gradebook: folder)
    ).pairs(lessons).pairs
    let page = ClassPage(
      gradebook: gradebook, course: self, similar: pairs,
      language: language
    ).page
    try PageFile(path: folder.adding(Gradebook.pageFile)).write(page, isForced: true)
    return gradebook
  }
}
