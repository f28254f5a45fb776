import Testing

@testable import grader

@Suite struct CompletionTests {
  @Test(arguments: Shell.allCases, Language.allCases)
  func `every command and option is completed`(shell: Shell, language: Language) {
    let script = shell.completion(in: language)
    for subcommand in Subcommand.all { #expect(script.contains(subcommand.name)) }
    for option in Option.known { #expect(script.contains(option.name.dropFirst(2))) }
  }

  @Test(
    .enabled(if: Tools.bash, "there is no bash on the path"),
    arguments: [
      (["re"], ["replay", "reset"]), (["run", "0"], ["01-Counter", "02-Greeter"]),
      (["run", "G"], ["Greeter"]), (["reset", "01", ""], []), (["reset", "--u"], ["--undo"]),
      (["--lang", "j"], ["ja"]), (["--lang", "=", "j"], ["ja"]), (["run", "--seed", ""], []),
      (["--lang", "=", "ja", "res"], ["reset"]), (["completion", "z"], ["zsh"]),
      (["help", "sol"], ["solution"]), (["open", "--course", "Exer"], ["Exercises"]),
    ])
  func `bash completes what is typed`(words: [String], found: [String]) async throws {
    let typed = (["grader"] + words).map(Shell.quoted).joined(separator: " ")
    let answer = try await bash(
      "COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count); _grader; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    #expect(answer.split(separator: "\n").map(String.init) == found)
  }

  @Test(.enabled(if: Tools.bash, "there is no bash on the path"))
  func `an odd name is not run by bash`() async throws {
    let answer = try await bash(
      "touch 'Lessons/07-$(touch seen).md'; COMP_WORDS=(grader run ''); COMP_CWORD=2; _grader; ls")
    #expect(!answer.contains("seen"))
  }

  @Test(
    .enabled(if: Tools.fish, "there is no fish on the path"),
    arguments: [
      ("grader re", ["replay", "reset"]), ("grader run 0", ["01-Counter", "02-Greeter"]),
      (".build/debug/grader run G", ["Greeter"]), ("grader reset --u", ["--undo"]),
      ("grader --lang j", ["ja"]), ("grader completion z", ["zsh"]),
    ])
  func `fish completes what is typed`(typed: String, found: [String]) async throws {
    let scratch = try course()
    let script = Shell.fish.completion(in: .english)
    let answer = try await run(
      "fish", ["--no-config", "-c", script + "\ncd $argv[1]\ncomplete -C $argv[2]"],
      [scratch.path, typed])
    let words = answer.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
    #expect(words.map(String.init) == found)
  }

  @Test(.enabled(if: Tools.bash, "there is no bash on the path"), arguments: Language.allCases)
  func `bash reads its script`(language: Language) async throws {
    try await check(.bash, ["-n"], language)
  }

  @Test(.enabled(if: Tools.zsh, "there is no zsh on the path"), arguments: Language.allCases)
  func `zsh reads its script`(language: Language) async throws {
    try await check(.zsh, ["-n"], language)
  }

  @Test(.enabled(if: Tools.fish, "there is no fish on the path"), arguments: Language.allCases)
  func `fish reads its script`(language: Language) async throws {
    try await check(.fish, ["--no-execute"], language)
  }

  private func course() throws -> Scratch {
    let scratch = try Fixtures.course()
    for name in ["01-Counter", "02-Greeter"] { try scratch.write("", to: "Lessons/\(name).md") }
    return scratch
  }

  private func bash(_ body: String) async throws -> String {
    let scratch = try course()
    let script = Shell.bash.completion(in: .english) + "\ncd \"$1\"\n" + body
    return try await run("bash", ["--norc", "-c", script, "bash"], [scratch.path])
  }

  private func check(_ shell: Shell, _ options: [String], _ language: Language) async throws {
    let scratch = try Scratch()
    try scratch.write(shell.completion(in: language), to: "script")
    _ = try await run(shell.rawValue, options, [scratch.path.adding("script")])
  }

  private func run(
    _ shell: String, _ options: [String], _ operands: [String]
  ) async throws -> String {
    let program = try #require(Toolchain.program(shell))
    let remains = try await Subprocess.run(
      Command(program, options + operands, environment: Toolchain.childEnvironment),
      patience: Patience(total: 60))
    #expect(remains.succeeded)
    #expect(remains.errors == "")
    return remains.output
  }
}

extension Tools {
  static let bash = has("bash")
  static let zsh = has("zsh")
  static let fish = has("fish")
}
