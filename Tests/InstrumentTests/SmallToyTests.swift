import Testing

@testable import Instruments

/// Classic mistakes, each beside its cure: exploring must find the one and acquit the other.
@Suite struct SmallToyTests {
  @Test(arguments: Make.allCases)
  func `an account that checks, waits and then acts is overdrawn`(_ make: Make) async {
    await expect(make, toBreak: "No account is overdrawn.") { world in
      let account = Account(make)
      await withTaskGroup { group in
        for _ in 1...2 {
          let delay = Duration.seconds(world.random(in: 0...3))
          group.addTask {
            try? await world.clock.sleep(for: delay)
            await account.withdraw(60) { try? await world.clock.sleep(for: .seconds(1)) }
          }
        }
      }
      let balance = await account.balance
      try world.expect(balance >= 0, "No account is overdrawn.")
    }
  }

  @Test(arguments: Make.allCases)
  func `a counter that reads, waits and then writes loses count`(_ make: Make) async {
    await expect(make, toBreak: "Every increment counts.") { world in
      let counter = Counter(make)
      await withTaskGroup { group in
        for _ in 1...3 { group.addTask { await counter.increment() } }
      }
      let value = await counter.value
      try world.expectEqual(value, 3, "Every increment counts.")
    }
  }

  @Test(arguments: Make.allCases)
  func `a signal that comes before the wait is lost`(_ make: Make) async {
    await expect(make, toBreak: "Deadlock: ") { world in
      let signal = Signal(make)
      await withTaskGroup { group in
        group.addTask { await signal.wait() }
        group.addTask { await signal.give() }
      }
    }
  }

  @Test(arguments: Make.allCases)
  func `a lost signal is found in unstructured tasks as well`(_ make: Make) async {
    await expect(make, toBreak: "Deadlock: ") { world in
      let signal = Signal(make)
      let waiter = Task { await signal.wait() }
      Task.detached { await signal.give() }
      await waiter.value
    }
  }

  @Test(arguments: Make.allCases)
  func `who does not look again after waiting shares a room`(_ make: Make) async {
    await expect(make, toBreak: "There is room for one.") { world in
      let (door, room) = (Door(make), Room(world))
      await withTaskGroup { group in
        for _ in 1...3 {
          group.addTask {
            await door.enter()
            await room.use()
            await door.leave()
          }
        }
      }
    }
  }

  private func expect(
    _ make: Make, toBreak law: String, _ body: @escaping Body,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let failure = await search(schedules: 300, body).failure
    switch make {
    case .sound: #expect(failure?.law == nil, sourceLocation: sourceLocation)
    case .broken:
      #expect(failure?.law.hasPrefix(law) == true, sourceLocation: sourceLocation)
    }
  }
}

/// Notices if two are in it.
private actor Room {
  private let world: World
  private var guests = 0

  init(_ world: World) { self.world = world }

  func use() async {
    guests += 1
    if guests > 1 { world.breakLaw("There is room for one.") }
    await Task.yield()
    guests -= 1
  }
}
