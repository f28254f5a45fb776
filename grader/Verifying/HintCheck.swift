/// Whether a lesson's hints are complete: in each language a section for every file of the suite that
/// holds tests, with as many hints as in the other.
enum HintCheck {
  static func complaints(_ lesson: Lesson, in folder: CourseFolder) -> [String] {
    let groups: [String]
    do { groups = try SuiteGroups(lesson, in: folder).groups.map(\.name) } catch {
      return ["\(error)"]
    }
    var complaints: [String] = []
    var books: [HintBook] = []
    for language in Language.allCases {
      do {
        let book = try HintBook.load(lesson, language, in: folder)
        books.append(book)
        complaints += self.complaints(book, in: lesson.hints(in: language), groups)
      } catch {
        complaints.append("\(error)")
      }
    }
    guard books.count == 2, complaints.isEmpty else { return complaints }
    return zip(books[0].groups, books[1].groups).filter { $0.hints.count != $1.hints.count }.map {
      "\(lesson.name): \($0.name) has \("hint".counted($0.hints.count)) in English, "
        + "and \($1.hints.count) in Japanese."
    }
  }

  private static func complaints(_ book: HintBook, in file: String, _ groups: [String]) -> [String]
  {
    let names = book.groups.map(\.name)
    var complaints = groups.filter { !names.contains($0) }.map { "\(file) has no section \($0)." }
    complaints += names.filter { !groups.contains($0) }
      .map { "\(file): \($0) is no file of the suite that holds tests." }
    if complaints.isEmpty, names != groups {
      complaints.append("\(file): the sections are not in the order of the files.")
    }
    complaints += book.groups.filter { $0.hints.count < HintBook.fewest }.map {
      "\(file): \($0.name) has \("hint".counted($0.hints.count)), and needs \(HintBook.fewest)."
    }
    return complaints
  }
}
