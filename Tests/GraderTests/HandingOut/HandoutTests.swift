import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is handed out of this very course.
@Suite struct HandoutTests {
  static let root = CourseFolder(
    root: #filePath.parentFolder.parentFolder.parentFolder.parentFolder)
  private let course: Course
  private let files: [String: String]

  init() throws {
    course = try CourseDecoder.load(Self.root)
    files = Dictionary(
      uniqueKeysWithValues: try Handout(course: course).files().map {
        ($0.name, String(decoding: $0.bytes, as: UTF8.self))
      })
  }

  /// Every five lines in a row that say something: a declaration alone, which is public, has fewer.
  private func windows(_ text: String) -> Set<[Substring]> {
    let lines = text.split(separator: "\n").map { line in
      line.drop { $0 == " " || $0 == "+" }
    }.filter { $0.utf8.count > 3 }
    guard lines.count > 4 else { return [] }
    return Set((4..<lines.count).map { Array(lines[($0 - 4)...$0]) })
  }

  @Test func `no five lines of a reference or of another right solution are in it`() throws {
    var secret: Set<[Substring]> = []
    var open: Set<[Substring]> = []
    for lesson in course.lessons {
      for place in try Self.root.sources(lesson.solution)
        + Self.root.swiftFiles(in: lesson.alternatives)
      {
        secret.formUnion(
          windows(String(decoding: try Files.read(Self.root.path(place)), as: UTF8.self)))
      }
      for place in try Self.root.sources(lesson.starter) {
        open.formUnion(
          windows(String(decoding: try Files.read(Self.root.path(place)), as: UTF8.self)))
      }
    }
    secret.subtract(open)
    #expect(secret.count > 1000)
    for (name, text) in files {
      let leaked = windows(text).intersection(secret)
      #expect(leaked.isEmpty, "\(name): \(leaked.first?.joined(separator: " ⏎ ") ?? "")")
    }
  }

  @Test func `no patch of a trap is in it, but what the grader says of it is`() throws {
    for lesson in course.lessons {
      for trap in try Trap.all(of: lesson, in: Self.root) {
        let patch = String(decoding: try Files.read(Self.root.path(trap.file)), as: UTF8.self)
        #expect(patch.contains("\n@@ "))
        let heading = try #require(files[lesson.traps.adding(trap.name + ".txt")])
        #expect(try Trap.parse(heading, file: trap.name + ".txt").says == trap.says)
        #expect(!heading.contains("@@"))
      }
      #expect(files[lesson.patterns] != nil)
    }
    #expect(!files.keys.contains { $0.hasSuffix(".diff") })
    #expect(!files.values.contains { $0.contains("\n--- a/Solutions/") })
  }

  @Test func `it holds what learners need, and nothing else`() throws {
    let places = Set(files.keys.map { $0.split(separator: "/").prefix(2).joined(separator: "/") })
    let tests = places.filter { $0.hasPrefix("Tests/") }
    #expect(tests == ["Tests/Day56Tests", "Tests/Scenarios", "Tests/Traps"])
    #expect(
      Set(files.keys.map { String($0.prefix { $0 != "/" }) }) == [
        "Package.swift", "README.md", "LICENSE", ".gitignore", ".swift-format", "Lessons",
        "Exercises", "Tests", "grader",
      ])
    for lesson in course.lessons {
      for name in try Self.root.starter(of: lesson).names() {
        #expect(files["Exercises/" + name] == files["Lessons/Starters/" + name])
      }
    }
  }

  @Test func `every target of its manifest is a target of the course, with the same settings`()
    throws
  {
    let own = try #require(files["Package.swift"])
    let all = String(
      decoding: try Files.read(Self.root.path("Package.swift")), as: UTF8.self)
    for word in ["Solutions", "Benchmarks", "InstrumentTests", "GraderTests", "traits"] {
      #expect(all.contains(word))
      #expect(!own.contains(word), "\(word)")
    }
    func paths(_ text: String) -> Set<Substring> {
      Set(text.matches(of: #/path: "([^"]+)"/#).map(\.output.1))
    }
    #expect(paths(all).subtracting(paths(own)) == ["Solutions", "Tests/Benchmarks"])
    #expect(paths(own).isSubset(of: paths(all)))
    #expect(all.prefix { $0 != "\n" } == own.prefix { $0 != "\n" })
    // With other flags, a seed would draw other schedules there.
    func flags(_ text: String) -> [Substring] {
      text.matches(of: #/(?:let \w+ = |unsafeFlags\()(\[.*\]|\w+)/#).map(\.output.1)
        .filter { !$0.contains("-module-alias") }
    }
    #expect(flags(own).contains("keepsHops"))
    #expect(flags(own) == flags(all))
  }

  @Test func `its README speaks of what is there`() throws {
    let text = try #require(files["README.md"])
    for word in ["Solutions", "--solution", "Alternatives", "verify", "maintainers", "<!--"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("## License"))
    let commands = text.matches(of: #/swift run grader ([a-z]+)/#).map { String($0.output.1) }
    #expect(commands.count > 10)
    for name in commands { #expect(try !Subcommand.called(name).needsReferences, "\(name)") }
  }

  @Test func `every link leads somewhere`() throws {
    for (name, text) in files where name.hasSuffix(".md") {
      for match in text.matches(of: #/\]\(([^()\s#]+)/#) where !match.output.1.contains(":") {
        var parts = name.split(separator: "/").dropLast().map(String.init)
        for part in match.output.1.split(separator: "/") {
          if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        let place = parts.joined(separator: "/")
        let exists = files.keys.contains { $0 == place || $0.hasPrefix(place + "/") }
        #expect(exists, "\(name) links to \(match.output.1)")
      }
    }
  }
}

@Suite struct HandoutTextTests {
  @Test func `what is for others is left out, and what is for learners is let in`() {
    let text = """
      # Title

      Read [the lesson](Lessons/a.md) and [the reference](Solutions/a.swift).

      | [Solutions](Solutions) | later |
      | `swift run grader run 01` | grades |
      | `swift run grader verify` | is it right? |

      <!-- not in a handout -->

      ## For maintainers

      <!-- in a handout again -->
      <!-- only in a handout: Copy it. -->

      End.

      """
    #expect(
      HandoutText(text, at: "README.md").readMe == """
        # Title

        Read [the lesson](Lessons/a.md) and the reference.

        | `swift run grader run 01` | grades |

        Copy it.

        End.

        """)
  }

  @Test func `links are followed from where the text lies`() {
    let text =
      "[a](../../Tests/Traps/01) [b](../01.md#x) [c](https://x.org) [d](#x) [e](../../.ci/run)"
    #expect(
      HandoutText(text, at: "Lessons/ja/01.md").withoutDeadLinks
        == "a [b](../01.md#x) [c](https://x.org) [d](#x) e")
  }
}
