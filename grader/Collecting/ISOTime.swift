#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Date {
  /// The seconds since 1970 of a time that a person or a platform wrote: ISO 8601 with `Z` or an offset, or a
  /// date and a time without, which then is UTC. Nil if it is none.
  static func handedIn(_ text: String) -> Int? { seconds(iso: text, needsZone: false) }

  /// The same of a time that must say its zone.
  static func exact(_ text: String) -> Int? { seconds(iso: text, needsZone: true) }

  private static func seconds(iso text: String, needsZone: Bool) -> Int? {
    var rest = text[...]
    guard let year = number(&rest, 4, after: ""), let month = number(&rest, 2, after: "-"),
      let day = number(&rest, 2, after: "-"), let separator = rest.popFirst(),
      separator == "T" || separator == " " || separator == "t",
      let hour = number(&rest, 2, after: ""), let minute = number(&rest, 2, after: ":")
    else { return nil }
    let second = rest.hasPrefix(":") ? number(&rest, 2, after: ":") : 0
    if rest.hasPrefix(".") { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
    guard let second, let offset = offset(rest.drop { $0 == " " }, isNeeded: needsZone),
      (1...12).contains(month), hour < 24, minute < 60, second <= 60
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
    let seconds = Int(timegm(&parts))
    // The 31st of April becomes the first of May: it was none.
    guard parts.tm_mday == day || second == 60 else { return nil }
    return seconds - offset
  }

  /// Seconds to the east of Greenwich.
  private static func offset(_ text: Substring, isNeeded: Bool) -> Int? {
    if text.isEmpty { return isNeeded ? nil : 0 }
    if text == "Z" || text == "z" { return 0 }
    var rest = text
    guard let sign = rest.popFirst(), sign == "+" || sign == "-",
      let hours = number(&rest, 2, after: "")
    else { return nil }
    let minutes = rest.isEmpty ? 0 : number(&rest, 2, after: rest.hasPrefix(":") ? ":" : "")
    guard let minutes, rest.isEmpty, hours <= 14, minutes < 60 else { return nil }
    return Int(hours * 60 + minutes) * (sign == "+" ? 60 : -60)
  }

  /// So many digits after a mark.
  private static func number(_ rest: inout Substring, _ count: Int, after mark: String) -> Int32? {
    guard rest.hasPrefix(mark) else { return nil }
    let digits = rest.dropFirst(mark.count).prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    rest = rest.dropFirst(mark.count + count)
    return Int32(digits)
  }
}
