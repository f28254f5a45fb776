import Exercises
import Instruments
import Testing
import Vocabulary

/// The learner's balancers, seen through the protocol: an actor will do as well as a class.
enum BalancerKind: String, CaseIterable, CustomTestStringConvertible {
  case roundRobin, weighted, leastConnections

  var testDescription: String { rawValue }

  func make(in world: World) throws -> any LoadBalancer {
    switch self {
    case .roundRobin: RoundRobinBalancer()
    case .weighted: try WeightedBalancer(weights: [:])
    case .leastConnections: countingBalancer(in: world)
    }
  }
}

func countingBalancer(in world: World) -> any CountingLoadBalancer {
  LeastConnectionsBalancer(generator: SplitMix64(seed: world.seed))
}

/// The first `count` of those who pack.
func packers(_ count: Int) -> [ConsumerID] {
  Array(["anna", "ben", "carl", "dora", "emil", "fay"].prefix(count))
}

func candidates(_ consumers: [ConsumerID], in world: World) -> [Candidate] {
  consumers.map { Candidate(id: $0, status: world.pick([.idle, .processing])) }
}

/// Has the balancer pick one, which must be eligible if anybody is.
func expectPick(
  from candidates: [Candidate], by balancer: any LoadBalancer, in world: World,
  at place: SourceLocation = #_sourceLocation
) async throws -> ConsumerID {
  let pick = await balancer.selectConsumer(from: candidates)
  world.tell("balancer", "picks \(pick?.name ?? "nobody") of \(told(candidates))")
  guard let pick else {
    throw world.breakLaw(
      "The answer is nil only if nobody is eligible, but it is nil for \(told(candidates)).",
      at: place)
  }
  try world.expect(
    candidates.contains { $0.id == pick && $0.isEligible },
    "Only an eligible candidate is picked, but of \(told(candidates)) it is \(pick).", at: place)
  return pick
}

/// Who is on a list, and how those are who cannot be given work.
func told(_ candidates: [Candidate]) -> String {
  if candidates.isEmpty { return "an empty list" }
  return candidates.map { $0.isEligible ? $0.id.name : "\($0.id) (\($0.status))" }
    .joined(separator: ", ")
}

/// Counts such as `anna 5, ben 1`, in the order of the names.
func told(_ counts: [ConsumerID: Int]) -> String {
  if counts.isEmpty { return "nothing" }
  return counts.sorted { $0.key.name < $1.key.name }.map { "\($0.key) \($0.value)" }
    .joined(separator: ", ")
}

func counted(_ picks: some Sequence<ConsumerID>) -> [ConsumerID: Int] {
  picks.reduce(into: [:]) { $0[$1, default: 0] += 1 }
}

extension World {
  /// The same elements in an order that chance has made.
  func inAnyOrder<Element>(_ elements: [Element]) -> [Element] {
    var rest = elements
    for index in rest.indices { rest.swapAt(index, random(in: index...rest.count - 1)) }
    return rest
  }
}
