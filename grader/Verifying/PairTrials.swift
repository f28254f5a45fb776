/// Measures diagnosis on two mistakes at once: how many of them are among the three nearest traps.
struct PairTrials {
  let course: Course
  let lessons: [Lesson]
  let workshop: Workshop
  let console: Console
  /// Of each lesson.
  let most: Int

  private struct Tally {
    var pairs = 0
    var one = 0
    var both = 0
    var first = 0
  }

  private static let shown = 3

  func run() async throws -> ExitCode {
    let fast = try await FastTrials(course: course, lessons: lessons, workshop, console)
    var sum = Tally()
    for lesson in lessons {
      guard let patterns = Patterns.load(lesson, in: course.folder) else { continue }
      let tally = try await measure(lesson, Likeness(patterns), fast)
      console.show(raw: "\(lesson.name): \(text(tally))")
      sum.pairs += tally.pairs
      sum.one += tally.one
      sum.both += tally.both
      sum.first += tally.first
    }
    console.show(raw: "all: \(text(sum))")
    return .passes
  }

  private func text(_ tally: Tally) -> String {
    "\("pair".counted(tally.pairs)): one of the two named first \(tally.first), "
      + "within three one \(tally.one), both \(tally.both)"
  }

  /// Pairs whose patches do not go together, or give what does not compile, are left out.
  private func measure(
    _ lesson: Lesson, _ likeness: Likeness, _ fast: FastTrials
  ) async throws -> Tally {
    let maker = VariantMaker(folder: course.folder, workshop: workshop)
    let bar = WorkBar(console, total: most)
    defer { bar.finish() }
    var tally = Tally()
    let parts = try maker.reference(lesson).parts
    for (one, other) in try pairs(of: lesson) where tally.pairs < most {
      let files: [Variant.File]
      do { files = try await maker.patched([one, other], lesson) } catch is CourseError { continue }
      let variant = Variant(lesson: lesson, kind: .trap(one), files: files, parts: parts)
      let judgement = try await fast.judge(variant)
      guard ![.doesNotCompile, .passes].contains(judgement.verdict) else { continue }
      let nearest = likeness.matches(Symptoms(judgement).features).prefix(Self.shown).map(\.trap)
      let found = [one, other].count { nearest.contains($0.name) }
      tally.pairs += 1
      tally.one += found > 0 ? 1 : 0
      tally.both += found > 1 ? 1 : 0
      tally.first += [one.name, other.name].contains(nearest.first) ? 1 : 0
      bar.advance("\(one.name) + \(other.name)")
    }
    return tally
  }

  /// All pairs, in an order that mixes them and is always the same.
  private func pairs(of lesson: Lesson) throws -> [(Trap, Trap)] {
    let traps = try Trap.all(of: lesson, in: course.folder).filter { !$0.isKilledByCompiler }
    var pairs: [(order: String, one: Trap, other: Trap)] = []
    for (index, one) in traps.enumerated() {
      for other in traps[(index + 1)...] {
        pairs.append((Feature(.law, one.name, other.name).code, one, other))
      }
    }
    return pairs.sorted { $0.order < $1.order }.map { ($0.one, $0.other) }
  }
}
