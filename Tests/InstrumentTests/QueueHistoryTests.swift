import Instruments
import Testing

/// Histories made by hand: `event` is `+1` for a put, `-1` for a take of 1, and `0` for a miss.
@Suite struct QueueHistoryTests {
  typealias Event = (event: Int, called: Int, returned: Int)

  @Test(
    arguments: [
      ("nothing at all", []),
      ("one after the other", [(+1, 1, 2), (+2, 3, 4), (-1, 5, 6), (-2, 7, 8), (0, 9, 10)]),
      ("puts at once may go in either way", [(+1, 1, 4), (+2, 2, 3), (-2, 5, 6), (-1, 7, 8)]),
      ("takes at once may come out either way", [(+1, 1, 2), (+2, 3, 4), (-2, 5, 8), (-1, 6, 7)]),
      ("a take during the put", [(+1, 1, 4), (-1, 2, 3)]),
      ("a miss before the put is over", [(+1, 1, 4), (0, 2, 3)]),
      ("a miss while the take is under way", [(+1, 1, 2), (-1, 3, 6), (0, 4, 5)]),
      ("a miss in the gap between two", [(+1, 1, 2), (-1, 3, 4), (0, 5, 6), (+2, 7, 8)]),
      ("what is left over at the end", [(+1, 1, 2), (+2, 3, 4), (-1, 5, 6)]),
    ] as [(String, [Event])])
  func `what one order explains is not accused`(_ what: String, _ events: [Event]) {
    #expect(history(events).violation == nil)
  }

  @Test(
    arguments: [
      ("came out before it went in", [(-1, 1, 2)]),
      ("came out before it went in", [(-1, 1, 2), (+1, 3, 4)]),
      ("came out twice", [(+1, 1, 2), (-1, 3, 4), (-1, 5, 6)]),
      ("overtook", [(+1, 1, 2), (+2, 3, 4), (-2, 5, 6), (-1, 7, 8)]),
      ("overtook", [(+1, 1, 2), (+2, 3, 6), (-2, 4, 5), (-1, 7, 8)]),
      ("never came out", [(+1, 1, 2), (+2, 3, 4), (-2, 5, 6)]),
      ("called empty", [(+1, 1, 2), (0, 3, 4)]),
      ("called empty", [(+1, 1, 2), (0, 3, 4), (-1, 5, 6)]),
      ("called empty", [(+1, 1, 2), (+2, 3, 4), (-1, 5, 8), (0, 6, 9), (-2, 10, 11)]),
    ] as [(String, [Event])])
  func `what no order explains is called by its name`(_ what: String, _ events: [Event]) {
    #expect(history(events).violation?.contains(what) == true)
  }

  @Test func `parts that several threads saw are judged together`() {
    var (mine, theirs) = (history([(+1, 1, 2), (0, 5, 6)]), history([(-1, 7, 8)]))
    theirs.merge(mine)
    #expect(theirs.violation != nil)
    mine.merge(history([(-1, 3, 4)]))
    #expect(mine.violation == nil)
  }

  private func history(_ events: [Event]) -> QueueHistory {
    events.reduce(into: QueueHistory()) { history, event in
      let span = QueueHistory.Span(called: event.called, returned: event.returned)
      if event.event > 0 {
        history.put(event.event, span)
      } else {
        history.take(event.event == 0 ? nil : -event.event, span)
      }
    }
  }
}
