/// Something in a learner's source that would let it reach beyond the lesson.
struct Violation: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    /// A module that the lesson does not need.
    case imports(String)
    /// Such as `_silgen_name`.
    case attribute(String)
    /// A name that goes around the language's checks, or around the lesson.
    case name(String)
    /// A name of the standard library's inside.
    case hiddenName(String)
    /// Such as `#externalMacro`.
    case directive(String)
    case regex
    /// The compiler reads the file otherwise than the grader, here.
    case ambiguous
    /// The compiler's parser did not come to its end.
    case unread
  }

  let file: String
  /// Nil if only the compiler has seen it.
  let line: Int?
  let rule: Rule
  /// The modules that are allowed.
  var allowed: [String] = []
}

extension Violation {
  /// The place, what is not allowed, why, and what to do.
  var words: Words {
    Words(same: file + (line.map { ":\($0)" } ?? "") + ": ") + sentence
  }

  /// The same in a few words, after the lesson's name; in Japanese the cause of something.
  var predicate: Words {
    let what =
      switch rule {
      case .imports(let module): "import \(module)"
      case .attribute(let name): "@\(name)"
      case .name(let name), .hiddenName(let name), .directive(let name): name
      case .regex: "/…/"
      case .ambiguous, .unread: "?"
      }
    return Words("contains `\(what)`, which is not allowed", ja: "に、使えない `\(what)` がある")
  }

  private var sentence: Words {
    switch rule {
    case .imports(let module):
      let list = allowed.joined(separator: ", ")
      return Words(
        "`import \(module)` is not allowed. A lesson needs only \(list). Remove the import.",
        ja: "`import \(module)` は使えません。レッスンに要るのは \(list) だけです。この import を消してください。")
    case .attribute(let name):
      return Words(
        "`@\(name)` is not allowed: it is no part of the language that a lesson needs. Remove it.",
        ja: "`@\(name)` は使えません。レッスンに要る言語機能ではありません。消してください。")
    case .name("unsafe"):
      return Words(
        "`unsafe` is not allowed: a lesson is solved within what the compiler can check. "
          + "Protect what is shared with an actor or a Mutex instead.",
        ja: "`unsafe` は使えません。レッスンは、コンパイラーが検査できる範囲で解けます。"
          + "共有するものは actor か Mutex で守ってください。")
    case .name(let name):
      return Words(
        "the name `\(name)` is not allowed: it goes around what the compiler checks, or around the lesson. "
          + "Solve it without, or rename it if it is your own.",
        ja: "`\(name)` という名前は使えません。コンパイラーの検査やレッスンの枠をくぐり抜けるものだからです。"
          + "使わずに解くか、自分で付けた名前なら変えてください。")
    case .hiddenName(let name):
      return Words(
        "`\(name)` is not declared in your source, and what begins with an underscore elsewhere is not "
          + "meant for use. Solve it without.",
        ja: "`\(name)` はあなたのソースで宣言されていません。よその、下線で始まる名前は使うためのものではありません。"
          + "使わずに解いてください。")
    case .directive(let name):
      return Words(
        "`\(name)` is not allowed: a lesson needs no macros. Remove it.",
        ja: "`\(name)` は使えません。レッスンにマクロは要りません。消してください。")
    case .regex:
      return Words(
        "a regular expression (`/…/`) is not allowed: no lesson needs one. "
          + "If a division is meant, put spaces on both sides of the `/`.",
        ja: "正規表現（`/…/`）は使えません。どのレッスンにも要りません。割り算のつもりなら、`/` の両側に空白を入れてください。")
    case .unread:
      return Words(
        "the compiler's parser does not come to the end of it: it is too long, or nested too deep. "
          + "Make it shorter.",
        ja: "コンパイラーの構文解析が最後まで終わりません。長すぎるか、入れ子が深すぎます。短くしてください。")
    case .ambiguous:
      return Words(
        "the grader cannot tell for sure what is code here and what is a comment or a string. "
          + "Write the strings and comments before it more simply.",
        ja: "ここが、コードなのか、コメントや文字列なのかを grader が確かに見分けられません。"
          + "手前の文字列やコメントを、もっと単純に書いてください。")
    }
  }
}
