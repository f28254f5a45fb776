#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Goes through a journal line by line, with no more of it in memory than a few lines.
struct JournalScan {
  let path: String

  /// Where a line stands in the file, without its end.
  struct Place: Equatable, Sendable {
    let offset: Int
    let length: Int
  }

  /// What follows the last line.
  struct End: Equatable {
    /// Up to here all is whole.
    var offset = 0
    var lines = 0
    var check = JournalLine.beginning
    /// Bytes of a line that was torn when the machine stopped.
    var torn = 0
    /// Whether only the end of the last line is missing.
    var lacksNewline = false
  }

  /// The longest line that is still taken for one.
  private static let longest = 32 << 20
  private static let chunk = 1 << 18

  /// Hands over each line whose check is right. What is damaged is an error that names the line; only
  /// the last may be torn.
  func lines(
    _ descriptor: Int32, _ body: (ArraySlice<UInt8>, Place, Int) throws -> Void
  ) throws -> End {
    var end = End()
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    func take(_ line: ArraySlice<UInt8>) throws -> Bool {
      guard let check = JournalLine.check(of: line, after: end.check) else { return false }
      try body(line, Place(offset: end.offset, length: line.count), end.lines + 1)
      end.check = check
      end.lines += 1
      end.offset += line.count
      return true
    }
    while true {
      let count = Descriptor.read(descriptor, &chunk)
      guard count >= 0 else { throw FileError(.read, path) }
      if count == 0 { break }
      pending += chunk[..<count]
      var start = 0
      while let stop = Self.newline(in: pending, from: start) {
        guard try take(pending[start..<stop]) else {
          throw JournalError.damaged(path, line: end.lines + 1)
        }
        end.offset += 1
        start = stop + 1
      }
      pending.removeFirst(start)
      guard pending.count <= Self.longest else {
        throw JournalError.damaged(path, line: end.lines + 1)
      }
    }
    if !pending.isEmpty {
      end.lacksNewline = try take(pending[...])
      end.torn = end.lacksNewline ? 0 : pending.count
    }
    return end
  }

  /// The next end of a line, found by the system's own search: a debug build is slow with bytes.
  private static func newline(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, start < buffer.count,
        let found = memchr(base + start, 10, buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// One line again.
  func entry(_ descriptor: Int32, at place: Place) throws -> JournalEntry? {
    var bytes = [UInt8](repeating: 0, count: place.length)
    var done = 0
    while done < place.length {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress.map { $0 + done }, place.length - done,
          off_t(place.offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(.read, path, code: count < 0 ? errno : EIO) }
      done += count
    }
    return (try? JSONParser.parse(bytes[...])).flatMap(JournalEntry.init)
  }
}
