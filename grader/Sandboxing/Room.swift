/// What a confined program sees of the machine, and what it may use.
struct Room: Sendable {
  /// A file or folder of the machine, and where it is seen inside.
  struct View: Sendable {
    let host: String
    let inside: String
    var isWritable = false
  }

  var views: [View] = []
  /// Folders that are called otherwise inside, where some of what is in them is viewed.
  var aliases: [(host: String, inside: String)] = []
  /// A folder of the machine in whose stead there is an empty one in memory, where the program works.
  var scratch: String?
  /// Whether the machine's own programs are there, such as a shell and the parts that a linker needs.
  var hasPrograms = false
  var limits: ResourceLimits

  static let scratchInside = "/scratch"

  /// The views with those of the scratch folder, the longest path first: it says more than a shorter one.
  private var names: [(host: String, inside: String)] {
    let names =
      views.map { ($0.host, $0.inside) } + aliases
      + (scratch.map { [($0, Self.scratchInside)] } ?? [])
    return names.filter { $0.0 != $0.1 }.sorted { $0.0.utf8.count > $1.0.utf8.count }
  }

  /// The same words with every path of the machine as it is called inside.
  func inside(_ text: String) -> String {
    names.reduce(text) { text, name in
      text.contains(name.host) ? text.replacing(name.host, with: name.inside) : text
    }
  }

  func inside(_ command: Command) -> Command {
    var command = command
    command.program = inside(command.program)
    command.arguments = command.arguments.map(inside)
    command.environment = command.environment.mapValues(inside)
    return command
  }
}
