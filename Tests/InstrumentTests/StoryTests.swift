import Testing
import Vocabulary

@testable import Instruments

@Suite struct StoryTests {
  @Test func `events stand in columns, in their order`() {
    var story = Story()
    story.append(.start, "anna", "comes")
    story.append(Timestamp(sinceStart: .milliseconds(12_500)), "producer", "puts in order-1")
    story.append(Timestamp(sinceStart: .seconds(13)), "ben", "goes")
    #expect(
      story.lines(limit: .max) == [
        "   0 s  anna      comes",
        "12.5 s  producer  puts in order-1",
        "  13 s  ben       goes",
      ])
  }

  @Test func `a long story is cut to its end, and says how much is left out`() {
    var story = Story()
    for number in 1...5 { story.append(.start, "anna", "step \(number)") }
    #expect(
      story.lines(limit: 2) == ["… 3 earlier events", "0 s  anna  step 4", "0 s  anna  step 5"])
    #expect(story.lines(limit: 5).count == 5)
    #expect(Story().lines(limit: 2) == [])
  }

  @Test func `who was last heard of when beginning to wait is waiting`() {
    var story = Story()
    story.append(.start, "ben", "waits for a table", isWait: true)
    story.append(.start, "anna", "waits for ben", isWait: true)
    story.append(.start, "carl", "waits for nobody", isWait: true)
    story.append(.start, "carl", "goes")
    #expect(story.waiting == ["anna waits for ben", "ben waits for a table"])
  }

  @Test(
    arguments: [
      (.zero, "0 s"), (.milliseconds(500), "0.5 s"), (.nanoseconds(1), "0.000000001 s"),
      (.seconds(60), "60 s"), (.seconds(36_000) + .nanoseconds(10), "36000.00000001 s"),
      (.seconds(-1), "-1 s"), (.milliseconds(-1_500), "-1.5 s"),
      (.nanoseconds(-1), "-0.000000001 s"),
      (.seconds(Int64.max), "9223372036854775807 s"), (.milliseconds(1_050), "1.05 s"),
    ] as [(Duration, String)])
  func `times are told in seconds`(_ duration: Duration, _ wanted: String) {
    #expect(duration.told == wanted)
    #expect(Timestamp(sinceStart: duration).told == wanted)
  }
}
