/// Greets its guests as it is told.
public struct Party {
  public init() {}

  public var guests: [String] { [] }  // TODO: who has come in?

  public mutating func welcome(_ name: String, with greet: (String) -> String) -> String {
    ""  // TODO: let the guest in, then greet.
  }
}
