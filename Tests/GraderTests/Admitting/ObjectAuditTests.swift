import Testing

@testable import grader

@Suite struct ObjectAuditTests {
  private func complaints(symbols: [String] = [], sections: [String] = []) -> [String] {
    var audit = ObjectAudit()
    for line in symbols { audit.read(symbol: line) }
    for line in sections { audit.read(section: line) }
    return audit.complaints.map(\.english)
  }

  @Test(arguments: [
    "0000000000000000 T swift_retain", "0000000000000000 T exit", "0000000000000000 D environ",
    "0000000000000000 T $s7Testing5IssueV6recordyyF",
    "0000000000000000 T $s10Vocabulary7MessageV2eeoiySbAC_ACtFZ",
    "0000000000000000 T $s7Testing5IssueV9ExercisesE4mineyyF", "0000000000000000 B counter",
    "0000000000000000 V stdout", "0000000000000000 W malloc",
    "0000000000000000 W $s7Testing5IssueV6recordyyF", "                 U exit",
    "                 U atexit", "                 U fopen", "                 U dlsym",
    "                 U getenv", "                 U $s7Testing5IssueVMa",
    "                 U $sSo4FILEVMa", "                 w pthread_create",
    "                 U $s8Dispatch0A5QueueCMa", "                 U $sSS10FoundationE4dataSSyF",
    "0000000000000000 V symbolic _____ 8Dispatch0A5QueueC",
    "                 U $ss25_createOffsetBasedKeyPath4root5value6offsets03AnydE0Cypm_ypmSitF",
    "                 U $ss13_runAsyncMainyyyyYaYbKcF", "                 U $ss11CommandLineO",
    "                 U swift_task_enqueueGlobal_hook", "                 U _exit",
  ])
  func `a name that is not the learner's, or that no lesson needs, is complained about`(
    line: String
  ) {
    #expect(complaints(symbols: [line]).count == 1)
  }

  @Test(arguments: [
    "0000000000000020 T $s9Exercises16SafeMessageQueueC5countSivg",
    "0000000000000000 R $s10Vocabulary7MessageVs23CustomStringConvertible9ExercisesMc",
    "0000000000000000 D $sSi9Exercises5NamedAAWP", "0000000000000000 V symbolic _____Sg s5ErrorP",
    "0000000000000000 W $ss27_finalizeUninitializedArrayySayxGABnlF",
    "0000000000000000 W __swift_memcpy1_1", "                 U swift_retain",
    "                 U memcpy", "                 U $s10Vocabulary7MessageVMa",
    "                 U $ss17_assertionFailure__4file4line5flagss5NeverOs12StaticStringV_A2HSus6UInt32VtF",
    "0000000000000000 T $s9Exercises7TestingOMa",
    "0000000000000000 D $s9Exercises8Dispatch33_EA44LLVMXX",
    "0000000000000000 V symbolic _____ 9Exercises8Dispatch33_EA44LLV",
    "0000000000000000 W _swift_implicitisolationactor_to_executor_cast",
    "0000000000000000 V got.$s10Vocabulary7MessageVMn", "", "Exercises-1.o:",
  ])
  func `what the compiler does by itself is no harm`(line: String) {
    #expect(complaints(symbols: [line]) == [])
  }

  @Test func `code that would run before the first test is complained about`() {
    let head = "Idx Name                Size     VMA              Type"
    let sections = [
      head, "  0                     00000000 0000000000000000",
      "  1 .strtab             00001234 0000000000000000",
      "  2 .text 00000000 0000000000000000 TEXT",
      "  3 .init_array         00000008 0000000000000000 DATA",
      "  4 my_own              00000008 0000000000000000 DATA",
      "  5 .rela.init_array.5  00000008 0000000000000000",
    ]
    #expect(complaints(sections: sections).count == 3)
  }

  @Test func `there are a few complaints at most, and silence is not consent`() {
    #expect(complaints(symbols: (0..<99).map { "0000000000000000 T f\($0)" }).count == 10)
    #expect(!ObjectAudit().isComplete)
  }
}

/// The same on real object files.
@Suite(.enabled(if: Tools.compiler)) struct RealObjectTests {
  private func audit(_ source: String) async throws -> ObjectAudit {
    let scratch = try Scratch()
    try scratch.write(source, to: "A.swift")
    let toolchain = try await Toolchain.find()
    let object = scratch.path.adding("A.o")
    let compile = Command(
      toolchain.program("swiftc"),
      [
        "-c", "-enable-library-evolution", "-wmo", "-swift-version", "6", "-parse-as-library",
        "-module-name", "Exercises", scratch.path.adding("A.swift"), "-o", object,
      ], environment: Toolchain.childEnvironment)
    let remains = try await Subprocess.run(compile, patience: Patience(total: 120))
    try #require(remains.succeeded, "\(remains.errors)")
    let (listing, audit) = try await Subprocess.run(
      ObjectAudit.command(object, with: toolchain), patience: Patience(total: 60),
      reading: ObjectAudit.channels, with: ObjectAudit())
    try #require(listing.succeeded, "\(listing.errors)")
    #expect(audit.isComplete)
    return audit
  }

  @Test func `honest code of many kinds is clean`() async throws {
    let source = #"""
      import Synchronization
      public protocol Named { associatedtype Name: Hashable; var name: Name { get } }
      extension Int: Named { public var name: String { "\(self)" } }
      extension Array where Element == Int { public func total() -> Int { reduce(0, +) } }
      extension String: @retroactive Error {}
      public enum Trouble: Error, Hashable, CaseIterable, Codable { case a, b }
      public struct Box<T: Sendable & Hashable>: Sendable, Hashable { public var content: T }
      public let all = Mutex([String: Box<Int>]())
      public let count = Atomic(0)
      @TaskLocal public var depth = 0
      public actor Keeper {
        var waiting: [CheckedContinuation<Int, any Error>] = []
        public init() {}
        public func wait() async throws -> Int {
          try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiting.append($0) }
          } onCancel: { Task { await self.stop() } }
        }
        func stop() { for one in waiting { one.resume(throwing: Trouble.a) } }
      }
      public final class Ticker: Sendable {
        public func run(_ n: Int) async throws -> [Double] {
          async let one = Task.sleep(for: .seconds(1))
          let (stream, continuation) = AsyncStream<Int>.makeStream()
          continuation.yield(n)
          for await x in stream { print(x, #function) }
          try await one
          return try await withThrowingTaskGroup(of: Double.self) { group in
            for k in 0..<n { group.addTask { (Double(k) / 3).rounded(.up).squareRoot() } }
            return try await group.reduce(into: []) { $0.append($1) }
          }
        }
      }
      public func tell(_ x: some Named, _ y: any Named) -> String {
        let key = \Box<Int>.content
        return "\(x.name) \(y.name) \(Box(content: 1)[keyPath: key]) \(Int128.max / 3)"
          + [3, 1].shuffled().description + "\(Int.random(in: 1...6)) \(x is any Error)"
          + ((y as? any CaseIterable).map { "\($0)" } ?? "") + [3, 1].sorted().description + String(describing: depth) + "a".uppercased()
      }
      """#
    let complaints = try await audit(source).complaints.map(\.english)
    #expect(complaints == [])
  }

  @Test(arguments: [
    ("@_silgen_name(\"exit\") func e(_: Int32) -> Never\npublic func f() { e(0) }", "exit"),
    ("@c(swift_retain_n) public func f() {}", "swift_retain_n"),
    ("@_cdecl(\"malloc_hook\") public func f() {}", "malloc_hook"),
    ("@section(\".init_array\") @used let f: @convention(c) () -> Void = { }", ".init_array"),
    ("import Glibc\npublic func f() { atexit { } }", "atexit"),
    ("public func f() { print(CommandLine.arguments) }", "CommandLine"),
  ])
  func `what reaches beyond the lesson is seen in the object`(
    source: String, name: String
  ) async throws {
    let complaints = try await audit(source).complaints.map(\.english)
    #expect(complaints.contains { $0.contains(name) }, "\(complaints)")
  }
}
