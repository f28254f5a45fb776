extension Archiver {
  /// The same, with bsdtar in the sandbox: it sees the archive and nothing else.
  func confined(_ sandbox: Sandbox) -> Archiver {
    guard case .bubblewrap = sandbox else { return self }
    return Archiver { command, patience in
      var room = Room(limits: .unpacking)
      room.hasPrograms = true
      let archives = command.arguments.filter { $0.hasPrefix("/") }
      room.views = archives.prefix(1).map { Room.View(host: $0, inside: "/archive") }
      var confined = sandbox.confined(command, in: room)
      confined.wholeOutput = command.wholeOutput
      return try await Subprocess.run(confined, patience: patience)
    } ?? self
  }
}
