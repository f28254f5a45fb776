/// A test's run under one seed, ready to be shown.
struct Replay: Sendable {
  /// What became of the test.
  enum Ending: Equatable, Sendable {
    case passes
    /// The sentence of the broken law.
    case breaks(String)
    /// The process ended within the run.
    case crashes(Words)
    case hangs(Words)

    var law: String? { if case .breaks(let law) = self { law } else { nil } }
  }

  let lesson: Lesson
  let test: JudgedTest
  let run: RecordedRun
  let timeline: Timeline
  let ending: Ending
  /// Of the runs of this test under this seed, how many more fail.
  let otherFailures: Int
  private let phrasebook: Phrasebook

  /// Nil if the test explores no schedules: nothing was recorded.
  ///
  /// - Parameter phrasebook: what the suite tells is looked up there.
  init?(
    _ test: JudgedTest, of lesson: Lesson, _ recordings: [RecordedRun],
    in phrasebook: Phrasebook = Phrasebook([])
  ) {
    let failing = recordings.filter { $0.fails || $0.end == nil }
    guard let run = failing.first ?? recordings.first else { return nil }
    self.lesson = lesson
    self.test = test
    self.run = run
    timeline = Timeline(run, in: phrasebook)
    self.phrasebook = phrasebook
    otherFailures = max(failing.count - 1, 0)
    if let law = run.end?.law {
      ending = .breaks(law)
    } else {
      switch test.outcome {
      case .crashed where run.end == nil: ending = .crashes(test.detail ?? Words(same: ""))
      case .hung where run.end == nil: ending = .hangs(test.detail ?? Words(same: ""))
      default: ending = .passes
      }
    }
  }

  /// What the test said of this run.
  var finding: Finding? {
    ending.law.flatMap { law in test.findings.first { $0.text.hasPrefix(law) } }
      ?? test.findings.first
  }

  var title: Words {
    lesson.tests.first { $0.name == test.name }?.title ?? Words(same: test.name)
  }

  /// What stands at the end of the timeline.
  var conclusion: (head: Words, text: Words) {
    switch ending {
    case .breaks(let law): (Words("Broken here", ja: "ここで法則が破れた"), phrasebook.words(law))
    case .crashes(let text): (Words("It crashes here", ja: "ここでクラッシュ"), text)
    case .hangs(let text): (Words("It hangs here", ja: "ここでハング"), text)
    case .passes: (Words("No law is broken", ja: "どの法則も破れていない"), Words(same: ""))
    }
  }
}
