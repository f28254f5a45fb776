/// The passages that two sources share, put together to stretches of lines.
struct Stretches {
  private(set) var longest: [Resemblance.Stretch] = []
  private static let most = 5

  private struct Run {
    var one: ClosedRange<Int>
    var other: ClosedRange<Int>
  }

  init(_ one: TokenPrints, _ other: TokenPrints, where isShared: (UInt64) -> Bool) {
    var there: [UInt64: [Int]] = [:]
    for print in other.chosen where isShared(print.hash) {
      there[print.hash, default: []].append(print.token)
    }
    var runs: [Run] = []
    for print in one.chosen {
      guard let tokens = there[print.hash] else { continue }
      // Where the other goes on as this one does, it is the same stretch.
      let last = runs.last
      let next = tokens.first { token in
        last.map { Self.goesOn($0.other, token) && Self.goesOn($0.one, print.token) } ?? false
      }
      if let next, var run = last {
        run.one = Self.extend(run.one, to: print.token)
        run.other = Self.extend(run.other, to: next)
        runs[runs.count - 1] = run
      } else {
        runs.append(
          Run(one: Self.passage(at: print.token), other: Self.passage(at: tokens[0])))
      }
    }
    longest = runs.sorted { ($1.one.count, $0.one.lowerBound) < ($0.one.count, $1.one.lowerBound) }
      .compactMap { run in
        guard let lines = Self.lines(run.one, of: one),
          let others = Self.lines(run.other, of: other)
        else { return nil }
        return Resemblance.Stretch(one: lines, other: others)
      }.prefix(Self.most).map(\.self)
  }

  private static func passage(at token: Int) -> ClosedRange<Int> {
    token...(token + TokenPrints.length - 1)
  }

  private static func goesOn(_ range: ClosedRange<Int>, _ token: Int) -> Bool {
    token >= range.lowerBound && token <= range.upperBound + TokenPrints.window
  }

  private static func extend(_ range: ClosedRange<Int>, to token: Int) -> ClosedRange<Int> {
    range.lowerBound...max(range.upperBound, token + TokenPrints.length - 1)
  }

  /// A stretch that runs over the end of a file is told of the file in which it begins.
  private static func lines(
    _ tokens: ClosedRange<Int>, of prints: TokenPrints
  ) -> Resemblance.Lines? {
    guard tokens.lowerBound < prints.places.count else { return nil }
    let first = prints.places[tokens.lowerBound]
    var last = first
    for place in prints.places[tokens.lowerBound...min(tokens.upperBound, prints.places.count - 1)]
    where place.file == first.file {
      last = place
    }
    return Resemblance.Lines(file: prints.files[first.file], first: first.line, last: last.line)
  }
}
