/// Greets its guests as it is told, and needs no door.
public struct Party {
  public private(set) var guests: [String] = []

  public init() {}

  public mutating func welcome(_ name: String, with greet: (String) -> String) -> String {
    guests.append(name)
    return greet(name)
  }
}
