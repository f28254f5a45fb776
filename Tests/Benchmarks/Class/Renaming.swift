import Foundation

/// Gives the private names of a file other names, so that no two learners hand in the same bytes or the
/// same words. What anybody else can see keeps its name.
struct Renaming {
  /// Every word that stands in something else that is compiled with the file or against it.
  let taken: Set<String>

  /// The file with a suffix at each of its private names; if it has none, with a private constant.
  func renamed(_ text: String, suffix: String) -> String {
    let names = privateNames(in: text)
    guard !names.isEmpty else { return text + "\nprivate let edition\(suffix) = 0\n" }
    return text.replacing(#/[A-Za-z_][A-Za-z0-9_]*/#) { match in
      let word = String(match.output)
      return names.contains(word) ? word + suffix : word
    }
  }

  /// What the file declares as private and nobody else knows.
  func privateNames(in text: String) -> Set<String> {
    let declaration =
      #/private (?:static |final |mutating |lazy )*(?:let|var|func|struct|class|enum|actor|typealias) ([A-Za-z_][A-Za-z0-9_]*)/#
    return Set(text.matches(of: declaration).map { String($0.1) }).subtracting(taken)
  }

  static func words(in text: String) -> Set<String> {
    Set(text.matches(of: #/[A-Za-z_][A-Za-z0-9_]*/#).map { String($0.output) })
  }
}
