extension Course {
  /// The lesson that is meant by `1`, `01`, `01-SafeMessageQueue`, `SafeMessageQueue` or a unique
  /// beginning of its name or subject.
  func lesson(called word: String) throws(UsageError) -> Lesson {
    let word = word.lowercased()
    if let number = Int(word), let lesson = lessons.first(where: { Int($0.number) == number }) {
      return lesson
    }
    func names(_ lesson: Lesson) -> [String] {
      [lesson.name.lowercased(), lesson.subject.lowercased()]
    }
    if let exact = lessons.first(where: { names($0).contains(word) }) { return exact }
    let begun = lessons.filter { lesson in names(lesson).contains { $0.hasPrefix(word) } }
    if begun.count == 1, !word.isEmpty { return begun[0] }
    guard begun.isEmpty || word.isEmpty else {
      throw UsageError(
        Words(
          "“\(word)” is the beginning of several lessons.",
          ja: "「\(word)」で始まるレッスンはいくつもあります。"),
        next: Words("Name one: ", ja: "ひとつ選んでください: ")
          + Words(same: begun.map(\.name).joined(separator: ", ")))
    }
    throw UsageError(
      Words("There is no lesson “\(word)”.", ja: "「\(word)」というレッスンはありません。"),
      next: Nearest.advice(to: word, from: lessons.flatMap { [$0.name, $0.subject] })
        + Words(" See: grader list", ja: " 一覧: grader list"))
  }

  /// The lessons that are meant, each once, in the order of the course; all if none is named.
  func lessons(called words: [String]) throws(UsageError) -> [Lesson] {
    guard !words.isEmpty else { return lessons }
    var wanted: Set<String> = []
    for word in words { wanted.insert(try lesson(called: word).name) }
    return lessons.filter { wanted.contains($0.name) }
  }
}
