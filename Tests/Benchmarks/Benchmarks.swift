import Foundation

/// Measures what the course promises about speed, and prints it as ratios of figures of one run.
@main
struct Benchmarks {
  static func main() {
    Cleanup.holdInterrupts()
    let words = Array(CommandLine.arguments.dropFirst())
    // Away from the main actor, where every hop would cost more than what is measured. The task is
    // the program: it ends when the task does, and this thread has only interrupts to wait for.
    Task.detached { exit(await answer(words)) }
    Cleanup.waitForInterrupt()
  }

  /// Does what was asked for; every error ends here, as words and an exit code.
  private static func answer(_ words: [String]) async -> Int32 {
    do {
      let options = try Options.parse(words)
      if options.wantsHelp {
        Console.show(Options.help)
        return 0
      }
      var groups: [GroupReport] = []
      for name in options.groups {
        let group = try await measure(name, options)
        if !options.wantsJSON { Console.show(group.text(painted: Console.isPainted)) }
        groups.append(group)
      }
      if options.wantsJSON {
        Console.show(try Report(isQuick: options.isQuick, groups: groups).json())
      }
      return 0
    } catch {
      Console.fail("\(error)")
      return error is UsageError ? 64 : 1
    }
  }

  private static func measure(
    _ name: GroupName, _ options: Options
  ) async throws -> GroupReport {
    switch name {
    case .queue: try await QueueBenchmark(isQuick: options.isQuick).run()
    case .health: try await HealthBenchmark(isQuick: options.isQuick).run()
    case .balancers: try await BalancerBenchmark(isQuick: options.isQuick).run()
    case .system: try await SystemBenchmark(isQuick: options.isQuick).run()
    case .blackFriday: try await NightBenchmark(isQuick: options.isQuick).run()
    case .schedules: try await ScheduleBenchmark(isQuick: options.isQuick).run()
    case .watch: try await WatchBenchmark(isQuick: options.isQuick).run()
    case .schoolClass:
      try ClassBenchmark(isQuick: options.isQuick, kept: options.kept).run()
    case .verdict: try await VerdictBenchmark(isQuick: options.isQuick).run()
    }
  }
}
