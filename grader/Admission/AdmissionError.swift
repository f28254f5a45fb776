/// Why a learner's file is not even compiled.
struct AdmissionError: Explained, Equatable {
  enum Reason: Equatable {
    case missing, empty, notText
    /// A file and a folder of one name: SwiftPM would compile both.
    case doubled
    case notAFile(FileKind)
    case tooLarge(Int)
    case unreadable(Words)
    /// What was said when it was looked at for the first time.
    case recorded(Words)
    /// Of what came in a class's folder.
    case handIn(HandInFault)
    /// It would reach beyond the lesson; at least one place.
    case breaksRules([Violation])
  }

  let file: String
  let reason: Reason

  init(_ file: String, _ reason: Reason) {
    self.file = file
    self.reason = reason
  }

  var words: Words {
    switch reason {
    case .missing:
      Words("\(file) is missing. ", ja: "\(file) がありません。") + starter
    case .empty:
      Words("\(file) is empty. ", ja: "\(file) は空です。") + starter
    case .notText:
      Words(
        "\(file) is not a text in UTF-8. Save it as UTF-8 from your editor.",
        ja: "\(file) は UTF-8 のテキストではありません。エディターで UTF-8 として保存してください。")
    case .doubled:
      Words(
        "\(file) stands beside a folder of the same name, and a lesson is one of them. "
          + "Move the other out of Exercises.",
        ja: "\(file) と同じ名前のフォルダーが並んでいます。レッスンはどちらか一方です。"
          + "もう一方を Exercises の外へ移してください。")
    case .notAFile(let kind):
      Words(
        "\(file) is \(kind.words.english); it must be a plain file. "
          + "Move it away, then: \(reset)",
        ja: "\(file) は\(kind.words.japanese)です。ふつうのファイルでなければなりません。"
          + "別の場所へ移してから: \(reset)")
    case .tooLarge(let size):
      Words(
        "\(file) has \(size) bytes; more than \(Source.largest) are not read. Make it smaller.",
        ja: "\(file) は \(size) バイトあります。読めるのは \(Source.largest) バイトまでです。"
          + "小さくしてください。")
    case .unreadable(let reason):
      Words(
        "\(file) cannot be read: \(reason.english). Look at its permissions with: ls -l \(file)",
        ja: "\(file) を読めません: \(reason.japanese)。権限を確かめるには: ls -l \(file)")
    case .recorded(let words): words
    case .handIn(let fault): fault.words(file)
    case .breaksRules(let violations): Self.words(violations)
    }
  }

  /// The first few.
  private static func words(_ violations: [Violation]) -> Words {
    let most = 5
    var lines = violations.prefix(most).map(\.words)
    if violations.count > most {
      let more = violations.count - most
      lines.append(Words("… and \(more) more", ja: "… ほかに \(more) か所"))
    }
    return lines.joined(separator: "\n")
  }

  private var starter: Words {
    Words(
      "Get the starter back with: \(reset)", ja: "スターターに戻すには: \(reset)")
  }

  /// What brings back the starter of `Exercises/NN-Name…`.
  private var reset: String {
    let name = file.split(separator: "/").dropFirst().first ?? ""
    return "swift run grader reset \(name.prefix { $0 != "-" })"
  }
}

extension AdmissionError.Reason {
  /// What a lesson is of which this is said, in a few words; in Japanese the cause of something.
  var predicate: Words {
    switch self {
    case .missing: Words("is missing", ja: "がない")
    case .empty: Words("is empty", ja: "が空な")
    case .notText: Words("is not a text in UTF-8", ja: "が UTF-8 のテキストではない")
    case .doubled: Words("is both a file and a folder", ja: "がファイルとフォルダーの両方にある")
    case .notAFile(let kind):
      Words("is \(kind.words.english)", ja: "が\(kind.words.japanese)な")
    case .tooLarge: Words("is too large", ja: "が大きすぎる")
    case .unreadable: Words("cannot be read", ja: "を読めない")
    case .recorded: Words("was not let in", ja: "が受け付けられていない")
    case .handIn(let fault): fault.predicate
    case .breaksRules(let violations): violations[0].predicate
    }
  }
}
