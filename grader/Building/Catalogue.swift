#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The tests of a suite, as they ran once against the reference.
struct Catalogue: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    let id: String
    let seconds: Double
  }

  let entries: [Entry]

  /// A suite that is quicker than this is not worth a second process.
  private static let worthwhile = 0.1

  init(entries: [Entry]) { self.entries = entries }

  /// - Parameter knowsTimes: whether the run was of work that passes; else every test counts alike.
  init(_ run: SuiteRun, knowsTimes: Bool = true) {
    entries = run.tests.map { trace, _ in
      let seconds = trace.started.flatMap { start in trace.ended.map { $0 - start } }
      return Entry(id: trace.id, seconds: knowsTimes ? seconds ?? 0 : 1)
    }
  }

  init?(_ json: JSON) {
    guard let items = json.items else { return nil }
    entries = items.compactMap { item in
      guard let id = item["id"]?.text, let seconds = item["seconds"]?.number else { return nil }
      return Entry(id: id, seconds: seconds)
    }
    guard entries.count == items.count else { return nil }
  }

  var json: JSON {
    .array(entries.map { ["id": .string($0.id), "seconds": .number($0.seconds)] })
  }

  /// The tests in parts that take about the same time: each, longest first, to the part that is
  /// shortest so far. A short suite is one part.
  func parts(atMost most: Int) -> [[String]] {
    let total = entries.reduce(0) { $0 + $1.seconds }
    let count = total < Self.worthwhile ? 1 : max(1, min(most, entries.count))
    var parts = [(ids: [String], seconds: Double)](repeating: ([], 0), count: count)
    for entry in entries.sorted(by: { $0.seconds > $1.seconds }) {
      guard let lightest = parts.indices.min(by: { parts[$0].seconds < parts[$1].seconds }) else {
        continue
      }
      parts[lightest].ids.append(entry.id)
      parts[lightest].seconds += entry.seconds
    }
    return parts.map(\.ids)
  }

  /// How many processes are worth running side by side.
  static var processors: Int { min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
