#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks at sources before anything of them is compiled.
struct ClassAdmission {
  let course: Course
  let confinement: Confinement
  /// Any suite: what is compiled for one is compiled for all alike.
  let suite: Workshop.PreparedSuite?
  let workshop: Workshop

  /// Why lessons are not let in, by their names.
  func refusals(_ collected: Collected) async throws(GradingError) -> [String: AdmissionError] {
    var refusals = collected.problems
    var open: [(lesson: Lesson, sources: [SourceText])] = []
    for lesson in course.lessons where refusals[lesson.name] == nil {
      let sources = collected.files(of: lesson).map { SourceText(name: $0.name, bytes: $0.bytes) }
      if let found = SourceRules(allowing: lesson.imports).violations(in: sources).first {
        refusals[lesson.name] = AdmissionError(found.file, .recorded(found.words))
      } else if !sources.isEmpty {
        open.append((lesson, sources))
      }
    }
    guard !open.isEmpty else { return refusals }
    // One parse of all; only if that shows anything, each lesson's own.
    if try await violation(open.flatMap(\.sources), SourceRules()) == nil { return refusals }
    for (lesson, sources) in open {
      if let found = try await violation(sources, SourceRules(allowing: lesson.imports)) {
        refusals[lesson.name] = AdmissionError(found.file, .recorded(found.words))
      }
    }
    return refusals
  }

  /// What the compiler's own parse shows. It does not show what stands under `#if`: that is parsed again, as
  /// if it stood there without.
  private func violation(
    _ sources: [SourceText], _ rules: SourceRules
  ) async throws(GradingError) -> Violation? {
    if let found = try await violation(sources, rules, isUnconditional: false) { return found }
    let isConditional = sources.contains { $0.unconditional != nil }
    return isConditional ? try await violation(sources, rules, isUnconditional: true) : nil
  }

  /// The same of one parse, made in the sandbox under the conditions of the compilation.
  private func violation(
    _ sources: [SourceText], _ rules: SourceRules, isUnconditional: Bool
  ) async throws(GradingError) -> Violation? {
    let scratch = try GradingError.filing { () throws(FileError) in
      try workshop.makeScratch("parse")
    }
    defer { Files.remove(scratch) }
    let output = scratch.adding("parse.json")
    try GradingError.filing { () throws(FileError) in try Files.write([], to: output) }
    chmod(output, 0o666)
    let paths = sources.map { course.folder.path($0.name) }
    let command = SourceRules.parse(
      paths, into: output, with: confinement.toolchain,
      conditions: suite?.recipe?.conditions ?? [])
    var room = confinement.compilingRoom(paths, of: course.folder)
    room.limits.fileSize = SourceRules.largestParse
    room.views.append(Room.View(host: output, inside: "/product/parse.json", isWritable: true))
    if let suite { confinement.showVocabulary(of: suite, in: &room) }
    if isUnconditional { try replace(sources, in: &room, by: scratch) }
    let (remains, _) = try await confinement.perform(command, in: room, NoReader())
    let parse = try GradingError.filing { () throws(FileError) in try Files.read(output) }
    guard remains.succeeded else {
      // What the parser does not understand, the compiler will tell. But if it did not come to its end,
      // nobody has seen all of it.
      let isTold = remains.ending == .exited(1) && parse.count < SourceRules.largestParse
      if isTold, !isUnconditional { return nil }
      return Violation(file: sources[0].name, line: nil, rule: isTold ? .ambiguous : .unread)
    }
    let seen = sources.map { source in
      var seen = source
      seen.name = confinement.sandbox.seen(course.folder.path(source.name), in: room)
      return seen
    }
    guard let found = rules.violations(in: seen, parse: parse).first else { return nil }
    let name = zip(seen, sources).first { $0.0.name == found.file }?.1.name
    return Violation(
      file: name ?? found.file, line: found.line, rule: found.rule, allowed: found.allowed)
  }

  /// Shows the parser the files without their conditions.
  private func replace(
    _ sources: [SourceText], in room: inout Room, by scratch: String
  ) throws(GradingError) {
    for (index, source) in sources.enumerated() {
      guard let bytes = source.unconditional else { continue }
      let (path, copy) = (course.folder.path(source.name), scratch.adding("\(index).swift"))
      try GradingError.filing { () throws(FileError) in try Files.write(bytes, to: copy) }
      room.views = room.views.map { view in
        guard view.host == path else { return view }
        room.aliases.append((path, view.inside))
        return Room.View(host: copy, inside: view.inside)
      }
    }
  }
}
