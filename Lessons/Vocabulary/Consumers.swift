/// What a consumer is doing.
public enum ConsumerStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// It waits for a message.
  case idle
  /// It works on one.
  case processing
  /// It was found to be unwell, and gets no messages until it recovers.
  case failed
  /// It has ended, and never works again.
  case stopped

  /// Whether a consumer in this state can be given work.
  public var isEligible: Bool { self == .idle || self == .processing }
}

/// A consumer as somebody sees it who has work to give.
public struct Candidate: Hashable, Sendable {
  public let id: ConsumerID
  public let status: ConsumerStatus

  public init(id: ConsumerID, status: ConsumerStatus = .idle) {
    self.id = id
    self.status = status
  }

  /// Whether it can be given work.
  public var isEligible: Bool { status.isEligible }
}

/// A sign of life: what a consumer says of itself, unasked, time and again.
public struct Heartbeat: Hashable, Sendable {
  public let consumer: ConsumerID
  public let status: ConsumerStatus
  /// Grows with every step of the work. One that beats while this stands still may well be stuck.
  public let progress: Int

  public init(consumer: ConsumerID, status: ConsumerStatus, progress: Int) {
    self.consumer = consumer
    self.status = status
    self.progress = progress
  }
}
