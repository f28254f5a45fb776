/// How far a counter goes at once.
public struct Step: Equatable, Sendable {
  public let size: Int

  public init(_ size: Int) { self.size = size }
}
