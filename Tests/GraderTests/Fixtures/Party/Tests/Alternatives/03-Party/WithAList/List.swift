/// Who has come in, the last one first.
indirect enum List {
  case nobody
  case guest(String, after: List)

  var names: [String] {
    switch self {
    case .nobody: []
    case .guest(let name, let earlier): earlier.names + [name]
    }
  }
}
