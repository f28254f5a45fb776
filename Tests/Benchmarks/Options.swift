import Foundation

/// What can be measured.
enum GroupName: String, CaseIterable {
  case queue
  case health
  case balancers
  case system
  case blackFriday = "black-friday"
  case schedules
  case verdict
  case watch
  case schoolClass = "class"
}

/// What was asked for.
struct Options {
  var groups = GroupName.allCases
  var isQuick = false
  var wantsJSON = false
  var wantsHelp = false
  /// Where the class and its gradebooks stay, if not nowhere.
  var kept: String?

  static let help = """
    Measures what the course promises about speed. Everything is compared within one run, in turns, so
    that a machine that slows down slows both; figures are medians, with the lowest and the highest.

      swift run -c release Benchmarks [GROUP…] [--quick] [--json] [--keep DIR]

      queue      a message through the reference queue, against a bare ring behind a Mutex
      health     one round of the reference checker, against a bare task group with the same pings
      balancers  a pick of each of the three balancers among 10, 1,000 and 10,000 consumers, against
                 only reading the list of them
      system     the whole system's messages a second, against bare tasks at the same queue
      black-friday
                 the hour of Black Friday in virtual time, with and without the scaler
      schedules  seeded schedules in virtual time, against the same work under Swift's own scheduler
      verdict    from a saved edit to the grader's verdict, against swiftc alone and `swift test`;
                 takes some minutes, and works on a copy of the course
      watch      the same with `grader watch`, against `grader run`; from save to the start of compiling
      class      200, 400 and 200 submissions through `grader grade`, against a fresh clone and `swift test` for
                 each, and one shared folder and `swift test`; takes 40 minutes and needs the sandbox

      --quick    fewer and smaller rounds: for a look, not for a claim
      --json     one object with all figures, for programs
      --keep DIR a new folder for the class and its gradebooks, to look at and for `grader check`
      --help     this

    Exit codes: 0 measured, 1 could not be measured (the message says why), 64 not understood.
    """

  static func parse(_ words: [String]) throws(UsageError) -> Options {
    var options = Options()
    var named: [GroupName] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--keep":
        guard let folder = rest.popFirst() else { throw UsageError.keepsWhere }
        options.kept = URL(filePath: folder).path
      case "--quick": options.isQuick = true
      case "--json": options.wantsJSON = true
      case "--help", "-h", "help": options.wantsHelp = true
      default:
        guard let group = GroupName(rawValue: word) else { throw UsageError.unknown(word) }
        if !named.contains(group) { named.append(group) }
      }
    }
    if !named.isEmpty { options.groups = named }
    if let kept = options.kept {
      guard options.groups.contains(.schoolClass) else { throw UsageError.keepsWhere }
      guard !FileManager.default.fileExists(atPath: kept) else { throw UsageError.isThere(kept) }
    }
    return options
  }
}

/// The command line means nothing.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  static func unknown(_ word: String) -> UsageError {
    let groups = GroupName.allCases.map(\.rawValue).joined(separator: ", ")
    return UsageError(
      description:
        "“\(word)” is neither an option nor a group.\n  The groups are \(groups); see --help.")
  }

  static let keepsWhere = UsageError(
    description: "--keep needs a folder, and a class to keep there: Benchmarks class --keep DIR")

  static func isThere(_ path: String) -> UsageError {
    UsageError(description: "\(path) is there already.\n  Name a new folder after --keep.")
  }
}
