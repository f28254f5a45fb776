/// The leases that are running, by what the deliveries themselves said.
struct Leases {
  struct Lease {
    let lane: Int
    let owner: String?
    let message: String
    var until: Int
    /// Who holds something when this one is over.
    var otherHolders: Set<Int> = []
  }

  private var running: [Lease] = []

  var holders: Set<Int> { Set(running.map(\.lane)) }

  /// Ends those whose time has come, in the order of their ends.
  mutating func ends(upTo time: Int) -> [Lease] {
    var ended: [Lease] = []
    while let index = running.indices.min(by: { running[$0].until < running[$1].until }),
      running[index].until <= time
    {
      var lease = running.remove(at: index)
      lease.otherHolders = holders
      ended.append(lease)
    }
    return ended
  }

  mutating func follow(_ event: RunEvent, in lane: Int, named name: String?) {
    switch event.kind {
    case .deliver:
      guard let message = event.message, let until = event.until, until > event.time else { return }
      running.append(Lease(lane: lane, owner: name, message: message, until: until))
    case .extend:
      guard let index = index(of: event, in: lane), let until = event.until else { return }
      running[index].until = until
    case .settle, .giveBack:
      if let index = index(of: event, in: lane) { running.remove(at: index) }
    case .revoke: running.removeAll { $0.owner == event.consumer }
    default: break
    }
  }

  private func index(of event: RunEvent, in lane: Int) -> Int? {
    running.firstIndex { $0.lane == lane && $0.message == event.message }
  }
}
