import Testing

@testable import grader

/// Finds what a text says in the wrong language.
enum WrongLanguage {
  /// Expects each sentence to be in its language, in both, and to be no copy of the other.
  static func expectNone(in all: [Words]) {
    for words in all {
      for language in Language.allCases {
        #expect(!words[language].isEmpty)
        #expect(parts(of: words[language], in: language) == [], "\(words[language])")
      }
      #expect(words.english != words.japanese)
    }
  }

  /// What a text says in another language than this.
  static func parts(of text: String, in language: Language) -> [String] {
    switch language {
    case .english: japanese(in: text)
    case .japanese: english(in: text)
    }
  }

  /// Every run of Japanese characters, but for the pointer to the Japanese text.
  private static func japanese(in text: String) -> [String] {
    text.replacing(#/\(日本語: .*\)/#, with: "")
      .matches(of: #/[\u{3000}-\u{30FF}\u{4E00}-\u{9FFF}\u{FF00}-\u{FFEF}]+/#)
      .map { String($0.output) }
  }

  /// Every run of three English words that is no code, quotation, command, path or name.
  private static func english(in text: String) -> [String] {
    var rest = text
    for quoted in [
      // Lines of code under an error.
      #/(?m)^ *\d* \|.*$/#,
      #/`[^`]*`/#, #/“[^”]*”/#, #/「[^」]*」/#, #/"[^"]*"/#, #/[!-~]*\/[!-~]*/#, #/--?[a-z]+/#,
    ] {
      rest.replace(quoted, with: "·")
    }
    rest.replace(#/(swift run|grader|git|apt-get|ls|swift build) [!-~ ]+/#, with: "·")
    return rest.matches(of: #/[A-Za-z']+ [A-Za-z']+ [A-Za-z']+/#)
      .map { String($0.output) }
  }
}
