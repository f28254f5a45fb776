/// An option of the command line.
struct Option: Equatable, Sendable {
  /// What stands after it.
  enum Value: Equatable, Sendable {
    case number, folder, file, text
    case oneOf([String])

    /// How help calls it.
    var placeholder: String {
      switch self {
      case .number: "N"
      case .folder: "DIR"
      case .file: "FILE"
      case .text: "NAME"
      case .oneOf(let words): words.joined(separator: "|")
      }
    }

    fileprivate var words: Words {
      switch self {
      case .number: Words("a number", ja: "数")
      case .folder: Words("a folder", ja: "フォルダー")
      case .file: Words("a file", ja: "ファイル")
      case .text: Words("a name", ja: "名前")
      case .oneOf(let words):
        Words(
          "one of " + words.joined(separator: ", "), ja: words.joined(separator: "、") + " のどれか")
      }
    }
  }

  /// Such as `--verbose`.
  let name: String
  /// Such as `-v`.
  var letter: String?
  var value: Value?
  /// The name of an option that contradicts it.
  var excludes: String?
  let about: Words

  /// As help shows it.
  var usage: String {
    (letter.map { "\($0), " } ?? "") + name + (value.map { " \($0.placeholder)" } ?? "")
  }

  func isCalled(_ word: String) -> Bool { word == name || word == letter }

  /// Why a text is no value of it; nil if it is one.
  func complaint(about text: String) -> UsageError? {
    let isFit =
      switch value {
      case .number: UInt64(text) != nil
      case .oneOf(let words): words.contains(text)
      case .folder, .file, .text: !text.isEmpty
      case nil: false
      }
    return isFit ? nil : needs(text)
  }

  private func needs(_ text: String) -> UsageError {
    switch value {
    case .number:
      UsageError(
        Words(
          "\(name) needs a whole number from 0 up, and “\(text)” is none.",
          ja: "\(name) には 0 以上の整数が要ります。「\(text)」は違います。"))
    case let value?:
      UsageError(
        Words(
          "\(name) needs \(value.words.english), and “\(text)” is none.",
          ja: "\(name) には\(value.words.japanese)が要ります。「\(text)」は違います。"))
    case nil:
      UsageError(Words("\(name) takes no value.", ja: "\(name) は値を取りません。"))
    }
  }

  /// Nothing stood after it.
  var missingValue: UsageError {
    let what = value?.words ?? Words(same: "")
    return UsageError(
      Words(
        "\(name) needs \(what.english) after it.",
        ja: "\(name) のあとに\(what.japanese)が要ります。"))
  }
}

extension Option {
  static let course = Option(
    name: "--course", value: .folder,
    about: Words(
      "the course, if it is not this folder or one above it",
      ja: "コースの場所（今いるフォルダーにも、その上にもないとき）"))
  static let language = Option(
    name: "--lang", value: .oneOf(Language.allCases.map(\.rawValue)),
    about: Words(
      "the language; without it, that of the locale", ja: "言語。なければロケールに従います"))
  static let help = Option(
    name: "--help", letter: "-h",
    about: Words("this, for every command", ja: "この説明。どのコマンドにもあります"))
  static let version = Option(name: "--version", about: Words("what this is", ja: "版"))

  /// What every subcommand takes.
  static let everywhere = [course, language, help, version]

  /// The options of all subcommands, each once.
  static var known: [Option] {
    (everywhere + Subcommand.all.flatMap(\.options)).reduce(into: []) { known, option in
      if !known.contains(option) { known.append(option) }
    }
  }

  static let json = Option(
    name: "--json", excludes: "--verbose", about: Words("for programs", ja: "プログラム向け"))
  static let verbose = Option(
    name: "--verbose", letter: "-v", excludes: "--json",
    about: Words(
      "every test with its messages, as `go test -v` prints them",
      ja: "すべてのテストとその出力（`go test -v` の形）"))
  static let html = Option(
    name: "--html", value: .file,
    about: Words("writes a page for the browser", ja: "ブラウザ用のページを書き出します"))
  static let force = Option(
    name: "--force",
    about: Words(
      "replaces a file that is no page of the grader", ja: "grader のページでないファイルも置き換えます"))
  static let out = Option(
    name: "--out", value: .file,
    about: Words(
      "where to: for grade the gradebook's folder; for export a file or, if each learner gets something, a "
        + "folder; made if it is not there",
      ja: "書き出す先。grade では成績簿のフォルダー、export ではファイル（受講者ごとの形式ではフォルダー）。なければ作ります"))
  static let seed = Option(
    name: "--seed", value: .number,
    about: Words(
      "replays the schedule that a failure named", ja: "失敗が告げたスケジュールをもう一度"))
}
