import Exercises
import Testing
import Vocabulary

@Suite struct TogetherTests {
  @Test func `with the greeter each is greeted by name`() {
    var party = Party()
    #expect(party.welcome("Anna", with: greeting) == "Hello, Anna!")
  }

  @Test func `with the counter they are counted`() {
    var party = Party()
    var counter = Counter()
    for name in ["Anna", "Ben"] { _ = party.welcome(name) { $0 } }
    counter.count(Step(party.guests.count))
    #expect(counter.value == 2)
  }
}
