/// Knows who is well, and has those replaced who are not.
///
/// A *check* of a consumer begins with a ping and is judged when the ping is over: answered, refused,
/// or given up after the policy's time-out. It has failed
///
/// - if there is no sign of life: neither an answer nor a beat that is younger than `beatTimeout`;
/// - or if there is no progress: what it last said is that it works, and `stallTimeout` has passed since
///   its progress last grew or the work began. One that is idle has none to make.
///
/// In the grace period, which begins with `watch`, a failed check does not count.
///
/// The last of `failuresToFall` failed checks in a row is the edge at which a consumer falls. Its status
/// is `failed` from there on, and it is *failed over*, once: its leases are revoked, then a replacement
/// is asked for, then the event is reported. If the replacement cannot be had, that is reported and
/// changes nothing else. After `successesToRecover` good checks in a row the consumer is back, and can
/// fall again.
///
/// No more than `mostFailed(ofFleet:)` of those that are watched and have not stopped are failed at one
/// time. Who would be one too many is held back, which is reported once until it has a good check; at a
/// failed check for which there is room again, it falls.
///
/// Source: seed 003, "Health checks and failover".
public protocol HealthMonitor: Sendable {
  /// Begins to watch a consumer that was just started. Whatever was known under its name is forgotten,
  /// and a ping that is under way for it counts for nothing.
  func watch(_ consumer: ConsumerID) async

  /// Stops watching a consumer that has left. Whatever was known of it is forgotten, and a ping that
  /// is under way for it counts for nothing.
  func forget(_ consumer: ConsumerID) async

  /// Takes note of a sign of life, if the consumer is watched.
  ///
  /// One that says it has stopped is not pinged, does not fail and says no more, until it is watched anew.
  /// Who is `failed`, only the monitor says: a beat with that status is ignored.
  func heartbeat(_ beat: Heartbeat) async

  /// How a consumer is thought to be: stopped as soon as it has said so; else failed, or what its last
  /// beat said, which is `idle` before the first. Nil if it is not watched.
  func status(of consumer: ConsumerID) async -> ConsumerStatus?

  /// Checks everyone who is watched and has not stopped, all at once: how long one takes, to answer or
  /// to be failed over, delays no other. Leaves out whose check by another round is not over yet, so
  /// that nobody is pinged twice at a time.
  ///
  /// It returns as soon as all are done, and leaves nothing running. If its task is cancelled it ends
  /// soon, and the pings that were under way count for nothing.
  func check(_ pool: any ConsumerPool) async

  /// Begins a round at once, and another at every interval, whether or not the failovers of the last are
  /// over; ends only when its task is cancelled.
  func run(over pool: any ConsumerPool) async throws(CancellationError)
}
