/// What a `ToyQueue` does wrong, in one place each.
enum Fault: String, CaseIterable, Sendable {
  case inventsMessages, forgetsAcknowledgements, leasesToTwo, skipsANumber, deliversTooOften
  case reusesReceipts, ignoresRests, namesAnotherConsumer, leasesTooLong
  case acceptsAnyReceipt, acceptsOldReceipts, refusesGoodReceipts, revokesNothing
  case losesMessages, forgetsTheDead, countsAcknowledgedAsReady, givesUpWaiting
}

extension Fault {
  /// How the law begins that a queue with this fault breaks.
  var law: String {
    switch self {
    case .inventsMessages: "A message comes out that nobody put in"
    case .forgetsAcknowledgements: "An acknowledged message is never delivered again"
    case .leasesToTwo: "A message has at most one live lease"
    case .skipsANumber: "Deliveries are counted one by one"
    case .deliversTooOften: "A message is delivered at most"
    case .reusesReceipts: "Every delivery has a receipt of its own"
    case .ignoresRests: "A message that was given back rests"
    case .namesAnotherConsumer: "A delivery names its consumer"
    case .leasesTooLong: "A lease lasts 10 s from its delivery"
    case .acceptsAnyReceipt: "A receipt that was never handed out settles nothing"
    case .acceptsOldReceipts, .revokesNothing: "A receipt is worth nothing once its lease is over"
    case .refusesGoodReceipts: "The receipt of a live lease is good"
    case .losesMessages, .forgetsTheDead: "A message is in exactly one place"
    case .countsAcknowledgedAsReady: "What was acknowledged is counted"
    case .givesUpWaiting: "A wait ends with a message, unless its task is cancelled"
    }
  }

  /// Whether it shows in the counts only, and not in what happens to a message.
  var isSeenInCounts: Bool {
    switch self {
    case .losesMessages, .forgetsTheDead, .countsAcknowledgedAsReady: true
    default: false
    }
  }
}
