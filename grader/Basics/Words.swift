/// The languages that the course speaks.
enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case japanese = "ja"

  /// What a locale such as `ja_JP.UTF-8` asks for.
  init(locale: String) { self = locale.hasPrefix("ja") ? .japanese : .english }

  /// What the user's environment asks for, by the variables and the order that POSIX gives them.
  static func preferred(_ variable: (String) -> String?) -> Language {
    let locales = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap(variable)
    return Language(locale: locales.first { !$0.isEmpty } ?? "")
  }
}

/// A text in both languages of the course. There is no way to write it in one alone, so none can be missing.
struct Words: Equatable, Sendable {
  let english: String
  let japanese: String

  init(_ english: String, ja japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// What is the same in both, such as a path or what a compiler printed.
  init(same text: String) { self.init(text, ja: text) }

  subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }

  static func + (one: Words, other: Words) -> Words {
    Words(one.english + other.english, ja: one.japanese + other.japanese)
  }

  /// The same change to both texts, such as an indentation.
  func map(_ change: (String) -> String) -> Words {
    Words(change(english), ja: change(japanese))
  }
}

extension Sequence<Words> {
  func joined(separator: String) -> Words {
    Words(
      map(\.english).joined(separator: separator),
      ja: map(\.japanese).joined(separator: separator))
  }
}

/// An error that can be told in both languages.
protocol Explained: Error, CustomStringConvertible {
  var words: Words { get }
}

extension Explained {
  var description: String { words.english }
}

extension Words {
  /// What to say of any error. One that nobody foresaw is told as Swift prints it.
  init(_ error: any Error) {
    if let error = error as? any Explained {
      self = error.words
    } else {
      self.init("Unexpected: “\(error)”.", ja: "予期しないエラーです: 「\(error)」")
    }
  }
}
