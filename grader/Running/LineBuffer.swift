/// Cuts a stream into lines, and never holds more than a limit of it.
struct LineBuffer {
  private var pending: [UInt8] = []
  private var overlong = false
  private let longest: Int

  init(longest: Int = 1 << 20) { self.longest = longest }

  /// Adds what was read; calls `each` with every line that is complete. Overlong lines are dropped, and
  /// `dropped` is called for each.
  mutating func add(
    _ bytes: ArraySlice<UInt8>, dropped: () -> Void = {}, each: (ArraySlice<UInt8>) -> Void
  ) {
    var rest = bytes
    while let end = rest.firstIndex(of: 10) {
      if pending.isEmpty, !overlong {
        each(rest[..<end])
      } else if !overlong {
        pending += rest[..<end]
        each(pending[...])
      } else {
        dropped()
      }
      pending.removeAll(keepingCapacity: true)
      overlong = false
      rest = rest[(end + 1)...]
    }
    if overlong || pending.count + rest.count > longest {
      overlong = true
      pending.removeAll()
    } else {
      pending += rest
    }
  }

  /// The last line, if the stream ended within one.
  mutating func finish(each: (ArraySlice<UInt8>) -> Void) {
    if !pending.isEmpty { each(pending[...]) }
    pending = []
  }
}

/// The beginning and the end of an output of any length.
struct BoundedText {
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var dropped = 0
  private let half: Int

  init(limit: Int = 1 << 17) { half = limit / 2 }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    let room = max(0, half - head.count)
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    guard tail.count > 2 * half else { return }
    dropped += tail.count - half
    tail.removeFirst(tail.count - half)
  }

  var text: String {
    let gap = dropped > 0 ? "\n[… \(dropped) B …]\n" : ""
    return String(decoding: head, as: UTF8.self) + gap + String(decoding: tail, as: UTF8.self)
  }
}
