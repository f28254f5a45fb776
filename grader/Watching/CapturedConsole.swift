import Synchronization

/// A console whose words are kept rather than written: somebody else draws on the terminal.
final class CapturedConsole: Sendable {
  private let said = Mutex("")
  private let screen: Screen

  /// In the colours and the language of another console, but no terminal: nobody can be asked there.
  init(like other: Console) {
    screen = Screen(
      hasColour: other.screen.hasColour, isTerminal: false, width: other.screen.width,
      language: other.language)
  }

  var console: Console {
    Console(screen: screen, side: screen) { text, _ in self.said.withLock { $0 += text } }
  }

  var text: String { said.withLock { $0.trimmed } }
}
