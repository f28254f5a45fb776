import Instruments
import Vocabulary

/// Producers, consumers and a manager who do to a queue everything that can be done, and at once.
struct BusyNight: Sendable {
  let queue: any MessageQueue
  let world: World

  func pass() async {
    await withTaskGroup { group in
      for number in 1...world.size {
        let delay = world.random(in: 0...8)
        group.addTask {
          await rest(delay)
          await queue.enqueue(Message(id: "order-\(number)"))
        }
      }
      for name in ["anna", "ben", "carl"] as [ConsumerID] {
        let turns = world.random(in: 1...4)
        group.addTask { for _ in 1...turns { await work(as: name) } }
      }
      group.addTask { for _ in 1...4 { await manage() } }
      // Whoever waits in vain goes home.
      await rest(200)
      group.cancelAll()
    }
  }

  private func work(as name: ConsumerID) async {
    let delivery: Delivery?
    if world.chance(50) {
      delivery = try? await queue.nextDelivery(for: name)
    } else {
      delivery = await queue.dequeue(for: name)
    }
    guard let delivery else { return await rest(1) }
    await rest(world.pick([0, 0, 3, 9, 10, 12]))
    await withTaskGroup { group in
      for _ in 1...world.random(in: 1...3) {
        group.addTask { await settle(delivery.receipt) }
      }
    }
    await rest(world.random(in: 0...4))
    if world.chance(30) { await settle(delivery.receipt) }
    if world.chance(10) { await settle(Receipt(rawValue: .max)) }
  }

  private func settle(_ receipt: Receipt) async {
    switch world.random(in: 1...4) {
    case 1: try? await queue.acknowledge(receipt)
    case 2: try? await queue.nack(receipt)
    case 3: try? await queue.nack(receipt, delay: .seconds(world.random(in: 0...5)))
    default: _ = try? await queue.extend(receipt, by: .seconds(world.random(in: 0...12)))
    }
  }

  private func manage() async {
    await rest(world.random(in: 0...12))
    if world.chance(50) {
      await queue.revokeLeases(of: world.pick(["anna", "ben"]))
    } else {
      await queue.redriveDeadLetters()
    }
  }

  private func rest(_ seconds: Int) async { try? await world.clock.sleep(for: .seconds(seconds)) }
}
