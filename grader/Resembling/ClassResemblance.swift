/// Looks for pairs in a class: in what was let in of everybody's latest work.
struct ClassResemblance {
  let course: Course
  let gradebook: Gradebook
  let store: SourceStore

  /// The pairs of these lessons, lesson by lesson, those with most in common first. Learners are those of
  /// the gradebook; what cannot be read any more is left out.
  func pairs(_ lessons: [Lesson]) throws(FileError) -> ResemblanceSearch.Found {
    var found = ResemblanceSearch.Found()
    for lesson in lessons {
      // A course may do without copies of its starters.
      let place = course.folder.path(course.folder.place(of: lesson.starter))
      let starter = Files.exists(place) ? try texts(lesson.starter, in: course.folder) : []
      let search = ResemblanceSearch(lesson: lesson.name, starter: starter)
      let own = search.pairs(works(lesson))
      found.pairs += own.pairs
      found.more += own.more
    }
    return found
  }

  private func works(_ lesson: Lesson) -> [ResemblanceSearch.Work] {
    gradebook.rows.compactMap { row in
      guard let submission = row.handIn?.submission,
        let sources = try? texts(
          lesson.exercise, in: CourseFolder(root: store.place(of: submission))), !sources.isEmpty
      else { return nil }
      return ResemblanceSearch.Work(learner: row.learner.id, sources: sources)
    }
  }

  private func texts(_ base: String, in folder: CourseFolder) throws(FileError) -> [SourceText] {
    var texts: [SourceText] = []
    for name in try folder.sources(base) {
      texts.append(SourceText(name: name, bytes: try Files.read(folder.path(name))))
    }
    return texts
  }
}
