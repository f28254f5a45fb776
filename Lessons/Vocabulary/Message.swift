/// What a producer puts into a queue: a name and a body. A value, so that no reader can change
/// what another reader sees.
///
/// ```swift
/// let order: Message = Message(id: "order-1", body: "two pizzas")
/// ```
public struct Message: Hashable, Sendable, Codable {
  /// The name its producer gave it. A queue does not ask that it be unique.
  public let id: MessageID
  /// What it says. The queue never looks inside.
  public let body: String

  public init(id: MessageID, body: String = "") {
    self.id = id
    self.body = body
  }
}

/// The name of a message, given by its producer.
public struct MessageID: Hashable, Sendable, Codable {
  public let name: String

  public init(_ name: String) { self.name = name }
}

/// The name of a consumer.
public struct ConsumerID: Hashable, Sendable, Codable {
  public let name: String

  public init(_ name: String) { self.name = name }
}

extension MessageID: ExpressibleByStringInterpolation, CustomStringConvertible {
  public init(stringLiteral name: String) { self.init(name) }
  public var description: String { name }
}

extension ConsumerID: ExpressibleByStringInterpolation, CustomStringConvertible {
  public init(stringLiteral name: String) { self.init(name) }
  public var description: String { name }
}
