import Testing
import Vocabulary

@testable import Instruments

/// Overlaps that are too rare to wait for, played by hand.
@Suite struct MessageLivesTests {
  @Test func `of extensions at once any may have been the last`() {
    var lives = livesWithOneLease()
    let first = lives.settleCalled(receipt(1), at: at(5))
    let second = lives.settleCalled(receipt(1), at: at(5))
    #expect(lives.settleReturned(second, .extended(until: at(20)), at: at(5)) == nil)
    let third = lives.settleCalled(receipt(1), at: at(5))
    #expect(lives.settleReturned(first, .extended(until: at(15)), at: at(5)) == nil)
    #expect(lives.settleReturned(third, .refused, at: at(5)) == nil)
    let late = lives.settleCalled(receipt(1), at: at(18))
    #expect(lives.settleReturned(late, .acknowledged, at: at(18)) == nil)
  }

  @Test func `of extensions in turn the last counts`() {
    var lives = livesWithOneLease()
    for end in [20, 15] {
      let claim = lives.settleCalled(receipt(1), at: at(5))
      #expect(lives.settleReturned(claim, .extended(until: at(end)), at: at(5)) == nil)
    }
    let late = lives.settleCalled(receipt(1), at: at(18))
    #expect(lives.settleReturned(late, .acknowledged, at: at(18))?.isEmpty == false)
  }

  @Test func `what is asked for during a revocation may be revoked on its way`() {
    var lives = MessageLives(policy: .standard)
    lives.enqueueCalled("order-1")
    let revocation = lives.revokeCalled(of: "anna")
    let revoked = lives.takeCalled(by: "anna", at: at(0))
    let next = lives.takeCalled(by: "ben", at: at(0))
    #expect(lives.takeReturned(next, delivery(2, to: "ben"), to: "ben", at: at(0)) == nil)
    #expect(lives.takeReturned(revoked, delivery(1, to: "anna"), to: "anna", at: at(0)) == nil)
    lives.revokeReturned(revocation, at: at(0))
    let claim = lives.settleCalled(receipt(2), at: at(1))
    #expect(lives.settleReturned(claim, .acknowledged, at: at(1)) == nil)
  }

  @Test func `a revocation excuses nothing at a later time`() {
    var lives = MessageLives(policy: .standard)
    lives.enqueueCalled("order-1")
    let waiting = lives.takeCalled(by: "anna", at: at(0))
    lives.revokeReturned(lives.revokeCalled(of: "anna"), at: at(0))
    #expect(lives.takeReturned(waiting, delivery(1, to: "anna"), to: "anna", at: at(1)) == nil)
    let other = lives.takeCalled(by: "ben", at: at(1))
    let law = lives.takeReturned(other, delivery(2, to: "ben"), to: "ben", at: at(1))
    #expect(law?.hasPrefix("A message has at most one live lease") == true)
  }

  @Test func `when a revocation has returned its leases are over`() {
    var lives = livesWithOneLease()
    let revocation = lives.revokeCalled(of: "anna")
    let early = lives.settleCalled(receipt(1), at: at(1))
    lives.revokeReturned(revocation, at: at(1))
    let late = lives.settleCalled(receipt(1), at: at(1))
    #expect(lives.settleReturned(late, .acknowledged, at: at(1))?.isEmpty == false)
    #expect(lives.settleReturned(early, .acknowledged, at: at(1)) == nil)
  }

  /// A message that anna holds until 30 s.
  private func livesWithOneLease() -> MessageLives {
    var lives = MessageLives(policy: .standard)
    lives.enqueueCalled("order-1")
    let take = lives.takeCalled(by: "anna", at: at(0))
    #expect(lives.takeReturned(take, delivery(1, to: "anna"), to: "anna", at: at(0)) == nil)
    return lives
  }

  /// The delivery of that number of `order-1`, under a receipt of that number, until 30 s.
  private func delivery(_ number: Int, to consumer: ConsumerID) -> Delivery {
    Delivery(
      message: Message(id: "order-1"), receipt: receipt(UInt64(number)), consumer: consumer,
      number: number, deadline: at(30))
  }

  private func receipt(_ number: UInt64) -> Receipt { Receipt(rawValue: number) }

  private func at(_ second: Int) -> Timestamp { Timestamp(sinceStart: .seconds(second)) }
}
