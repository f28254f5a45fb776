import Dispatch
import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A night as a program of its own: it is lived through once, in virtual time, and tells what it sees
/// while it goes on, one JSON object a line.
///
/// ```swift
/// @main struct Quiet {
///   static func main() async {
///     await Scenario.live { asked, world, report in
///       try await BlackFriday().run(in: world, report: report) { work in … }
///     }
///   }
/// }
/// ```
public enum Scenario {
  /// What was asked for, by environment variables.
  public struct Request: Sendable {
    /// `DAY56_VARIANT`: in which of its variants the scenario is to be lived through.
    public let variant: String
    /// `DAY56_SEED`: the schedule, and who dies when.
    public let seed: UInt64
    /// `DAY56_MINUTES`: for how long orders come in.
    public let duration: Duration
  }

  /// Lives through the night that was asked for. The lines go to the file descriptor that
  /// `DAY56_EVENTS` names or, if it names none, to the standard output.
  public static func live(
    _ night:
      @escaping @Sendable (
        Request, World, @escaping @Sendable (BlackFriday.Moment) -> Void
      ) async throws -> BlackFriday.Night
  ) async {
    let request = Request(
      variant: Environment["DAY56_VARIANT"] ?? "",
      seed: Environment["DAY56_SEED"].flatMap { UInt64($0) } ?? 0,
      duration: .seconds(60) * (Environment["DAY56_MINUTES"].flatMap { Int($0) } ?? 60))
    let descriptor = Environment["DAY56_EVENTS"].flatMap { Int32($0) }
    if descriptor != nil { endWithTheGrader() }
    await onThreadOfItsOwn {
      play(request, night) { put($0, to: descriptor ?? 1) }
    }
  }

  /// Lives through one night, and hands on each line.
  static func play(
    _ request: Request,
    _ night:
      @escaping @Sendable (
        Request, World, @escaping @Sendable (BlackFriday.Moment) -> Void
      ) async throws -> BlackFriday.Night,
    put: @escaping @Sendable (String) -> Void
  ) {
    let world = World(seed: request.seed, size: 1, tellsStory: false)
    put(NightLine.open)
    let run = simulate(
      seed: request.seed, clock: world.clock, stepLimit: .max, whenOver: world.closeBook
    ) {
      let night = try await night(request, world) { put(NightLine.moment($0)) }
      put(NightLine.end(night))
    }
    if let why = NightLine.stop(run, world.broken) { put(why) }
  }

  private static func put(_ line: String, to descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// The input is a lifeline: it ends when the grader is gone, and then nobody would end a night that
  /// hangs.
  private static func endWithTheGrader() {
    DispatchQueue(label: "Day56 lifeline").async {
      var byte: UInt8 = 0
      while read(0, &byte, 1) > 0 {}
      kill(0, SIGKILL)
    }
  }
}

/// What a scenario tells, each as one JSON object.
enum NightLine {
  /// The first sign of life: from here on, silence means something.
  static let open = object([("kind", "\"open\"")])

  static func moment(_ moment: BlackFriday.Moment) -> String {
    let counts = moment.counts
    return object([
      ("kind", "\"moment\""), ("time", seconds(moment.time)), ("ordered", "\(moment.ordered)"),
      ("waiting", "\(counts.depth)"), ("leased", "\(counts.leased)"),
      ("acknowledged", "\(counts.acknowledged)"), ("dead", "\(counts.dead)"),
      ("consumers", "\(moment.consumers)"), ("deaths", "\(moment.deaths)"),
      ("median", moment.latency.map { seconds($0.median) } ?? "null"),
      ("percentile99", moment.latency.map { seconds($0.percentile99) } ?? "null"),
    ])
  }

  static func end(_ night: BlackFriday.Night) -> String {
    object([
      ("kind", "\"end\""), ("length", seconds(night.length)),
      ("waiting", "\(night.counts.depth)"), ("leased", "\(night.counts.leased)"),
      ("acknowledged", "\(night.counts.acknowledged)"), ("dead", "\(night.counts.dead)"),
      ("pretended", "\(night.pretended)"), ("repetitions", "\(night.repetitions)"),
    ])
  }

  /// Why a night had no regular end; nil if it had one.
  static func stop(_ run: Run, _ broken: BrokenLaw?) -> String? {
    let (reason, detail): (String, String?) =
      switch run.outcome {
      case .returned: ("", nil)
      case .threw(let error): ("threw", broken?.law ?? "\(error)")
      case .deadlock: ("deadlock", nil)
      case .endless: ("endless", nil)
      }
    if reason.isEmpty { return nil }
    return object([
      ("kind", "\"stop\""), ("time", seconds(run.elapsed)), ("reason", "\"\(reason)\""),
      ("detail", detail.map(Note.quoted) ?? "null"),
    ])
  }

  /// To the millisecond.
  private static func seconds(_ duration: Duration) -> String {
    "\((duration / .milliseconds(1)).rounded() / 1_000)"
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}
