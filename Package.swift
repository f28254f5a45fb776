// swift-tools-version: 6.2
import PackageDescription

// Every hop to an executor stays where the source has it: each is a place where a schedule may turn,
// and one seed must draw one schedule, optimised or not. Not for Vocabulary: what is compiled first
// brings the standard library's interfaces into the module cache, and its flags with them.
let keepsHops = ["-Xllvm", "-sil-disable-pass=optimize-hop-to-executor"]

let package = Package(
  name: "Day56",
  platforms: [.macOS(.v15)],
  traits: [
    .trait(name: "Solutions", description: "Run the suites against the reference solutions.")
  ],
  targets: [
    // What a learner reads and writes. The vocabulary is optimised even in a debug build, and so are the
    // instruments: they run thousands of schedules at every save.
    .target(
      name: "Vocabulary", path: "Lessons/Vocabulary", swiftSettings: [.unsafeFlags(["-O"])]),
    .target(name: "Exercises", dependencies: ["Vocabulary"], path: "Exercises"),
    .target(name: "Solutions", dependencies: ["Vocabulary"], path: "Solutions"),

    // What tells the truth about it.
    .target(
      name: "Instruments", dependencies: ["Vocabulary"], path: "Tests/Day56Tests/Support",
      swiftSettings: [.unsafeFlags(["-O"] + keepsHops)]),
    .executableTarget(name: "grader", path: "grader"),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Instruments", "Solutions", "Vocabulary"],
      path: "Tests/Benchmarks"),

    // Under the trait Solutions, `import Exercises` in a suite means the reference.
    .testTarget(
      name: "Day56Tests",
      dependencies: ["Exercises", "Solutions", "Instruments", "Vocabulary"],
      path: "Tests/Day56Tests", exclude: ["Support"],
      swiftSettings: [
        .unsafeFlags(keepsHops),
        .unsafeFlags(["-module-alias", "Exercises=Solutions"], .when(traits: ["Solutions"])),
      ]),
    .testTarget(name: "InstrumentTests", dependencies: ["Instruments", "Solutions", "Vocabulary"]),
    .testTarget(name: "GraderTests", dependencies: ["grader"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
