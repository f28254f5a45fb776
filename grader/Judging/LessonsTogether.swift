/// Judges a lesson together with the learner's sources of those that it is built on, so that one of
/// them that is not fit for use costs this lesson nothing.
extension Examiner {
  func judge(
    _ submission: Submission, with suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> Judgement {
    let start = Subprocess.now()
    var assembly = try GradingError.filing { () throws(FileError) in
      try Assembly(submission, in: course.folder)
    }
    var attempt = try await attempt(assembly, suite)
    while let better = try await improve(assembly, attempt, suite) {
      (assembly, attempt) = better
    }
    var judgement = try await judgement(
      attempt, of: submission.lesson, from: assembly.files.map(course.folder.path), with: suite)
    judgement.showOnlyWhatIsOwn(of: assembly)
    judgement.standIns = assembly.standIns
    judgement.seconds = Subprocess.now() - start
    return judgement
  }

  private func attempt(
    _ assembly: Assembly, _ suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> Attempt {
    try await attempt(
      assembly.files.map(course.folder.path), of: assembly.lesson, with: suite,
      scratch: assembly.lesson.name)
  }

  /// The same with references for the parts that stand in the way; nil if none of them does. Each
  /// call replaces a part at least, so there are as many calls as parts at most.
  private func improve(
    _ assembly: Assembly, _ attempt: Attempt, _ suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> (Assembly, Attempt)? {
    switch attempt {
    case .ran, .tainted: return nil
    case .refused(let failure):
      var next = assembly
      for index in assembly.learners
      where try await isBroken(index, of: assembly, failure, suite) {
        next = try next.replacing(index, because: .doesNotCompile)
      }
      guard next.learners != assembly.learners else { return nil }
      return (next, try await self.attempt(next, suite))
    case .lacks(let symbol):
      let name = try await declaration(symbol)
      // It does not tell whose it is; that lesson lacks it whose reference brings it back.
      for index in assembly.learners {
        let next = try assembly.replacing(index, because: .lacks(name))
        let other = try await self.attempt(next, suite)
        switch other {
        case .refused, .lacks(symbol): continue
        case .ran, .lacks, .tainted: return (next, other)
        }
      }
      return nil
    }
  }

  /// Whether a part has errors of its own. Those that it has only together with the others, as when
  /// two lessons give two types one name, are the learner's to read. If the compiler named no place,
  /// each part is a suspect.
  private func isBroken(
    _ index: Int, of assembly: Assembly, _ failure: Compiler.Failure,
    _ suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> Bool {
    let part = assembly.parts[index]
    func isMeant(_ failure: Compiler.Failure) -> Bool {
      failure.diagnostics.isEmpty || failure.diagnostics.contains(where: part.holds)
    }
    guard isMeant(failure) else { return false }
    let (scratch, files) = try GradingError.filing { () throws(FileError) in
      (try workshop.makeScratch("alone-\(part.lesson.name)"), try assembly.alone(index))
    }
    defer { Files.remove(scratch) }
    let road = FastRoad(workshop: workshop, confinement: confinement)
    do { _ = try await road.compile(files.map(course.folder.path), for: suite, in: scratch) } catch
    {
      guard case .compile(let failure) = error else { throw error }
      return isMeant(failure)
    }
    return false
  }
}

extension Judgement {
  /// Leaves out what the compiler says of other lessons, if it has something to say of this one.
  fileprivate mutating func showOnlyWhatIsOwn(of assembly: Assembly) {
    guard let failure = compileFailure, !assembly.parts.isEmpty else { return }
    let own = failure.diagnostics.filter { assembly.own.contains($0.file) }
    if !own.isEmpty {
      compileFailure = Compiler.Failure(diagnostics: own, words: failure.words)
    }
    if failure.diagnostics.contains(where: \.isAboutTwoOfOneName) {
      let names = assembly.parts.map(\.lesson.name).joined(separator: ", ")
      troubles.append(
        Words(
          "\(lesson.name) is compiled together with \(names). What two of them declare must be "
            + "private in one of them, or have another name there.",
          ja: "\(lesson.name) は \(names) と一緒にコンパイルされます。名前の重なる宣言は、"
            + "どちらかで private にするか、別の名前にしてください。"))
    }
  }
}

extension Diagnostic {
  fileprivate var isAboutTwoOfOneName: Bool {
    message.hasPrefix("invalid redeclaration of")
      || message.contains("is ambiguous for type lookup")
  }
}

extension Assembly {
  fileprivate func replacing(
    _ index: Int, because reason: StandIn.Reason
  ) throws(GradingError) -> Assembly {
    var next = self
    try GradingError.filing { () throws(FileError) in try next.replace(index, because: reason) }
    return next
  }
}
