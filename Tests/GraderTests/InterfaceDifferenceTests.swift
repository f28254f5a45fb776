import Testing

@testable import grader

@Suite struct InterfaceDifferenceTests {
  private func interface(_ declarations: (path: String, text: String)...) -> PublicInterface {
    PublicInterface(
      declarations: Set(
        declarations.map { PublicInterface.Declaration(path: $0.path, text: $0.text) }))
  }

  @Test func `what is missing or different is told by type, and what is more is not`() {
    let reference = interface(
      ("Queue", "struct Queue"), ("Queue.put(_:)", "func put(_ item: Item)"),
      ("Queue.count", "var count: Int { get }"), ("Queue.", "conforms to Sendable"),
      ("free()", "func free()"))
    let mine = interface(
      ("Queue", "struct Queue"), ("Queue.put(item:)", "func put(item: Item)"),
      ("Queue.more()", "func more()"), ("Queue.", "conforms to Sendable"))
    let difference = InterfaceDifference(mine, comparedWith: reference)
    #expect(
      difference.lines == [
        "+ func free()", "Queue", "  - func put(item: Item)", "  + func put(_ item: Item)",
        "  + var count: Int { get }",
      ])
  }

  @Test func `a type that is missing is told once`() {
    let reference = interface(
      ("Queue", "struct Queue"), ("Queue.put(_:)", "func put(_ item: Item)"),
      ("Queue.State", "enum State"), ("Queue.State.on", "case on"), ("Queue.", "conforms to A"))
    #expect(
      InterfaceDifference(interface(), comparedWith: reference).lines == ["+ struct Queue"])
  }

  @Test func `the same is no difference, and a long one is cut`() {
    let one = interface(("a()", "func a()"))
    #expect(InterfaceDifference(one, comparedWith: one).groups.isEmpty)
    let many = PublicInterface(
      declarations: Set(
        (0..<50).map { PublicInterface.Declaration(path: "f\($0)()", text: "func f\($0)()") }))
    #expect(InterfaceDifference(one, comparedWith: many).lines.count == 17)
  }
}
