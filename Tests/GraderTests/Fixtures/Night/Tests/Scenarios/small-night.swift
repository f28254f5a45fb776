import Exercises
import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What comes in is what was to be counted, and what was counted is packed.
@main struct SmallNight {
  static func main() {
    var counter = Counter()
    var ordered = 0
    put("{\"kind\":\"open\"}")
    counter.reset()
    for minute in 1...10 {
      counter.count(Step(minute))
      ordered += minute
      put(
        "{\"kind\":\"moment\",\"time\":\(60 * minute),\"ordered\":\(ordered),\"waiting\":0,"
          + "\"leased\":0,\"acknowledged\":\(counter.value),\"dead\":0,\"consumers\":1,"
          + "\"deaths\":0,\"median\":1,\"percentile99\":1}")
    }
    put(
      "{\"kind\":\"end\",\"length\":600,\"waiting\":0,\"leased\":0,"
        + "\"acknowledged\":\(counter.value),\"dead\":0,\"pretended\":0,\"repetitions\":0}")
  }

  private static func put(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(3, $0.baseAddress, $0.count) }
  }
}
