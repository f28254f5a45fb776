/// Which test catches which trap.
struct KillMatrix: Sendable {
  struct Row: Sendable {
    let trap: Trap
    let judgement: Judgement

    /// Whether the suite, or the compiler if it is its job, does not let it pass.
    var isKilled: Bool {
      if trap.isKilledByCompiler { return judgement.verdict == .doesNotCompile }
      return [.fails, .crashes, .hangs].contains(judgement.verdict)
    }
  }

  let lesson: Lesson
  let rows: [Row]

  var text: String {
    let width = rows.map(\.trap.name.count).max() ?? 0
    var lines = [
      "Lesson \(lesson.number): \("trap".counted(rows.count)) × \("test".counted(lesson.tests.count))"
    ]
    let gap = String(repeating: " ", count: width + 7)
    let numbers = lesson.tests.indices.map { $0 + 1 }
    lines.append(gap + numbers.map { $0 < 10 ? " " : "\($0 / 10)" }.joined(separator: " "))
    lines.append(gap + numbers.map { "\($0 % 10)" }.joined(separator: " "))
    for row in rows {
      let number = "\(row.trap.number)".flushRight(4)
      lines.append("\(number) \(row.trap.name.padded(width))  \(marks(row).joined(separator: " "))")
    }
    lines += [
      "", "✗ failed   ! crashed   ∞ hung   c does not compile   · passed   ? no verdict", "",
    ]
    for (index, test) in lesson.tests.enumerated() {
      let kills = rows.count { $0.judgement.tests[index].isKill }
      lines.append("\(index + 1)".flushRight(4) + " \(test.name)  (\(kills))")
    }
    return lines.joined(separator: "\n")
  }

  /// What is wrong with tests that no trap falls to: they may be unable to fail.
  var idleTests: [String] {
    lesson.tests.indices.filter { index in !rows.contains { $0.judgement.tests[index].isKill } }
      .map {
        "\(lesson.name): “\(lesson.tests[$0].name)” has caught no trap; add one that it should."
      }
  }

  private func marks(_ row: Row) -> [String] {
    lesson.tests.indices.map { index in
      if row.judgement.verdict == .doesNotCompile { return "c" }
      return switch row.judgement.tests[index].outcome {
      case .passed: "·"
      case .failed: "✗"
      case .crashed: "!"
      case .hung: "∞"
      case .noVerdict: "?"
      }
    }
  }

  var json: JSON {
    [
      "lesson": .string(lesson.name),
      "tests": .array(lesson.tests.map { .string($0.name) }),
      "traps": .array(
        rows.map { row in
          [
            "trap": .whole(row.trap.number), "name": .string(row.trap.name),
            "title": .string(row.trap.title), "killed": .bool(row.isKilled),
            "verdict": .string(row.judgement.verdict.rawValue),
            "outcomes": .array(
              row.judgement.tests.prefix(lesson.tests.count).map { .string($0.outcome.rawValue) }),
          ]
        }),
    ]
  }
}

extension KillMatrix {
  /// The traps among what was tried.
  init(lesson: Lesson, trials: [Trial]) {
    self.init(
      lesson: lesson,
      rows: trials.compactMap { trial in
        guard case .trap(let trap) = trial.variant.kind, trial.variant.lesson == lesson else {
          return nil
        }
        return Row(trap: trap, judgement: trial.fast)
      })
  }
}

extension JudgedTest {
  fileprivate var isKill: Bool { [.failed, .crashed, .hung].contains(outcome) }
}
