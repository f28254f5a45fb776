import Testing

@testable import grader

@Suite struct SimilarCommandTests {
  private let scratch: Scratch
  private let gradebook: String

  init() throws {
    scratch = try Fixtures.course()
    gradebook = scratch.path.adding("gradebook")
  }

  private func handIn(_ work: [String: String]) throws {
    let course = try CourseDecoder.load(scratch.folder)
    let journal = try Journal.open(gradebook, for: course)
    let store = SourceStore(gradebook: gradebook)
    for (learner, source) in work.sorted(by: { $0.key < $1.key }) {
      var collected = Collected(learner: learner)
      collected.files = [
        Collected.File(name: "Exercises/01-Counter.swift", bytes: Array(source.utf8))
      ]
      _ = try store.keep(collected, digest: collected.digest)
      try journal.append([
        .handIn(HandIn(learner: learner, submission: collected.digest))
      ])
    }
  }

  /// Twenty functions, no two of one shape.
  private let long = (1...20).map { n in
    let terms = (1...n).map { "a[\($0)]" }.joined(separator: n % 2 == 0 ? " + " : " * ")
    return "func f\(n)(a: [Int]) -> Int { a.count > \(n) ? \(terms) : 0 }"
  }.joined(separator: "\n")

  @Test func `pairs are listed with their lines, and as no verdict`() async throws {
    let copy = "// mine\n" + long.split(separator: "f").joined(separator: "f")
    try handIn([
      "anna": long, "ben": copy.split(separator: "\n").joined(separator: "\n\n"),
      "cem": "let a = 1",
    ])
    let said = await scratch.grader("similar", gradebook)
    #expect(said.code == .passes)
    #expect(said.answer.contains("100 %  anna  ≈  ben"))
    #expect(said.answer.contains("Exercises/01-Counter.swift:1-"))
    #expect(said.answer.contains("no verdict"))
    #expect(!said.answer.contains("cem"))
    let json = await scratch.grader("similar", gradebook, "--json")
    let pairs = try JSONParser.parse(Array(json.answer.utf8)[...])["pairs"]?.items ?? []
    #expect(pairs.map { $0["one"]?.text } == ["anna"])
    #expect(pairs.first?["share"]?.number == 1)
  }

  @Test func `only the latest work counts, and Japanese is spoken`() async throws {
    try handIn(["anna": long, "ben": long])
    try handIn(["ben": "let a = 1"])
    let said = await scratch.grader("similar", gradebook, "--lang", "ja")
    #expect(said.code == .passes)
    #expect(said.answer == "レッスンでは説明のつかないほど似た提出物はありません。\n")
  }

  @Test func `without a gradebook it says what is missing`() async throws {
    #expect(await scratch.grader("similar").code == .usage)
    let said = await scratch.grader("similar", scratch.path.adding("nowhere"))
    #expect(said.code != .passes)
    #expect(said.side.contains("nowhere"))
  }
}
