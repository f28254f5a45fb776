import Exercises
import Testing

@Suite struct GuestTests {
  @Test func `every guest comes in`() {
    var party = Party()
    #expect(party.welcome("Anna") { "Hi, \($0)" } == "Hi, Anna")
    #expect(party.guests == ["Anna"])
  }
}
