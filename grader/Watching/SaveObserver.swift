import Synchronization

/// Looks, again and again, whether the files of a lesson have been saved.
final class SaveObserver: Sendable {
  private struct State {
    var lesson: Lesson
    var folder: CourseFolder
    var detector: SaveDetector
  }

  private let state: Mutex<State>

  /// How long to wait between two looks: at what is at rest, and at what is being saved.
  static let pause = Duration.milliseconds(50)
  static let shortPause = Duration.milliseconds(25)

  init(_ lesson: Lesson, in folder: CourseFolder) {
    let detector = SaveDetector(Snapshot.of(lesson, in: folder))
    state = Mutex(State(lesson: lesson, folder: folder, detector: detector))
  }

  /// From now on it is about these files, as they are now.
  func observe(_ lesson: Lesson) {
    state.withLock { state in
      guard state.lesson != lesson else { return }
      state.lesson = lesson
      state.detector = SaveDetector(Snapshot.of(lesson, in: state.folder))
    }
  }

  /// Takes a look. Returns whether the files have been saved, and whether to look again soon.
  func look() -> (isSaved: Bool, isExpecting: Bool) {
    state.withLock { state in
      let isSaved = state.detector.look(Snapshot.of(state.lesson, in: state.folder))
      return (isSaved, state.detector.isExpecting)
    }
  }

  /// Looks until the task is cancelled.
  func run<C: Clock>(
    on clock: C, telling tell: () -> Void
  ) async where C.Duration == Duration {
    while !Task.isCancelled {
      let (isSaved, isExpecting) = look()
      if isSaved { tell() }
      try? await clock.sleep(for: isExpecting ? Self.shortPause : Self.pause)
    }
  }
}
