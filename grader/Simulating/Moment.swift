/// How a shop stood at one time of its night. A message is a crate of orders.
struct Moment: Equatable, Sendable {
  /// In seconds since the opening, in virtual time.
  let time: Double
  /// Crates that came in so far.
  let ordered: Int
  /// Crates that wait, now or after a rest.
  let waiting: Int
  let leased: Int
  let acknowledged: Int
  let dead: Int
  /// Consumers alive.
  let consumers: Int
  /// Consumers that died so far.
  let deaths: Int
  /// Seconds from the arrival of a crate until it was packed, of those packed since the last moment.
  let latency: Latency?

  struct Latency: Equatable, Sendable {
    let median: Double
    let percentile99: Double
  }
}

extension Moment {
  init?(_ json: JSON) {
    guard let time = json["time"]?.number, let ordered = json["ordered"]?.wholeNumber,
      let waiting = json["waiting"]?.wholeNumber, let leased = json["leased"]?.wholeNumber,
      let acknowledged = json["acknowledged"]?.wholeNumber, let dead = json["dead"]?.wholeNumber,
      let consumers = json["consumers"]?.wholeNumber, let deaths = json["deaths"]?.wholeNumber
    else { return nil }
    var latency: Latency?
    if let median = json["median"]?.number, let percentile99 = json["percentile99"]?.number {
      latency = Latency(median: median, percentile99: percentile99)
    }
    self.init(
      time: time, ordered: ordered, waiting: waiting, leased: leased, acknowledged: acknowledged,
      dead: dead, consumers: consumers, deaths: deaths, latency: latency)
  }

  var json: JSON {
    [
      "time": .number(time), "ordered": .whole(ordered), "waiting": .whole(waiting),
      "leased": .whole(leased), "acknowledged": .whole(acknowledged), "dead": .whole(dead),
      "consumers": .whole(consumers), "deaths": .whole(deaths),
      "median": latency.map { .number($0.median) } ?? .null,
      "percentile99": latency.map { .number($0.percentile99) } ?? .null,
    ]
  }
}

/// How a night went that came to its regular end.
struct Closing: Equatable, Sendable {
  /// In seconds since the opening.
  let time: Double
  let waiting: Int
  let leased: Int
  let acknowledged: Int
  let dead: Int
  /// Crates that are acknowledged, though nobody packed them.
  let pretended: Int
  /// How often a crate was packed that had been packed before.
  let repetitions: Int

  /// Crates that nobody has packed or given up.
  var left: Int { waiting + leased }
  /// Crates that are in the queue, wherever.
  var known: Int { waiting + leased + acknowledged + dead }
}

extension Closing {
  init?(_ json: JSON) {
    guard let time = json["length"]?.number, let waiting = json["waiting"]?.wholeNumber,
      let leased = json["leased"]?.wholeNumber,
      let acknowledged = json["acknowledged"]?.wholeNumber, let dead = json["dead"]?.wholeNumber,
      let pretended = json["pretended"]?.wholeNumber,
      let repetitions = json["repetitions"]?.wholeNumber
    else { return nil }
    self.init(
      time: time, waiting: waiting, leased: leased, acknowledged: acknowledged, dead: dead,
      pretended: pretended, repetitions: repetitions)
  }

  var json: JSON {
    [
      "time": .number(time), "waiting": .whole(waiting), "leased": .whole(leased),
      "acknowledged": .whole(acknowledged), "dead": .whole(dead), "pretended": .whole(pretended),
      "repetitions": .whole(repetitions),
    ]
  }
}
