/// What happens to a watch.
enum WatchEvent: Equatable, Sendable {
  case started
  /// The watched files are at rest, and not as they were.
  case saved
  case key(Key)
  /// The run of that number is about to read the source.
  case readsSource(Int)
  /// The run of that number does something that takes long.
  case told(Int, Words)
  case ended(Int, RunEnd)
  /// The question of that number has its answer.
  case answered(Int, String)
  case resized
  case suspendRequested
  /// It goes on after it was suspended.
  case resumed
  /// Somebody else has let the process go on; the terminal may have been used meanwhile.
  case continued
  /// Nobody can type any more.
  case inputEnded
}

/// How a run came to its end.
enum RunEnd: Equatable, Sendable {
  case report(WatchState.Report)
  /// The source was saved again while it was read.
  case outdated
  case cancelled
}

/// What a watch wants done.
enum WatchEffect: Equatable, Sendable {
  case grade(WatchState.Scope, lesson: Int, number: Int)
  case cancelRun
  case ask(WatchState.Question, lesson: Int, number: Int)
  /// A new report is there.
  case publish(WatchState.Report)
  case draw
  /// Give the terminal back and stop; what follows comes after that.
  case suspend
  case quit
}
