import Foundation
import Instruments

/// Submissions as a class would hand them in, and what each is made of.
struct MadeClass {
  struct Submission: Encodable {
    let learner: String
    /// What was handed in for each lesson.
    var lessons: [String: Work] = [:]

    /// Whether each lesson is one that ends by itself: a trap may hang, and only the grader ends it.
    var isHarmless: Bool { lessons.values.allSatisfy { $0.trap == nil } }
  }

  /// What a lesson's files were made from.
  enum Work: Encodable, Hashable {
    case reference, starter
    /// By its name.
    case trap(String)

    var trap: String? {
      switch self {
      case .reference, .starter: nil
      case .trap(let name): name
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .reference: try container.encode("reference")
      case .starter: try container.encode("starter")
      case .trap(let name): try container.encode("trap:\(name)")
      }
    }
  }

  /// The folder that holds a folder for each learner.
  let folder: String
  let submissions: [Submission]

  func path(_ submission: Submission) -> String { "\(folder)/\(submission.learner)" }
}

/// Who hands in what: a third has done everything, a third has come so far, a third fell into traps.
struct ClassDraw {
  /// By lesson, in the order of the course.
  let traps: [(lesson: String, names: [String])]
  private var numbers: SplitMix64

  init(traps: [(lesson: String, names: [String])], seed: UInt64) {
    self.traps = traps
    numbers = SplitMix64(seed: seed)
  }

  mutating func next(_ index: Int) -> MadeClass.Submission {
    let number = String(index + 1)
    let zeros = String(repeating: "0", count: max(0, 4 - number.count))
    var submission = MadeClass.Submission(learner: "s\(zeros)\(number)")
    let done = Int.random(in: 0..<traps.count, using: &numbers)
    for (place, lesson) in traps.enumerated() {
      submission.lessons[lesson.lesson] =
        switch index % 3 {
        case 0: .reference
        case 1: place < done ? .reference : .starter
        default: trap(lesson.names)
        }
    }
    return submission
  }

  /// Every second lesson at most: nobody falls into everything.
  private mutating func trap(_ names: [String]) -> MadeClass.Work {
    guard Bool.random(using: &numbers), let name = names.randomElement(using: &numbers) else {
      return .reference
    }
    return .trap(name)
  }
}
