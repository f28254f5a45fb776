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

  var meaning: Words {
    switch self {
    case .passes: Words("all that was asked for passes", ja: "頼まれたものはすべて合格")
    case .doesNotPass:
      Words("something that was asked for does not pass", ja: "頼まれたもののどれかが不合格")
    case .usage: Words("the command was not understood", ja: "コマンドを理解できなかった")
    case .courseData: Words("the course itself is damaged", ja: "コースそのものが壊れている")
    case .toolMissing: Words("a tool that is needed was not found", ja: "必要な道具が見つからない")
    case .internal: Words("the grader itself failed", ja: "grader 自身の失敗")
    case .cannotWrite: Words("a file could not be written", ja: "ファイルに書けなかった")
    case .inputOutput:
      Words("reading or starting something failed", ja: "読み込みか起動に失敗した")
    }
  }
}
