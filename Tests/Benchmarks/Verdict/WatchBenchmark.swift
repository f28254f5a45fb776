import Foundation
import Synchronization

/// How long a learner with a watch beside the editor waits for the truth, against `grader run`.
struct WatchBenchmark {
  let isQuick: Bool

  func run() async throws -> GroupReport {
    let course = try ScratchCourse.make()
    defer { Cleanup.removeFolder() }
    let program = try GraderProgram.build(for: course)
    let watched = WatchedGrader(program: program, course: course)
    let starts = Mutex(Series(name: "watch, from save to the start of compiling"))
    let lanes = [
      Lane(name: "grader run 01") {
        try course.save(.code)
        return try program.grade(course).seconds
      },
      Lane(name: "grader watch 01") {
        let times = try watched.measure(.code)
        starts.withLock { $0.samples.append(times.untilCompiling) }
        return times.untilVerdict
      },
    ]
    let series = try await measureInTurns(lanes, rounds: isQuick ? 5 : 15, telling: "watch")
    return report(series, starts.withLock { $0 })
  }

  private func report(_ series: [Series], _ starts: Series) -> GroupReport {
    let ratio = series[1].ratio(to: series[0])
    var table = Table(heading: ["from save to verdict, s", "seconds", "watch × this"])
    table.rows = [
      [series[0].name, series[0].spread.text(decimals: 2), ratio.text(decimals: 2)],
      [series[1].name, series[1].spread.text(decimals: 2), ""],
      ["from save to the start of compiling", starts.spread.text(decimals: 3), ""],
    ]
    return GroupReport(
      name: "watch",
      about: "an edit of lesson 01's exercise is saved; the work that is graded is the reference",
      table: table,
      figures: (series + [starts]).map { .init(name: $0.name, unit: "s", spread: $0.spread) },
      ratios: [.init(name: "watch / run", spread: ratio)],
      remarks: [
        "The watch is started anew for each figure, and has given a verdict before the edit is saved."
      ])
  }
}

/// A `grader watch` that runs only while it is measured.
struct WatchedGrader {
  let program: GraderProgram
  let course: ScratchCourse

  struct Times {
    let untilCompiling: Double
    let untilVerdict: Double
  }

  /// The watch does not do what it is measured for.
  struct Silence: Error, CustomStringConvertible {
    let what: String
    let output: String

    var description: String { "grader watch: \(what) never came\n\(output)" }
  }

  /// Saves an edit while a watch looks on, and takes the time until it has compiled and judged it.
  func measure(_ edit: Edit) throws -> Times {
    let command = Command(
      program: program.path, arguments: ["watch", "01", "--json", "--course", course.root])
    return try Child.during(command, log: course.log) {
      try wait(for: "the first verdict") { verdicts == 1 }
      let start = ContinuousClock.now
      try course.save(edit)
      try wait(for: "the start of compiling") { isCompiling }
      let untilCompiling = start.duration(to: .now).inSeconds
      try wait(for: "the verdict") { verdicts == 2 }
      return Times(
        untilCompiling: untilCompiling, untilVerdict: start.duration(to: .now).inSeconds)
    }
  }

  /// Each is a line of its own.
  private var verdicts: Int {
    let output = FileManager.default.contents(atPath: course.log) ?? Data()
    return output.count { $0 == UInt8(ascii: "\n") }
  }

  /// What is compiled gets a folder of its own, just before.
  private var isCompiling: Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: course.workshop)) ?? []
    return names.contains { name in
      name.hasPrefix("scratch-")
        && FileManager.default.fileExists(
          atPath: "\(course.workshop)/\(name)/\(ScratchCourse.lesson)")
    }
  }

  private func wait(for what: String, _ hasCome: () -> Bool) throws(Silence) {
    let patience = ContinuousClock.now + .seconds(120)
    while !hasCome() {
      guard ContinuousClock.now < patience else {
        let output = (try? String(contentsOfFile: course.log, encoding: .utf8)) ?? ""
        throw Silence(what: what, output: output)
      }
      usleep(1000)
    }
  }
}
