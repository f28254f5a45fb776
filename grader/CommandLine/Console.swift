#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The two streams: what was asked for goes to one, what is said beside it to the other.
struct Console: Sendable {
  private(set) var screen: Screen
  private(set) var side: Screen
  private let write: @Sendable (String, Stream) -> Void

  enum Stream: Sendable {
    case answer, side
  }

  init(
    screen: Screen, side: Screen, write: @escaping @Sendable (String, Stream) -> Void
  ) {
    self.screen = screen
    self.side = side
    self.write = write
  }

  var language: Language {
    get { screen.language }
    set {
      screen.language = newValue
      side.language = newValue
    }
  }

  /// The streams of this process.
  init(language: Language) {
    self.init(screen: Screen.at(STDOUT_FILENO), side: Screen.at(STDERR_FILENO)) { text, stream in
      // If nobody listens any more, as after `grader | head`, there is no one to tell.
      Descriptor.write(stream == .answer ? STDOUT_FILENO : STDERR_FILENO, text)
    }
    self.language = language
  }

  /// Prints a part of the answer.
  func show(_ words: Words) { show(raw: words[language]) }

  /// Prints a part of the answer that is in the reader's language already, or in none, such as JSON.
  func show(raw text: String) { write(text + "\n", .answer) }

  /// Says something that nobody should miss, but that is not the answer.
  func warn(_ words: Words) {
    let mark = Words("warning: ", ja: "警告: ")
    write(side.paint(mark[language], .yellow) + words[language] + "\n", .side)
  }

  func fail(_ words: Words) {
    let mark = Words("error: ", ja: "エラー: ")
    write(side.paint(mark[language], .red) + words[language] + "\n", .side)
  }

  /// Asks a person; the cursor stays behind the question.
  func ask(_ question: Words) { write(question[language], .side) }

  /// Says what takes a moment, to a person who waits for it.
  func tell(_ words: Words) {
    if side.isTerminal { write(side.paint(words[language], .dim) + "\n", .side) }
  }

  /// Overwrites a line that stays at the bottom of the terminal.
  func refresh(_ words: Words) {
    if side.isTerminal { write("\r\u{1B}[K" + words[language], .side) }
  }

  /// Takes away what `refresh` has left.
  func clearLine() { refresh(Words(same: "")) }

  /// Writes a part of the answer as it is: for what moves the cursor.
  func draw(_ text: String) { write(text, .answer) }
}
