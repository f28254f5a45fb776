import Testing

@testable import grader

/// The rules must not be in the way of honest work: everything that the course knows of is let in.
@Suite(.enabled(if: Tools.compiler && Tools.git)) struct CourseRulesTests {
  @Test func `references, starters, alternatives and traps are let in`() async throws {
    let course = try CourseDecoder.load(CourseFolder.nearest(to: Fixtures.folder.parentFolder))
    let scratch = try Scratch()
    let toolchain = try await Toolchain.find()
    let output = scratch.path.adding("parse.json")
    let compiler = Compiler(toolchain: toolchain, folder: course.folder)
    let maker = VariantMaker(folder: course.folder, workshop: Workshop(compiler: compiler))
    defer { maker.workshop.clearScratch() }
    for lesson in course.lessons {
      for variant in try await variants(lesson, maker) {
        let sources = try variant.files.map {
          SourceText(name: $0.path, bytes: try Files.read($0.path))
        }
        let command = SourceRules.parse(variant.files.map(\.path), into: output, with: toolchain)
        _ = try await Subprocess.run(command, patience: Patience(total: 60))
        let found = SourceRules().violations(in: sources, parse: try Files.read(output))
        #expect(found.isEmpty, "\(variant.label): \(found.map(\.words.english))")
      }
    }
  }

  private func variants(_ lesson: Lesson, _ maker: VariantMaker) async throws -> [Variant] {
    var variants = [try maker.reference(lesson), try maker.starter(lesson)]
    variants += try maker.alternatives(lesson)
    for trap in try Trap.all(of: lesson, in: maker.folder) {
      variants.append(try await maker.trapped(trap, lesson))
    }
    return variants
  }
}
