import Testing

@testable import grader

/// A world in which saves, keys and the steps of runs come in any order.
private struct World {
  var state = WatchState(lessons: 2, lesson: 0, questions: [.list])
  /// What was saved last, by lesson.
  var versions = [0, 0]
  private var runs: [Run] = []
  private var random: SplitMix64

  /// A run, and what it does next.
  private struct Run {
    let number: Int
    let scope: WatchState.Scope
    let lesson: Int
    var isCancelled = false
    var version: Int?
  }

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    pass(.started)
  }

  var isBusy: Bool { !runs.isEmpty || state.isSuspended }
  /// A scratch folder is shared by nobody, and neither is the learner's attention.
  var runsAtOnce: Int { runs.count }

  private mutating func pass(_ event: WatchEvent) {
    for effect in state.handle(event) {
      switch effect {
      case .grade(let scope, let lesson, let number):
        runs.append(Run(number: number, scope: scope, lesson: lesson))
      case .cancelRun:
        for index in runs.indices { runs[index].isCancelled = true }
      case .ask, .publish, .draw, .suspend, .quit: break
      }
    }
  }

  /// Something happens that a person does.
  mutating func act() {
    switch UInt8.random(in: 0..<8, using: &random) {
    case 0...3:
      versions[state.lesson] += 1
      pass(.saved)
    case 4: pass(.key(.letter("n")))
    case 5: pass(.key(.letter("a")))
    case 6: pass(.suspendRequested)
    default: pass(.resumed)
    }
  }

  /// A run goes one step further.
  mutating func work() {
    guard let index = runs.indices.randomElement(using: &random) else { return }
    let run = runs[index]
    if run.version == nil, !run.isCancelled {
      // It tells, and then it reads; a save that comes in between is told later.
      pass(.readsSource(run.number))
      if let now = runs.firstIndex(where: { $0.number == run.number }) {
        runs[now].version = versions[run.lesson]
      }
    } else {
      runs.remove(at: index)
      let report = WatchState.Report(text: "lesson \(run.lesson), version \(run.version ?? -1)")
      pass(.ended(run.number, run.isCancelled ? .cancelled : .report(report)))
    }
  }

  mutating func step() {
    if Bool.random(using: &random) { act() } else { work() }
  }

  mutating func settle() {
    pass(.resumed)
    while isBusy { work() }
  }
}

/// Chance that can be repeated.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct WatchWalkTests {
  @Test(arguments: 0..<300)
  func `whatever happens in whatever order, the last report is of the last save`(seed: UInt64) {
    var world = World(seed: seed)
    for _ in 0..<200 {
      world.step()
      #expect(world.runsAtOnce <= 1)
    }
    world.settle()
    let (lesson, state) = (world.state.lesson, world.state)
    #expect(state.report?.text == "lesson \(lesson), version \(world.versions[lesson])")
  }
}
