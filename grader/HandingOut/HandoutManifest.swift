/// A learner's `Package.swift`: the course's own, without what is not handed out.
enum HandoutManifest {
  static let package = "Day56"

  static let text = """
    // swift-tools-version: 6.2
    import PackageDescription

    // Every hop to an executor stays where the source has it: each is a place where a schedule may turn,
    // and one seed must draw one schedule, optimised or not. Not for Vocabulary: what is compiled first
    // brings the standard library's interfaces into the module cache, and its flags with them.
    let keepsHops = ["-Xllvm", "-sil-disable-pass=optimize-hop-to-executor"]

    let package = Package(
      name: "\(package)",
      platforms: [.macOS(.v15)],
      targets: [
        // What you read and write. The vocabulary is optimised even in a debug build, and so are the
        // instruments: they run thousands of schedules at every save.
        .target(
          name: "Vocabulary", path: "Lessons/Vocabulary", swiftSettings: [.unsafeFlags(["-O"])]),
        .target(name: "Exercises", dependencies: ["Vocabulary"], path: "Exercises"),

        // What tells the truth about it.
        .target(
          name: "Instruments", dependencies: ["Vocabulary"], path: "Tests/Day56Tests/Support",
          swiftSettings: [.unsafeFlags(["-O"] + keepsHops)]),
        \(grader)
        .testTarget(
          name: "Day56Tests", dependencies: ["Exercises", "Instruments", "Vocabulary"],
          path: "Tests/Day56Tests", exclude: ["Support"],
          swiftSettings: [.unsafeFlags(keepsHops)]),
      ],
      swiftLanguageModes: [.v6]
    )

    """

  /// The same with nothing but the suites and what they are built on.
  static let ofSuites = text.replacing("    " + grader + "\n", with: "")

  private static let grader = #".executableTarget(name: "grader", path: "grader"),"#
}
