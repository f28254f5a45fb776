import Testing

@testable import grader

@Suite struct ResemblanceTests {
  private let course: Course

  init() throws {
    course = try CourseDecoder.load(CourseFolder.nearest(to: Fixtures.folder.parentFolder))
  }

  private func texts(_ base: String) throws -> [SourceText] {
    try course.folder.sources(base).map {
      SourceText(name: $0, bytes: try Files.read(course.folder.path($0)))
    }
  }

  private func text(_ source: String) -> SourceText {
    SourceText(name: "A.swift", bytes: Array(source.utf8))
  }

  private func pairs(
    _ works: [(String, [SourceText])], starter: [SourceText] = [], least: Double = 0.3
  ) -> [Resemblance] {
    ResemblanceSearch(lesson: "01-A", starter: starter, least: least)
      .pairs(works.map { ResemblanceSearch.Work(learner: $0, sources: $1) }).pairs
  }

  /// The reference with other names, other comments, other numbers, and its declarations in another order.
  private func disguised(_ sources: [SourceText]) -> [SourceText] {
    sources.map { source in
      var pieces: [String] = []
      for token in source.tokens {
        let text = source.text(token)
        let isName = token.kind == .word && text.utf8.contains { $0 > 64 && $0 < 91 }
        pieces.append(isName ? text + "Too" : token.kind == .text ? "\"other\"" : text)
      }
      let half = pieces.count / 2
      let turned = pieces[half...] + pieces[..<half]
      return SourceText(
        name: source.name, bytes: Array(turned.joined(separator: " /* moved */\n").utf8))
    }
  }

  @Test func `who renames and reorders is found, with the lines`() throws {
    let lesson = course.lessons[0]
    let reference = try texts(lesson.solution)
    let found = pairs(
      [("ben", disguised(reference)), ("anna", reference)], starter: try texts(lesson.starter))
    let pair = try #require(found.first)
    #expect(pair.one == "anna" && pair.other == "ben")
    #expect(pair.share > 0.8)
    let longest = try #require(pair.stretches.first)
    #expect(longest.one.file == reference[0].name)
    #expect(longest.one.last - longest.one.first > 50)
  }

  @Test func `solutions that were made apart are far below a copy`() throws {
    for lesson in course.lessons {
      let folder = course.folder.path(lesson.alternatives)
      var works = [("reference", try texts(lesson.solution))]
      for name in try Files.names(in: folder) where name.hasSuffix(".swift") {
        works.append(
          (name, [SourceText(name: name, bytes: try Files.read(folder.adding(name)))]))
      }
      let found = pairs(works, starter: try texts(lesson.starter), least: 0)
      #expect(
        found.allSatisfy { $0.share < 0.6 }, "\(found.map { "\($0.one) \($0.other) \($0.share)" })")
      let copies = pairs(works + [("copy", disguised(works[0].1))], starter: [])
      #expect(copies.first?.one == "copy" && copies.first?.other == "reference")
    }
  }

  @Test func `the starter alone explains nothing`() throws {
    let starter = try texts(course.lessons[0].starter)
    #expect(pairs([("anna", starter), ("ben", starter)], starter: starter).isEmpty)
    #expect(!pairs([("anna", starter), ("ben", starter)]).isEmpty)
  }

  @Test func `what much of a class shares is the lesson's, and what two share beside it is not`()
    throws
  {
    let common =
      "func f(_ a: Int) -> Int { guard a > 0 else { return a * 2 + 1 } \(String(repeating: "if a < 3 { for b in 0..<a { print(b, [a: b], a == b ? a : b) } } ", count: 9)) }"
    func own(_ n: Int) -> String {
      var state = UInt64(n + 1)
      let signs = ["+", "-", "*", "<", ">", "==", "&&", "||", "...", "??"]
      return (0..<120).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return "x \(signs[Int(state >> 33 % 10)]) (y \(signs[Int(state >> 45 % 10)]) [z])"
      }.joined(separator: "\n")
    }
    var works = (0..<15).map { ("learner-\($0)", [text(common + own($0))]) }
    #expect(pairs(works, least: 0.9).isEmpty)
    works.append(("late", [text(own(3) + common)]))
    let found = pairs(works, least: 0.9)
    #expect(found.map(\.one) == ["late"] && found.map(\.other) == ["learner-3"])
  }

  @Test func `of a great many pairs the first are listed, and the rest is counted`() throws {
    let sources = try texts(course.lessons[0].solution)
    let works = (0..<24).flatMap { n in
      // Eight that work together, three times.
      [ResemblanceSearch.Work(learner: "learner-\(n)", sources: n % 3 == 0 ? sources : [])]
    }
    let search = ResemblanceSearch(lesson: "01-A", starter: [])
    #expect(search.pairs(works).pairs.count == 28)
    let twice =
      works + works.map { ResemblanceSearch.Work(learner: $0.learner + "b", prints: $0.prints) }
    let found = search.pairs(twice)
    #expect(found.pairs.count == ResemblanceSearch.most)
    #expect(found.more == 16 * 15 / 2 - ResemblanceSearch.most)
  }

  @Test func `next to nothing is like nothing`() {
    #expect(pairs([("a", []), ("b", [text("let a = 1")]), ("c", [text("let a = 1")])]).isEmpty)
    #expect(TokenPrints([text(String(repeating: "a b ", count: 8))]).chosen.count == 1)
  }

  @Test func `a passage of window and length in common is always found`() {
    let passage = (0..<(TokenPrints.length + TokenPrints.window - 1)).map {
      "\($0 % 3 == 0 ? "(" : "a")"
    }
    .joined(separator: " ")
    let one = TokenPrints([text("{ . , } " + passage + " [ : ] ; [ ]")])
    let other = TokenPrints([text("; ; = ? " + passage)])
    #expect(!Set(one.chosen.map(\.hash)).isDisjoint(with: other.chosen.map(\.hash)))
  }
}
