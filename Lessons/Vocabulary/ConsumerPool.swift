/// The consumers of a system, as those see them who look after them: a health checker finds the one
/// that has failed and has it replaced, a scaler adds some and lets others go.
///
/// Source: seed 003, "Consumer pool".
public protocol ConsumerPool: Sendable {
  /// Everyone in the pool, the longest-serving first.
  func members() async -> [PoolMember]

  /// Asks a consumer whether it is well. Returns when it answers, and throws if it cannot; a consumer
  /// that hangs answers never. Cancelling ends the wait.
  func ping(_ consumer: ConsumerID) async throws

  /// Starts new consumers, and returns who they are; fewer than `count` if no more could be started.
  ///
  /// - Throws: what kept even the first from starting.
  func add(_ count: Int) async throws -> [ConsumerID]

  /// Starts a consumer in the place of one that has failed; does nothing if none has that name.
  func replace(_ consumer: ConsumerID) async throws

  /// Lets a consumer go, and need not wait until it has gone: it takes no further message, finishes or
  /// hands back what it has, and stops. It is a member until it has stopped.
  func drain(_ consumer: ConsumerID) async
}

/// A consumer of a pool.
public struct PoolMember: Hashable, Sendable {
  public let id: ConsumerID
  public var status: ConsumerStatus
  /// When it was started.
  public var started: Timestamp
  /// When it last had something to do; when it was started, if it never had.
  public var lastActive: Timestamp
  /// Whether it was let go, and has not stopped yet.
  public var isDraining: Bool

  public init(
    id: ConsumerID, status: ConsumerStatus = .idle, started: Timestamp,
    lastActive: Timestamp? = nil, isDraining: Bool = false
  ) {
    self.id = id
    self.status = status
    self.started = started
    self.lastActive = lastActive ?? started
    self.isDraining = isDraining
  }
}
