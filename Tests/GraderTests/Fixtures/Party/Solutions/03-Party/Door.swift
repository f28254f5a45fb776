/// Lets guests in.
struct Door {
  private(set) var guests: [String] = []

  mutating func enter(_ name: String) { guests.append(name) }
}
