/// SHA-256 (FIPS 180-4): names a content, so that a changed file is known by its bytes.
struct Digest {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// The digest of some bytes, in hexadecimal.
  static func of(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.add(bytes)
    return digest.finish()
  }

  /// Adds a named part: two parts never run into each other.
  mutating func add(part name: String, _ bytes: [UInt8]) {
    add(Array("\(name.utf8.count) \(name) \(bytes.count) ".utf8))
    add(bytes)
  }

  /// Adds bytes.
  mutating func add(_ bytes: [UInt8]) {
    length += UInt64(bytes.count)
    pending += bytes
    let whole = pending.count / 64 * 64
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      pending.withUnsafeBufferPointer { buffer in
        guard let bytes = buffer.baseAddress, let schedule = words.baseAddress else { return }
        var start = 0
        while start < whole {
          mix(bytes + start, schedule)
          start += 64
        }
      }
    }
    pending.removeFirst(whole)
  }

  /// The digest of all that was added, in hexadecimal.
  mutating func finish() -> String {
    let bits = length &* 8
    let zeros = (119 - pending.count % 64) % 64
    add([0x80] + [UInt8](repeating: 0, count: zeros) + bits.bigEndianBytes)
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Mixes in one block of 64 bytes. Written with what costs little in a debug build, too, because
  /// that is what learners run: no iterators, no shifts that ask how far.
  private mutating func mix(
    _ block: UnsafePointer<UInt8>, _ words: UnsafeMutablePointer<UInt32>
  ) {
    var index = 0
    while index < 16 {
      let bytes = block + index &* 4
      words[index] =
        UInt32(bytes[0]) &<< 24 | UInt32(bytes[1]) &<< 16 | UInt32(bytes[2]) &<< 8
        | UInt32(bytes[3])
      index &+= 1
    }
    while index < 64 {
      let (early, late) = (words[index &- 15], words[index &- 2])
      let first = early.turned(7) ^ early.turned(18) ^ early &>> 3
      let second = late.turned(17) ^ late.turned(19) ^ late &>> 10
      words[index] = words[index &- 16] &+ first &+ words[index &- 7] &+ second
      index &+= 1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    Self.constants.withUnsafeBufferPointer { constants in
      index = 0
      while index < 64 {
        let chosen = (e & f) ^ (~e & g)
        let one = h &+ (e.turned(6) ^ e.turned(11) ^ e.turned(25)) &+ chosen &+ constants[index]
        let first = one &+ words[index]
        let majority = (a & b) ^ (a & c) ^ (b & c)
        let second = (a.turned(2) ^ a.turned(13) ^ a.turned(22)) &+ majority
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        index &+= 1
      }
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

extension UInt32 {
  @_transparent
  fileprivate func turned(_ places: UInt32) -> UInt32 {
    self &>> places | self &<< (32 &- places)
  }
}

extension UInt64 {
  fileprivate var bigEndianBytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * UInt64($0))) }
  }
}
