/// Greets its guests as it is told.
public struct Party {
  private var list = List.nobody

  public init() {}

  public var guests: [String] { list.names }

  public mutating func welcome(_ name: String, with greet: (String) -> String) -> String {
    list = .guest(name, after: list)
    return greet(name)
  }
}
