/// The verdict on one lesson of one learner, with all that it takes to defend it or to pass it again.
struct Mark: Equatable, Sendable {
  /// The learner's id.
  let learner: String
  /// The lesson's name.
  let lesson: String
  /// Names what was handed in: the sources of all lessons, as they were let in.
  let submission: String
  let grounds: Grounds
  let verdict: Verdict
  /// Why it is void, was not let in, or does not compile.
  var reason: Words?
  var tests: [Test] = []
  /// The known mistake that it looks like: a trap's name.
  var trap: String?
  /// When it was graded, as `2026-11-21T10:27:51Z`, and how long that took.
  var date = ""
  var seconds = 0.0

  /// What a verdict rests on, beside the submission. A mark whose grounds are no longer those of the
  /// course is out of date, and only a regrade changes it.
  struct Grounds: Equatable, Sendable {
    /// The digest of the suite and all that it is built on, hidden tests included.
    let suite: String
    /// The compiler's version.
    let toolchain: String
    /// The digest of the rules of admission and of the limits.
    let policy: String
    /// How submissions were kept from harm: the sandbox in words, such as `bubblewrap, uid 60801`.
    let tier: String

    /// Whether the same is asked of a submission.
    func haveRules(of other: Grounds) -> Bool {
      (suite, toolchain, policy) == (other.suite, other.toolchain, other.policy)
    }
  }

  struct Test: Equatable, Sendable {
    let name: String
    let outcome: Outcome
    /// What it is worth.
    let worth: Int
    /// Who may see it; those of the course itself are visible.
    var visibility = Visibility.visible
    var seconds = 0.0
    /// What was found first, with the story of that schedule; at most a few.
    var findings: [Finding] = []
    /// The last words of a crash, or why there is no verdict.
    var detail: Words?

    var points: Int { outcome == .passed ? worth : 0 }
  }

  var points: Int { verdict == .void ? 0 : tests.reduce(0) { $0 + $1.points } }
  var passed: Int { tests.count { $0.outcome == .passed } }
}

/// Who may see a test and what it found: Gradescope's levels.
enum Visibility: String, Sendable, CaseIterable {
  case visible, hidden
  case afterDueDate = "after_due_date"
  case afterPublished = "after_published"
}
