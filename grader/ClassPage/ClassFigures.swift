/// How a class stands in one lesson, counted from the gradebook.
struct LessonFigures: Equatable, Sendable {
  let heading: Gradebook.Heading
  /// How many cells say what.
  let states: [CellState: Int]
  /// What each learner has who was judged, in ascending order.
  let points: [Double]
  /// How many passed at least one test. Only they tell what is hard: a starter fails everything.
  let started: Int
  /// What those who started fell into, the most frequent first.
  let tests: [Pitfall]
  /// The known mistakes, the most frequent first.
  let traps: [Pitfall]

  static let binCount = 10

  /// Something that learners fell into.
  struct Pitfall: Equatable, Sendable {
    /// The name of a test or of a trap.
    let name: String
    /// Of a test.
    var visibility = Visibility.visible
    /// Places in the gradebook's rows.
    var who: [Int] = []
  }

  var median: Double? { points.middle }
  var passes: Int { states[.passes, default: 0] }

  /// How many have up to a tenth of the points, up to two, and so on.
  var bins: [Int] {
    var bins = [Int](repeating: 0, count: Self.binCount)
    for points in points { bins[bin(of: points)] += 1 }
    return bins
  }

  func bin(of points: Double) -> Int {
    guard heading.points > 0 else { return 0 }
    let place = Int(points / Double(heading.points) * Double(Self.binCount))
    return min(max(place, 0), Self.binCount - 1)
  }

  init(_ heading: Gradebook.Heading, in rows: [Gradebook.Row]) {
    self.heading = heading
    var (states, points, started) = ([CellState: Int](), [Double](), 0)
    var (tests, traps) = (Tally(), Tally())
    for (index, row) in rows.enumerated() {
      let state = CellState(row, heading.name)
      states[state, default: 0] += 1
      guard let mark = row.marks[heading.name], state.isJudged else { continue }
      points.append(row.points(heading.name))
      if let trap = mark.trap { traps.add(index, to: Pitfall(name: trap)) }
      guard mark.passed > 0 else { continue }
      started += 1
      for test in mark.tests where test.isPitfall {
        tests.add(index, to: Pitfall(name: test.name, visibility: test.visibility))
      }
    }
    self.states = states
    self.points = points.sorted()
    self.started = started
    self.tests = tests.sorted
    self.traps = traps.sorted
  }

  /// Pitfalls in the order in which they are met.
  private struct Tally {
    private var pitfalls: [Pitfall] = []
    private var places: [String: Int] = [:]

    mutating func add(_ row: Int, to pitfall: Pitfall) {
      let place = places[pitfall.name] ?? pitfalls.count
      if place == pitfalls.count {
        pitfalls.append(pitfall)
        places[pitfall.name] = place
      }
      pitfalls[place].who.append(row)
    }

    var sorted: [Pitfall] {
      pitfalls.sorted { ($1.who.count, $0.name) < ($0.who.count, $1.name) }
    }
  }
}

extension Mark.Test {
  /// Whether the work is to blame. What has no verdict was lost to something else.
  var isPitfall: Bool {
    switch outcome {
    case .failed, .crashed, .hung: true
    case .passed, .noVerdict: false
    }
  }
}

extension [Double] {
  /// The median of numbers in ascending order; nil if there are none.
  var middle: Double? {
    if isEmpty { return nil }
    let half = count / 2
    return count.isMultiple(of: 2) ? (self[half - 1] + self[half]) / 2 : self[half]
  }
}
