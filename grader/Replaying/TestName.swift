extension Lesson {
  /// The test of that name in either language, or the only one with that in its name.
  func test(called word: String) throws(UsageError) -> TestCase {
    let wanted = word.lowercased()
    func names(_ test: TestCase) -> [String] {
      [test.title.english.lowercased(), test.title.japanese.lowercased()]
    }
    if let exact = tests.first(where: { names($0).contains(wanted) }) { return exact }
    let found = tests.filter { test in names(test).contains { $0.contains(wanted) } }
    if found.count == 1 { return found[0] }
    let all = (found.isEmpty ? tests : found).map { Words(same: "\n    ") + $0.title }
    let list = all.reduce(Words(same: "")) { $0 + $1 }
    guard found.isEmpty else {
      throw UsageError(
        Words(
          "“\(word)” is in the names of several tests of lesson \(number).",
          ja: "「\(word)」はレッスン \(number) のいくつものテストの名前に含まれます。"),
        next: Words("Name one:", ja: "ひとつ選んでください:") + list)
    }
    throw UsageError(
      Words(
        "No test of lesson \(number) has “\(word)” in its name.",
        ja: "レッスン \(number) に、名前に「\(word)」を含むテストはありません。"),
      next: Words("There are:", ja: "あるもの:") + list)
  }
}
