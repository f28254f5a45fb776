/// Looks from the inside whether the sandbox holds on this machine.
struct SandboxProbe {
  let bubblewrap: Bubblewrap

  /// What a program must find: itself without privileges, no file of the grader's, nothing to write to, no
  /// network, nobody else, and an end to the processes that it starts.
  private static let script = """
    [ "$(id -u)" != 0 ] || echo "it runs as root"
    [ ! -e "$1" ] || echo "it sees $1"
    ! (: > /usr/probe) 2>/dev/null || echo "it can write to /usr"
    ! (: > /probe) 2>/dev/null || echo "it can write to /"
    grep -v -e '^ *lo:' -e '|' /proc/net/dev | sed 's/:.*//; s/^/it has the network /'
    set -- /proc/[0-9]*; [ $# -lt 20 ] || echo "it sees the processes of others"
    (while :; do sleep 9 & n=$((n+1)); [ $n -lt 40 ] || exit; done) 2>/dev/null
    set -- /proc/[0-9]*; [ $# -lt 30 ] || echo "it can start processes without end"
    echo done
    """

  func check() async throws(ToolError) {
    var room = Room(limits: .unpacking)
    room.hasPrograms = true
    room.limits.processes = 16
    let inner = Command(
      "/bin/sh", ["-c", Self.script, "sh", "/etc/passwd"], environment: ["PATH": "/usr/bin:/bin"])
    let remains: Remains
    do {
      let command = bubblewrap.confined(inner, in: room)
      remains = try await Subprocess.run(command, patience: Patience(total: 20))
    } catch {
      throw failure(error.words)
    }
    let lines = remains.output.split(separator: "\n")
    guard lines.last == "done", remains.succeeded || lines.count > 1 else {
      throw failure(Words(same: "\(remains.ending) \(remains.errors.trimmed)"))
    }
    guard lines.count == 1 else {
      throw failure(Words(same: lines.dropLast().joined(separator: "; ")))
    }
  }

  private func failure(_ reason: Words) -> ToolError {
    ToolError(
      problem: Words(
        "bubblewrap is here, but its sandbox does not hold on this machine: \(reason.english)",
        ja: "bubblewrap はありますが、このマシンではサンドボックスが成り立ちません: \(reason.japanese)"),
      next: Words(
        "In a container, allow user namespaces, or run it privileged; see: man bwrap\n"
          + "  (--no-sandbox is for work that you trust like your own)",
        ja: "コンテナの中なら、ユーザー名前空間を許可するか、特権付きで動かしてください: man bwrap\n"
          + "  （--no-sandbox は、自分のコードと同じくらい信頼できる提出物のためのものです）"))
  }
}
