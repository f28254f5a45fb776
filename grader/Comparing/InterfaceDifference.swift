/// How the public declarations of a learner's source differ from those that the tests use.
struct InterfaceDifference: Equatable {
  /// What one type, or the module itself, has otherwise.
  struct Group: Equatable {
    /// Such as `SafeMessageQueue`; empty for what stands in no type.
    let place: String
    let yours: [String]
    let needed: [String]
  }

  let groups: [Group]

  /// What the learner declares beyond the reference does no harm, unless it stands where the reference
  /// has something else of the same name.
  init(_ mine: PublicInterface, comparedWith reference: PublicInterface) {
    let missing = reference.declarations.subtracting(mine.declarations)
    let lost = Set(missing.map(\.path))
    // The members of a type that is missing are not told one by one.
    let needed = missing.filter { !lost.contains($0.parent) }
    let names = Set(needed.map(\.name))
    let yours = mine.declarations.subtracting(reference.declarations)
      .filter { names.contains($0.name) }
    groups = Set(needed.map(\.parent)).sorted().map { place in
      func texts(_ declarations: Set<PublicInterface.Declaration>) -> [String] {
        declarations.filter { $0.parent == place }.map(\.text).sorted()
      }
      return Group(place: place, yours: texts(yours), needed: texts(needed))
    }
  }

  private static let mostLines = 16

  /// As a small diff, the tests' declarations marked with a plus.
  var lines: [String] {
    var lines: [String] = []
    for group in groups {
      if !group.place.isEmpty { lines.append(group.place) }
      let margin = group.place.isEmpty ? "" : "  "
      lines += group.yours.map { margin + "- " + $0 }
      lines += group.needed.map { margin + "+ " + $0 }
    }
    guard lines.count > Self.mostLines else { return lines }
    return lines.prefix(Self.mostLines) + ["…"]
  }
}

extension Examiner {
  /// What a learner's files lack; nil if that cannot be seen from their public declarations.
  func difference(
    _ files: [String], of lesson: Lesson, with suite: Workshop.PreparedSuite
  ) async -> InterfaceDifference? {
    do {
      let scratch = try workshop.makeScratch("interface-\(lesson.name)")
      defer { Files.remove(scratch) }
      let references = try course.folder.references(lesson).map(course.folder.path)
      let mine = try await PublicInterface.of(
        files, on: suite, with: workshop.compiler, in: scratch.adding("mine"))
      let reference = try await PublicInterface.of(
        references, on: suite, with: workshop.compiler, in: scratch.adding("reference"))
      let difference = InterfaceDifference(mine, comparedWith: reference)
      return difference.groups.isEmpty ? nil : difference
    } catch {
      return nil
    }
  }
}
