/// Finds the pairs of a class that resemble each other. It goes from passages to who has them, not through
/// all pairs of sources.
struct ResemblanceSearch: Sendable {
  /// One learner's source of a lesson.
  struct Work: Sendable {
    let learner: String
    let prints: TokenPrints

    init(learner: String, prints: TokenPrints) {
      self.learner = learner
      self.prints = prints
    }

    init(learner: String, sources: [SourceText]) {
      self.init(learner: learner, prints: TokenPrints(sources))
    }
  }

  let lesson: String
  /// The passages that everybody was given.
  let given: Set<UInt64>
  /// Pairs that have less than this in common are left out, from 0 to 1.
  var least = 0.3
  /// Fewer passages than this in common are chance.
  var fewest = 8

  init(lesson: String, starter: [SourceText], least: Double = 0.3) {
    self.lesson = lesson
    self.least = least
    given = TokenPrints.all(starter)
  }

  /// More pairs of a lesson than this are only counted: who shall look at them?
  static let most = 50

  /// What was found in a lesson.
  struct Found: Equatable, Sendable {
    /// Those that have most in common first.
    var pairs: [Resemblance] = []
    /// How many pairs there are beside these.
    var more = 0
  }

  /// Two works by their places, and what they have in common.
  private struct Candidate {
    let one: Int
    let other: Int
    let passages: Int
    let share: Double
  }

  func pairs(_ works: [Work]) -> Found {
    let works = works.sorted { $0.learner < $1.learner }
    let (owners, own) = owners(works)
    let candidates = candidates(owners, own).sorted {
      ($1.share, $1.passages, $0.one, $0.other) < ($0.share, $0.passages, $1.one, $1.other)
    }
    let pairs = candidates.prefix(Self.most).map { pair in
      let stretches = Stretches(works[pair.one].prints, works[pair.other].prints) { hash in
        guard let who = owners[hash] else { return false }
        return who.contains(Int32(pair.one)) && who.contains(Int32(pair.other))
      }
      return Resemblance(
        lesson: lesson, one: works[pair.one].learner, other: works[pair.other].learner,
        share: pair.share, passages: pair.passages, stretches: stretches.longest)
    }
    return Found(pairs: pairs, more: candidates.count - pairs.count)
  }

  private func candidates(_ owners: [UInt64: [Int32]], _ own: [Int]) -> [Candidate] {
    var shared = [Int32](repeating: 0, count: own.count * own.count)
    for (_, who) in owners where who.count > 1 {
      for (place, one) in who.enumerated() {
        let row = Int(one) * own.count
        for other in who[(place + 1)...] { shared[row + Int(other)] += 1 }
      }
    }
    var found: [Candidate] = []
    for one in own.indices {
      for other in own.indices.dropFirst(one + 1) {
        let passages = Int(shared[one * own.count + other])
        let share = Double(passages) / Double(max(1, min(own[one], own[other])))
        guard passages >= fewest, share >= least else { continue }
        found.append(Candidate(one: one, other: other, passages: passages, share: share))
      }
    }
    return found
  }

  /// Who has which passage, and how many each has, without what was given and without what so many have
  /// that the lesson itself must be the reason.
  private func owners(_ works: [Work]) -> ([UInt64: [Int32]], own: [Int]) {
    var owners: [UInt64: [Int32]] = [:]
    for (index, work) in works.enumerated() {
      for print in work.prints.chosen where !given.contains(print.hash) {
        // Each once: they come in the order of the learners.
        if owners[print.hash, default: []].last != Int32(index) {
          owners[print.hash, default: []].append(Int32(index))
        }
      }
    }
    // In a small class a few may have copied from one.
    let most = max(4, works.count / 3)
    owners = owners.filter { $0.value.count <= most }
    var own = [Int](repeating: 0, count: works.count)
    for (_, who) in owners { for index in who { own[Int(index)] += 1 } }
    return (owners, own)
  }
}
