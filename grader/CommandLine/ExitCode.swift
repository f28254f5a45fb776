/// What the grader's end means to the shell. The numbers above 1 are those of sysexits.
enum ExitCode: Int32, CaseIterable {
  case passes = 0
  case doesNotPass = 1
  case usage = 64
  case courseData = 65
  case toolMissing = 69
  case `internal` = 70
  case cannotWrite = 73
  case inputOutput = 74

  var meaning: String {
    switch self {
    case .passes: "all that was asked for passes"
    case .doesNotPass: "something that was asked for does not pass"
    case .usage: "the command was not understood"
    case .courseData: "the course itself is damaged"
    case .toolMissing: "a tool that is needed was not found"
    case .internal: "the grader itself failed"
    case .cannotWrite: "a file could not be written"
    case .inputOutput: "reading or starting something failed"
    }
  }
}
