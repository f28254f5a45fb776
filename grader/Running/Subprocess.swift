#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How long a child may take.
struct Patience: Sendable {
  /// Seconds without a sign of work.
  var silence: Double?
  /// Seconds in all.
  var total: Double?
}

/// Runs a program to its end, reads what it writes while it runs, and leaves nothing of it behind.
enum Subprocess {
  /// Cancelling the task ends the child at once; what is left of it then is an error, never an
  /// answer that somebody could take for the child's own.
  ///
  /// - Returns: what is left of the child, and the reader with all that it has read.
  static func run<Reader: LineReader>(
    _ command: Command, patience: Patience, reading channels: [Channel] = [.output, .errors],
    with reader: Reader
  ) async throws(SpawnError) -> (Remains, Reader) {
    let cancellation = ChildCancellation()
    let result = await withTaskCancellationHandler {
      await OwnThread.run { () -> Result<(Remains, Reader), SpawnError> in
        Result { () throws(SpawnError) in
          try cancellation.check(before: command)
          var watch = try ChildWatch(
            command, channels: channels, reader: reader, patience: patience, cancellation)
          let remains = watch.untilTheEnd()
          try cancellation.check(before: command)
          return (remains, watch.reader)
        }
      }
    } onCancel: {
      cancellation.request()
    }
    return try result.get()
  }

  /// Runs a program of which only the outcome counts.
  static func run(_ command: Command, patience: Patience) async throws(SpawnError) -> Remains {
    try await run(command, patience: patience, with: NoReader()).0
  }

  /// The time on the machine's own clock, in seconds.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// One child while it runs: the pipes, the lines so far, the watchdog.
private struct ChildWatch<Reader: LineReader> {
  private let child: pid_t
  private let isConfined: Bool
  /// Held open, and never written to, for as long as the child may live.
  private let lifeline: Pipe?
  private let started: Double
  private var pipes: [(channel: Channel, end: Int32, lines: LineBuffer, text: BoundedText)]
  /// The output as far as it is kept whole; nil if it is not, or was too much.
  private var whole: [UInt8]?
  private let mostOutput: Int
  private var watchdog: Watchdog
  private let cancellation: ChildCancellation
  private(set) var reader: Reader
  /// How often to look for the end of a child whose pipes somebody else keeps open, in seconds.
  private let glance = 0.05
  /// A look that comes later than this was not late because the machine is busy: the grader itself
  /// was suspended.
  private let longestGlance = 1.0

  init(
    _ command: Command, channels: [Channel], reader: Reader, patience: Patience,
    _ cancellation: ChildCancellation
  ) throws(SpawnError) {
    var opened: [(Channel, Pipe)] = []
    defer { for (_, pipe) in opened { close(pipe.writeEnd) } }
    do {
      for channel in channels { opened.append((channel, try Pipe())) }
      lifeline = command.hasLifeline ? try Pipe() : nil
      child = try Spawn.start(command, channels: opened, lifeline: lifeline)
    } catch {
      for (_, pipe) in opened { close(pipe.readEnd) }
      throw error
    }
    if let lifeline { close(lifeline.readEnd) }
    isConfined = command.isConfined
    pipes = opened.map { ($0, $1.readEnd, LineBuffer(), BoundedText()) }
    whole = command.wholeOutput.map { _ in [] }
    mostOutput = command.wholeOutput ?? .max
    started = Subprocess.now()
    watchdog = Watchdog(silence: patience.silence, total: patience.total, now: started)
    self.cancellation = cancellation
    self.reader = reader
    cancellation.attach(child)
  }

  mutating func untilTheEnd() -> Remains {
    var forced: Ending?
    while forced == nil {
      let looked = Subprocess.now()
      let news = wait()
      let away = Subprocess.now() - looked - glance
      if away > longestGlance { watchdog.leaveOut(seconds: away) }
      if cancellation.isRequested || isFlooded {
        forced = .killed(signal: SIGKILL)
        break
      }
      if !news, hasEnded() { break }
      switch watchdog.order(at: Subprocess.now()) {
      case .wait: break
      case .endSilent: forced = .silent
      case .endOutOfTime: forced = .outOfTime
      }
    }
    cancellation.detach()
    ChildGroups.end(child, byForce: forced != nil)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    readWhatIsLeft()
    if let lifeline { close(lifeline.writeEnd) }
    return Remains(
      ending: forced ?? ending(status), output: text(.output), errors: text(.errors),
      seconds: Subprocess.now() - started, bytes: whole)
  }

  private var isFlooded: Bool { whole == nil && mostOutput < .max }

  /// Waits for news, reads it, and returns whether there was any.
  private mutating func wait() -> Bool {
    var open = pipes.filter { $0.end >= 0 }.map {
      pollfd(fd: $0.end, events: Int16(POLLIN), revents: 0)
    }
    var seconds = glance
    if case .wait(let limit) = watchdog.order(at: Subprocess.now()) { seconds = min(glance, limit) }
    // With every pipe closed the child is about to end: look again soon.
    if open.isEmpty { seconds = min(seconds, 0.001) }
    let ready = poll(&open, nfds_t(open.count), Int32(seconds * 1000) + 1)
    guard ready > 0 else { return false }
    var news = false
    for entry in open where entry.revents != 0 {
      if let index = pipes.firstIndex(where: { $0.end == entry.fd }) {
        news = readOnce(index) || news
      }
    }
    return news
  }

  private mutating func readOnce(_ index: Int) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Descriptor.read(pipes[index].end, &chunk)
    guard count > 0 else {
      close(pipes[index].end)
      pipes[index].end = -1
      return false
    }
    let (channel, bytes) = (pipes[index].channel, chunk[..<count])
    if channel == .output || channel == .errors {
      pipes[index].text.add(bytes)
      if channel == .output { keepWhole(bytes) }
      return true
    }
    var worked = false
    var lines = pipes[index].lines
    var missed = 0
    lines.add(bytes) {
      missed += 1
    } each: { line in
      worked = reader.read(line, from: channel) || worked
    }
    for _ in 0..<missed { reader.missLine(from: channel) }
    pipes[index].lines = lines
    if worked { watchdog.sawWork(at: Subprocess.now()) }
    return true
  }

  private mutating func keepWhole(_ bytes: ArraySlice<UInt8>) {
    guard let length = whole?.count else { return }
    if length + bytes.count > mostOutput { whole = nil } else { whole?.append(contentsOf: bytes) }
  }

  /// Reads what lies in the pipes, without waiting for a stranger who still holds the other end.
  private mutating func readWhatIsLeft() {
    for index in pipes.indices where pipes[index].end >= 0 {
      _ = fcntl(pipes[index].end, F_SETFL, O_NONBLOCK)
      var rounds = 0
      while pipes[index].end >= 0, rounds < 64 {
        _ = readOnce(index)
        rounds += 1
      }
      if pipes[index].end >= 0 { close(pipes[index].end) }
    }
  }

  /// Whether the child has ended. It is not reaped: its number must stay its own for now.
  private func hasEnded() -> Bool {
    var information = siginfo_t()
    let answer = waitid(P_PID, id_t(child), &information, WEXITED | WNOHANG | WNOWAIT)
    return answer == 0 && information.si_signo == SIGCHLD
  }

  private func text(_ channel: Channel) -> String {
    pipes.first { $0.channel == channel }?.text.text ?? ""
  }

  private func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7F
    let code = status >> 8 & 0xFF
    guard signal == 0 else { return .killed(signal: signal) }
    return isConfined && code > 128 ? .killed(signal: code - 128) : .exited(code)
  }
}
