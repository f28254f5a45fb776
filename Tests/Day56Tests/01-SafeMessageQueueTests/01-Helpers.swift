import Exercises
import Instruments
import Testing
import Vocabulary

/// The learner's queue, with everything it does held against the laws of a message's life.
func watchedQueue(
  in world: World, _ policy: QueuePolicy = .standard, auditing: Bool = false
) -> ObservedQueue {
  ObservedQueue(plainQueue(in: world, policy), policy: policy, in: world, auditing: auditing)
}

/// The learner's queue as it is, seen through the protocol: an actor will do as well as a class.
func plainQueue(in world: World, _ policy: QueuePolicy = .standard) -> any MessageQueue {
  SafeMessageQueue(policy: policy, clock: world.clock)
}

/// Leases of 10 seconds, and no rest.
func briefPolicy(maxDeliveries: Int = 5, backoff: [Duration] = []) throws -> QueuePolicy {
  try QueuePolicy(
    visibilityTimeout: .seconds(10), maxDeliveries: maxDeliveries, backoff: backoff)
}

extension MessageQueue {
  func enqueue(_ name: String) async { await enqueue(Message(id: MessageID(name))) }
}

/// Takes the next delivery, which must be that of `id`.
func expectDelivery(
  of id: MessageID, to consumer: ConsumerID, from queue: some MessageQueue, in world: World,
  at place: SourceLocation = #_sourceLocation
) async throws -> Delivery {
  guard let delivery = await queue.dequeue(for: consumer) else {
    throw world.breakLaw("\(id) is ready, but \(consumer) finds nothing.", at: place)
  }
  try world.expect(
    delivery.message.id == id,
    "\(id) is next in line, but \(consumer) gets \(delivery.message.id).", at: place)
  return delivery
}

func expectNothing(
  for consumer: ConsumerID, from queue: some MessageQueue, in world: World,
  at place: SourceLocation = #_sourceLocation
) async throws {
  let delivery = await queue.dequeue(for: consumer)
  try world.expect(
    delivery == nil,
    "Nothing is ready, but \(consumer) gets \(delivery?.message.id ?? "something").", at: place)
}

/// Calls `operation`, which must be refused because the lease is over.
func expectLeaseOver(
  _ what: String, in world: World, at place: SourceLocation = #_sourceLocation,
  _ operation: () async throws(LeaseError) -> Void
) async throws {
  do {
    try await operation()
  } catch {
    return
  }
  throw world.breakLaw(
    "A receipt is worth nothing once its lease is over: \(what) was accepted.", at: place)
}
