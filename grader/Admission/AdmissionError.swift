/// Why a learner's file is not even compiled.
struct AdmissionError: Error, Equatable, CustomStringConvertible {
  enum Reason: Equatable, Sendable {
    case missing, empty, notText
    /// A file and a folder of one name: SwiftPM would compile both.
    case doubled
    case notAFile(String)
    case tooLarge(Int)
    case unreadable(String)
  }

  let file: String
  let reason: Reason

  init(_ file: String, _ reason: Reason) {
    self.file = file
    self.reason = reason
  }

  var description: String {
    switch reason {
    case .doubled:
      "\(file) stands beside a folder of the same name, and a lesson is one of them. "
        + "Move the other out of Exercises."
    case .missing: "\(file) is missing. Get the starter with: \(reset)"
    case .empty: "\(file) is empty. Get the starter with: \(reset)"
    case .notText: "\(file) is not a text in UTF-8. Save it as UTF-8 from your editor."
    case .notAFile(let kind):
      "\(file) is \(kind); it must be a plain file. Move it away, then: \(reset)"
    case .tooLarge(let size):
      "\(file) has \(size) bytes; more than \(Source.largest) are not read. Make it smaller."
    case .unreadable(let reason):
      "\(file) cannot be read: \(reason). Look at its permissions with: ls -l \(file)"
    }
  }
}

extension AdmissionError {
  /// What brings back the starter of `Exercises/NN-Name…`.
  private var reset: String {
    let name = file.split(separator: "/").dropFirst().first ?? ""
    return "swift run grader reset \(name.prefix { $0 != "-" })"
  }
}

extension AdmissionError.Reason {
  /// What a lesson is of which this is said, in a few words.
  var predicate: String {
    switch self {
    case .missing: "is missing"
    case .empty: "is empty"
    case .notText: "is not a text in UTF-8"
    case .doubled: "is both a file and a folder"
    case .notAFile(let kind): "is \(kind)"
    case .tooLarge: "is too large"
    case .unreadable: "cannot be read"
    }
  }
}
