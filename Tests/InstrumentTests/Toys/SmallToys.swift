@testable import Instruments

/// Whether a toy is made as it should be, or has the one defect that it is known for.
enum Make: String, CaseIterable, Sendable {
  case sound, broken
}

/// Broken: what was checked is no longer so when it is acted on.
actor Account {
  private let make: Make
  private(set) var balance = 100

  init(_ make: Make) { self.make = make }

  func withdraw(_ amount: Int, after approval: @Sendable () async -> Void) async {
    guard balance >= amount else { return }
    await approval()
    if make == .broken || balance >= amount { balance -= amount }
  }
}

/// Broken: what another has added meanwhile is overwritten.
actor Counter {
  private let make: Make
  private(set) var value = 0

  init(_ make: Make) { self.make = make }

  func increment() async {
    let before = value
    await Task.yield()
    value = make == .sound ? value + 1 : before + 1
  }
}

/// Broken: a signal that nobody waits for is lost, and who waits for it afterwards waits for ever.
actor Signal {
  private let make: Make
  private var isGiven = false
  private var waiter: UnsafeContinuation<Void, Never>?

  init(_ make: Make) { self.make = make }

  func give() {
    if make == .sound { isGiven = true }
    waiter?.resume()
    waiter = nil
  }

  func wait() async {
    if isGiven { return }
    await withUnsafeContinuation { waiter = $0 }
  }
}

/// Broken: who is woken does not look again whether the door is still open.
actor Door {
  private let make: Make
  private var isTaken = false
  private var line: [UnsafeContinuation<Void, Never>] = []

  init(_ make: Make) { self.make = make }

  func enter() async {
    var mustWait = isTaken
    while mustWait {
      await withUnsafeContinuation { line.append($0) }
      mustWait = make == .sound && isTaken
    }
    isTaken = true
  }

  func leave() {
    isTaken = false
    if !line.isEmpty { line.removeFirst().resume() }
  }
}
