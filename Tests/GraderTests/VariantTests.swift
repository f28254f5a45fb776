import Testing

@testable import grader

/// What `verify` makes of a lesson that is a folder, and built on others.
@Suite(
  .enabled(if: Tools.compiler && Tools.git, "there is no Swift compiler or no git on the path"),
  .serialized, .course(Fixtures.courseWithParty))
struct VariantTests {
  private let course: ScratchCourse
  private let lesson: Lesson
  private let maker: VariantMaker

  init() throws {
    course = try #require(ScratchCourse.current)
    lesson = course.examiner.course.lessons[2]
    maker = VariantMaker(folder: course.scratch.folder, workshop: course.examiner.workshop)
  }

  private func variants() async throws -> [Variant] {
    var variants = [try maker.reference(lesson), try maker.starter(lesson)]
    variants += try maker.alternatives(lesson)
    for trap in try Trap.all(of: lesson, in: course.scratch.folder) {
      variants.append(try await maker.trapped(trap, lesson))
    }
    return variants
  }

  @Test func `each variant has the files of its form, and the others' references`() async throws {
    let variants = try await variants()
    let both = ["03-Party/Door.swift", "03-Party/Party.swift"]
    #expect(
      variants.map { $0.files.map(\.name) } == [
        both, both, ["03-Party.swift"], ["03-Party/List.swift", "03-Party/Party.swift"], both,
        ["03-Party/Door.swift", "03-Party/Doorman.swift", "03-Party/Party.swift"],
      ])
    let places = variants.map {
      Set($0.parts.map { course.scratch.folder.name(of: $0.path).prefix { $0 != "/" } })
    }
    #expect(
      places == [
        ["Solutions"], ["Exercises"], ["Solutions"], ["Solutions"], ["Solutions"], ["Solutions"],
      ])
    #expect(
      variants.allSatisfy { $0.parts.map(\.name) == ["01-Counter.swift", "02-Greeter.swift"] })
    #expect(Set(variants.map(\.name)).count == variants.count)
    #expect(variants.prefix(2).map(\.label) == ["Solutions/03-Party/", "Exercises/03-Party/"])
  }

  @Test func `each variant is judged as it must be`() async throws {
    let suite = try await course.examiner.workshop.prepare(lesson) { _ in }
    for variant in try await variants() {
      let judgement = try await course.examiner.judge(
        variant.sources, of: lesson, with: suite, scratch: variant.name)
      #expect(Trial(variant: variant, fast: judgement).complaints == [])
    }
  }

  @Test func `the starter declares what the reference does`() async throws {
    let suite = try await course.examiner.workshop.prepare(lesson) { _ in }
    let compiler = course.examiner.workshop.compiler
    var interfaces: [PublicInterface] = []
    for variant in [try maker.reference(lesson), try maker.starter(lesson)] {
      interfaces.append(
        try await PublicInterface.of(
          variant.sources, on: suite, with: compiler,
          in: course.scratch.path.adding("interface-\(variant.name)")))
    }
    #expect(interfaces[1].complaints(comparedWith: interfaces[0], at: "here") == [])
    #expect(interfaces[0].declarations.contains { $0.path.hasPrefix("Party.guests") })
  }

  @Test func `on the plain road one variant takes its place, and nothing stays behind`()
    async throws
  {
    let scratch = course.scratch
    let (roads, _) = try await PlainRoad.open(lanes: 1, course.examiner.workshop) {}
    let road = roads[0]
    let exercises = scratch.path.adding(".build/grader/plain/0/package/Exercises")
    func content(_ name: String) throws -> String {
      String(decoding: try Files.read(exercises.adding(name)), as: UTF8.self)
    }
    let others = ["01-Counter.swift", "02-Greeter.swift"]
    for variant in try await variants() {
      try road.arrange([variant.work])
      #expect(try Files.tree(exercises).sorted() == (others + variant.files.map(\.name)).sorted())
      for file in variant.files + variant.parts {
        #expect(try content(file.name) == String(decoding: Files.read(file.path), as: UTF8.self))
      }
    }
    // The lesson before is as the course has it, whatever stood there last.
    try road.arrange([try maker.reference(course.examiner.course.lessons[0]).work])
    #expect(try content("02-Greeter.swift") == scratch.read("Exercises/02-Greeter.swift"))
    #expect(try content("01-Counter.swift") == scratch.read("Solutions/01-Counter.swift"))
    #expect(try Files.tree(exercises.adding("03-Party")) == ["Door.swift", "Party.swift"])
  }
}
