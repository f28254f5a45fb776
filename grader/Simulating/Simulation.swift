/// A scenario that was lived through, for whoever wants to see it.
struct Simulation: Sendable {
  let scenario: Scenario
  let code: ScenarioCode
  let minutes: Int
  let seed: UInt64
  let recordings: [Recording]

  var findings: [Findings] {
    recordings.map { Findings(recording: $0, scenario: scenario, minutes: minutes) }
  }

  var isSound: Bool { findings.allSatisfy(\.isSound) }

  var summary: Summary { Summary(recordings: recordings, scenario: scenario, minutes: minutes) }

  /// Whose code this is, and how to see the same again.
  var circumstances: Words {
    Self.circumstances(code, seed: seed, minutes: minutes)
  }

  static func circumstances(_ code: ScenarioCode, seed: UInt64, minutes: Int) -> Words {
    (code.isReference ? Words("the reference", ja: "模範解答") : Words("your code", ja: "あなたのコード"))
      + Words(
        " · \(minutes) minutes of orders · seed \(seed)", ja: "、注文は \(minutes) 分間、シード \(seed)")
  }

  /// The table and the sentences, for a terminal or a file.
  func text(on screen: Screen) -> String {
    let sentences = zip(recordings, findings).flatMap { recording, findings in
      findings.sentences.enumerated().map { index, sentence in
        let style: Screen.Style = findings.isSound ? .bold : index == 0 ? .bold : .red
        let words = recording.variant.title + Words(": ", ja: "：") + sentence
        return screen.paint(screen.fitted(words), style)
      }
    }
    return summary.text(on: screen) + "\n\n" + sentences.joined(separator: "\n")
  }

  var json: JSON {
    let nights = zip(recordings, findings).map { recording, findings -> JSON in
      [
        "name": .string(recording.variant.name),
        "title": .string(recording.variant.title.english),
        "outcome": .string(recording.fate?.name ?? "running"),
        "isSound": .bool(findings.isSound),
        "findings": .array(findings.sentences.map { .string($0.english) }),
        "closing": recording.closing?.json ?? .null,
        "moments": .array(recording.moments.map(\.json)),
      ]
    }
    return [
      "version": .whole(JSONReport.version), "scenario": .string(scenario.name),
      "code": .string(code.isReference ? "reference" : "own"),
      "standIns": .array(code.standIns.map { .string($0.lesson.name) }),
      // A text, since not every program keeps 64 bits in a number.
      "seed": .string("\(seed)"), "minutes": .whole(minutes),
      "ordersPerMessage": .whole(scenario.ordersPerMessage), "nights": .array(nights),
    ]
  }
}

extension Recording.Fate {
  /// For programs.
  fileprivate var name: String {
    switch self {
    case .closed: "closed"
    case .threw: "threw"
    case .deadlock: "deadlock"
    case .crashed: "crashed"
    case .silent: "hangs"
    case .outOfTime: "out of time"
    }
  }
}
