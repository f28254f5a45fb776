import Testing

@testable import grader

@Suite struct SimulationTests {
  private static func left(by code: Int) -> Words {
    Words(
      "the code ended the whole process, with exit code \(code)",
      ja: "コードがプロセス全体を終了させました（終了コード \(code)）")
  }

  @Test func `what a scenario tells is read, and its end`() throws {
    var reader = NightReader { _ in }
    #expect(read(#"{"kind":"open"}"#, by: &reader))
    #expect(
      read(
        #"{"kind":"end","length":61,"waiting":0,"leased":0,"acknowledged":60,"dead":0,"#
          + #""pretended":0,"repetitions":0}"#, by: &reader))
    #expect(try reader.fate(remains(.exited(0)), limits) == .closed(Sample.closing()))
  }

  @Test(arguments: ["", "{}", #"{"kind":"moment"}"#, #"{"kind":"end"}"#, #"{"kind":"else"}"#, "["])
  func `a line that is none is no sign of work`(_ line: String) {
    var reader = NightReader { _ in Issue.record("no moment was told") }
    #expect(!read(line, by: &reader))
  }

  @Test(arguments: [
    (Ending.silent, Recording.Fate.silent(2)), (.outOfTime, .outOfTime(20)),
    (.exited(3), .crashed(Self.left(by: 3))),
    (.exited(0), .crashed(Self.left(by: 0))),
  ]) func `a process that ends otherwise says how`(_ ending: Ending, fate: Recording.Fate) throws {
    var reader = NightReader { _ in }
    _ = read(#"{"kind":"open"}"#, by: &reader)
    #expect(try reader.fate(remains(ending), limits) == fate)
  }

  @Test func `a moment survives being written and read`() throws {
    for moment in [Sample.moment(at: 10, latency: 1.5, percentile99: 3), Sample.moment(at: 0.5)] {
      #expect(Moment(moment.json) == moment)
    }
  }

  @Test func `a declaration that is missing is told before anything is seen`() {
    let reader = NightReader { _ in }
    let errors = "runner: symbol lookup error: undefined symbol: $s9Exercises3FooV"
    #expect(throws: MissingSymbol(mangled: "$s9Exercises3FooV")) {
      try reader.fate(remains(.exited(127), errors: errors), limits)
    }
  }

  @Test func `a night that keeps the laws is sound, even if it falls behind`() {
    #expect(findings(Sample.closing()).verdict == .done)
    #expect(findings(Sample.closing(waiting: 48, acknowledged: 12)).verdict == .behind)
    #expect(
      findings(Sample.closing(waiting: 48, acknowledged: 12)).sentences[0].english
        == "At 1:01 it closes, and 48 crates are left: 4,800 orders behind.")
    #expect(Sample.simulation().isSound)
  }

  @Test(arguments: [
    (Sample.closing(acknowledged: 58), "2 crates got lost"),
    (Sample.closing(pretended: 3), "3 crates acknowledged, and never packed"),
    (Sample.closing(repetitions: 2), "2 crates packed again, though nobody died"),
  ]) func `a law that is broken is told`(_ closing: Closing, _ sentence: String) {
    let findings = findings(closing)
    #expect(findings.verdict == .broken)
    #expect(findings.sentences.contains { $0.english.hasPrefix(sentence) })
  }

  @Test func `who dies may leave one that is packed again`() {
    let recording = Sample.recording(
      [Sample.moment(at: 60, deaths: 2)], fate: .closed(Sample.closing(repetitions: 2)))
    #expect(Findings(recording: recording, scenario: Sample.scenario, minutes: 1).isSound)
  }

  @Test(arguments: [
    (Recording.Fate.deadlock, "Deadlock"), (.silent(2), "It hangs"), (.outOfTime(20), "It took"),
    (.crashed(Words(same: "boom")), "It crashed: boom"), (.threw("Oh()"), "The code threw Oh()"),
  ]) func `an irregular end is told, with what was seen last`(
    _ fate: Recording.Fate, _ beginning: String
  ) {
    let recording = Sample.recording([Sample.moment(at: 90)], fate: fate)
    let findings = Findings(recording: recording, scenario: Sample.scenario, minutes: 1)
    #expect(findings.verdict == .broken)
    #expect(findings.sentences[0].english.hasPrefix(beginning))
    #expect(findings.sentences[0].english.contains("last seen at 1:30"))
    #expect(findings.sentences[0].japanese.contains("1:30"))
  }

  @Test func `the table stands side by side, or one below the other where it is narrow`() {
    let wide = Sample.simulation().text(on: .plain)
    #expect(wide.contains("With the scaler  Without <it>"))
    #expect(wide.split(separator: "\n").allSatisfy { $0.columns < 80 })
    let narrow = Sample.simulation().text(
      on: Screen(hasColour: false, isTerminal: false, width: 40))
    #expect(narrow.contains("\n  longest queue: 0\n"))
    #expect(narrow.contains("\n  longest queue: 48\n"))
  }

  @Test func `the JSON holds every moment, and who wrote the code`() throws {
    let json = try JSONParser.parse(Array(Sample.simulation().json.page.utf8)[...])
    #expect(json["code"]?.text == "reference")
    #expect(json["seed"]?.text == "7")
    let nights = try #require(json["nights"]?.items)
    #expect(nights.map { $0["outcome"]?.text } == ["closed", "closed"])
    #expect(nights.map { $0["moments"]?.items?.count } == [6, 6])
    #expect(nights[1]["closing"]?["waiting"]?.wholeNumber == 48)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1.0k"), (9_949, "9.9k"), (9_950, "10k"), (176_400, "176k"),
    (999_499, "999k"), (999_500, "1.0M"), (17_640_000, "18M"),
  ]) func `a short number keeps its size`(_ number: Int, _ text: String) {
    #expect(number.brief == text)
  }

  @Test func `orders are told as people count them`() {
    #expect(Words.orders(400) == Words("400 orders", ja: "注文 400 件"))
    #expect(Words.orders(882_000) == Words("882,000 orders", ja: "注文 88.2 万件"))
    #expect(Words.orders(17_640_000) == Words("17.64 million orders", ja: "注文 1,764 万件"))
  }

  private let limits = Sample.scenario.limits

  private func findings(_ closing: Closing) -> Findings {
    Findings(
      recording: Sample.recording([Sample.moment(at: 60)], fate: .closed(closing)),
      scenario: Sample.scenario, minutes: 1)
  }

  private func remains(_ ending: Ending, errors: String = "") -> Remains {
    Remains(ending: ending, output: "", errors: errors, seconds: 1)
  }

  private func read(_ line: String, by reader: inout NightReader) -> Bool {
    reader.read(Array(line.utf8)[...], from: .events)
  }
}
