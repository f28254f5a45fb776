/// Greets its guests as it is told.
public struct Party {
  private var door = Door()

  public init() {}

  public var guests: [String] { door.guests }

  public mutating func welcome(_ name: String, with greet: (String) -> String) -> String {
    door.enter(name)
    return greet(name)
  }
}
