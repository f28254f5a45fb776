import Exercises
import Testing

@Suite struct GreeterTests {
  @Test func `a guest is greeted by name`() {
    #expect(greeting(for: "Anna") == "Hello, Anna!")
  }
}
