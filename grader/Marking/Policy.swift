/// By which rules submissions are let in, and what they may use.
struct Policy: Sendable {
  /// Names all of it: a mark that was given by other rules is out of date.
  let digest: String

  init(_ course: Course) {
    var digest = Digest()
    digest.add(part: "rules", Array(SourceRules.edition.utf8))
    for lesson in course.lessons {
      digest.add(part: lesson.name, Array(ResourceLimits.running(lesson).text.utf8))
      digest.add(part: "modules", Array(lesson.imports.joined(separator: " ").utf8))
    }
    digest.add(part: "compiling", Array(ResourceLimits.compiling.text.utf8))
    digest.add(part: "largest", Array("\(Source.largest)".utf8))
    self.digest = String(digest.finish().prefix(16))
  }
}
