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
}

/// Who can be given work.
public struct Candidate: Hashable, Sendable {
  public let id: ConsumerID
  public let status: ConsumerStatus

  public init(id: ConsumerID, status: ConsumerStatus) {
    self.id = id
    self.status = status
  }
}
