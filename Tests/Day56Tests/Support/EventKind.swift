import Vocabulary

/// What sort of event a line of the story tells, for a program that draws it.
public enum EventKind: Equatable, Sendable {
  case told
  case enqueue(MessageID)
  /// With the time at which the lease ends by itself, if it is to be followed.
  case deliver(MessageID, until: Timestamp?)
  case settle(MessageID?)
  case giveBack(MessageID?)
  case extend(MessageID?, until: Timestamp)
  case refuse(MessageID?)
  /// All leases of that consumer.
  case revoke(ConsumerID)
  /// The lane waits for something until it is heard of again.
  case suspend
  case sleep(until: Timestamp)
  case wake

  var name: String {
    switch self {
    case .told: "told"
    case .enqueue: "enqueue"
    case .deliver: "deliver"
    case .settle: "settle"
    case .giveBack: "return"
    case .extend: "extend"
    case .refuse: "refuse"
    case .revoke: "revoke"
    case .suspend: "suspend"
    case .sleep: "sleep"
    case .wake: "wake"
    }
  }

  var message: MessageID? {
    switch self {
    case .enqueue(let message), .deliver(let message, _): message
    case .settle(let message), .giveBack(let message), .extend(let message, _),
      .refuse(let message):
      message
    case .told, .revoke, .suspend, .sleep, .wake: nil
    }
  }

  /// When what begins here ends by itself.
  var deadline: Timestamp? {
    switch self {
    case .deliver(_, let time): time
    case .extend(_, let time), .sleep(let time): time
    case .told, .enqueue, .settle, .giveBack, .refuse, .revoke, .suspend, .wake: nil
    }
  }

  var consumer: ConsumerID? { if case .revoke(let consumer) = self { consumer } else { nil } }
}
