/// What a learner hands in for a lesson: its source, and those of the lessons that it is built on.
struct Submission: Sendable {
  let lesson: Lesson
  let source: Source
  let parts: [Part]

  /// An earlier lesson's source, or why it was not let in: that is no reason to refuse this one.
  struct Part: Sendable {
    let lesson: Lesson
    let source: Result<Source, AdmissionError>
  }

  /// - Parameter refusals: what is known against sources, by the names of their lessons; nil if nobody has
  ///   looked at them yet.
  static func read(
    _ lesson: Lesson, in folder: CourseFolder, refusing refusals: [String: AdmissionError]? = nil
  ) throws(AdmissionError) -> Submission {
    func source(_ lesson: Lesson) throws(AdmissionError) -> Source {
      if let refusal = refusals?[lesson.name] { throw refusal }
      return try Source.read(lesson, in: folder, isAdmitted: refusals != nil)
    }
    let parts = lesson.builtOn.map { part in
      Part(lesson: part, source: Result { () throws(AdmissionError) in try source(part) })
    }
    return Submission(lesson: lesson, source: try source(lesson), parts: parts)
  }

  /// Names all that was handed in.
  var digest: String {
    guard !parts.isEmpty else { return source.digest }
    var digest = Digest()
    digest.add(part: lesson.name, Array(source.digest.utf8))
    for part in parts {
      switch part.source {
      case .success(let source): digest.add(part: part.lesson.name, Array(source.digest.utf8))
      case .failure(let error): digest.add(part: part.lesson.name, Array("\(error)".utf8))
      }
    }
    return digest.finish()
  }
}
