import Testing

@testable import grader

@Suite struct ArgumentsTests {
  @Test func `alone it asks where you stand`() throws {
    let arguments = try Arguments.parse([])
    #expect(arguments.subcommand == .status)
    #expect(arguments.names.isEmpty)
  }

  @Test(arguments: [
    ["run", "01", "-v", "--seed", "7"], ["-v", "run", "--seed=7", "01"],
    ["--seed", "7", "-v", "run", "--", "01"],
  ])
  func `options may stand anywhere`(words: [String]) throws {
    let arguments = try Arguments.parse(words)
    #expect(arguments.subcommand == .run)
    #expect(arguments.names == ["01"])
    #expect(arguments.has(.verbose))
    #expect(arguments.seed == 7)
  }

  /// Command lines, and what is said of them.
  static let wrong = [
    (["rum"], "Did you mean run?"), (["run", "--sed"], "Did you mean --seed?"),
    (["run", "--seed"], "needs a number"), (["run", "--seed", "x"], "whole number"),
    (["run", "--seed", "-1"], "whole number"), (["run", "-v", "--json"], "exclude"),
    (["doctor", "01"], "takes no lesson"), (["list", "--seed", "1"], "means nothing"),
    (["run", "-v=1"], "takes no value"), (["--course"], "needs a folder"),
    (["xyzzy"], "There are:"), (["--lang", "de"], "one of en, ja"),
    (["help", "run", "list"], "one too many"),
  ]

  @Test(arguments: Self.wrong)
  func `what is not understood is explained`(words: [String], part: String) {
    let error = #expect(throws: UsageError.self) { try Arguments.parse(words) }
    #expect(error?.description.contains(part) == true)
  }

  @Test(arguments: Subcommand.all.map(\.name), Language.allCases)
  func `every command has help`(name: String, language: Language) throws {
    let help = try Help(language: language).text(for: name)
    let subcommand = try Subcommand.called(name)
    #expect(help.hasPrefix(subcommand.usage))
    for option in subcommand.options { #expect(help.contains(option.usage)) }
    #expect(try Arguments.parse([name, "--help"]).has(.help))
  }

  @Test(arguments: Language.allCases)
  func `help lists every command, option and exit code`(language: Language) throws {
    let help = try Help(language: language).text(for: nil)
    for subcommand in Subcommand.all { #expect(help.contains(subcommand.summary[language])) }
    for option in Option.everywhere { #expect(help.contains(option.about[language])) }
    for code in ExitCode.allCases { #expect(help.contains(code.meaning[language])) }
  }

  @Test func `no option has two meanings`() {
    var known: [String: Option] = [:]
    for option in Option.everywhere + Subcommand.all.flatMap(\.options) {
      for name in [option.name, option.letter].compactMap(\.self) {
        #expect(known[name, default: option] == option)
        known[name] = option
      }
    }
  }

  @Test(arguments: [
    (["LANG": "ja_JP.UTF-8"], Language.japanese), (["LANG": "en_GB.UTF-8"], .english),
    (["LC_ALL": "C", "LANG": "ja_JP.UTF-8"], .english), ([:], .english),
    (["LC_ALL": "", "LC_MESSAGES": "ja"], .japanese),
  ])
  func `the locale says the language`(variables: [String: String], language: Language) {
    #expect(Language.preferred { variables[$0] } == language)
  }

  @Test(arguments: [
    (["run", "--lang", "ja"], Language.japanese), (["--lang=en", "rum"], .english),
    (["--oops", "--lang=ja"], .japanese), (["run"], nil), (["--lang"], nil), (["--lang=de"], nil),
  ])
  func `the language is known even if the rest is not`(words: [String], language: Language?) {
    #expect(Arguments.language(in: words) == language)
  }

  @Test(arguments: [("abc", 3), ("日本語", 6), ("“é”…", 4), ("ｶﾅ", 2), ("（１）", 6), ("🐣", 2)])
  func `wide characters take two columns`(text: String, columns: Int) {
    #expect(text.columns == columns)
    #expect(text.padded(8).columns == 8)
  }
}

@Suite struct LessonNameTests {
  private let course = Course(
    folder: CourseFolder(root: "/course"), title: Words("", ja: ""),
    lessons: ["01-SafeMessageQueue", "02-LoadBalancers", "12-SafeHouse"].map(Sample.lesson))

  @Test(arguments: ["1", "01", "01-SafeMessageQueue", "safemessagequeue", "SafeM", "01-s"])
  func `a lesson has many names`(word: String) throws {
    #expect(try course.lesson(called: word).name == "01-SafeMessageQueue")
  }

  @Test func `a number is not the beginning of another`() throws {
    #expect(try course.lesson(called: "2").number == "02")
  }

  @Test(arguments: [
    ("safe", "several lessons"), ("LoadBalancer5", "Did you mean LoadBalancers?"),
    ("99", "There is no lesson"), ("", "There is no lesson"), ("../../etc", "There is no lesson"),
  ])
  func `an unknown lesson is explained`(word: String, part: String) {
    let error = #expect(throws: UsageError.self) { try course.lesson(called: word) }
    #expect(error?.description.contains(part) == true)
  }

  @Test func `lessons come once, in the order of the course`() throws {
    #expect(try course.lessons(called: ["12", "1", "01"]).map(\.number) == ["01", "12"])
  }
}
