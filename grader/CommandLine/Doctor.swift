/// Looks whether this machine has what the grader needs.
struct Doctor {
  let folder: CourseFolder
  let console: Console

  private struct Finding {
    let name: String
    let isPresent: Bool
    let isNeeded: Bool
    let purpose: String
    let detail: String
  }

  func examine() async -> ExitCode {
    var findings: [Finding] = []
    do {
      let toolchain = try await Toolchain.find()
      findings.append(found("swiftc", toolchain.version, "compiles lessons and suites"))
      findings.append(found("target", toolchain.target, "what it compiles for"))
      for (tool, purpose, isNeeded) in [
        ("swift-demangle", "names a declaration that is missing", true),
        ("swift-symbolgraph-extract", "compares public declarations (verify)", false),
        ("swift-build", "the plain road (verify)", false),
      ] {
        let path = toolchain.program(tool)
        findings.append(
          Finding(
            name: tool, isPresent: Files.resolved(path) != nil, isNeeded: isNeeded,
            purpose: purpose, detail: Files.resolved(path) == nil ? Toolchain.install : path))
      }
    } catch {
      findings.append(
        Finding(
          name: "swiftc", isPresent: false, isNeeded: true, purpose: "compiles lessons and suites",
          detail: "\(error)"))
    }
    let git = Toolchain.program("git")
    findings.append(
      Finding(
        name: "git", isPresent: git != nil, isNeeded: false,
        purpose: "brings starters back; applies traps (verify)",
        detail: git ?? "Install it, for example with: apt-get install git"))
    findings.append(course())
    findings.append(workshop())
    for finding in findings { console.show(line(finding)) }
    return findings.contains { $0.isNeeded && !$0.isPresent } ? .toolMissing : .passes
  }

  private func found(_ name: String, _ detail: String, _ purpose: String) -> Finding {
    Finding(name: name, isPresent: true, isNeeded: true, purpose: purpose, detail: detail)
  }

  private func course() -> Finding {
    let purpose = "lessons, points, limits"
    do {
      let course = try CourseDecoder.load(folder)
      let detail = "\(course.lessons.count) lessons, \(course.points) points"
      return found("course.json", detail, purpose)
    } catch {
      return Finding(
        name: "course.json", isPresent: false, isNeeded: true, purpose: purpose,
        detail: error.description)
    }
  }

  private func workshop() -> Finding {
    let name = CourseFolder.workshop
    let purpose = "keeps prepared suites; may be deleted at any time"
    do {
      try Files.makeFolder(folder.path(name))
      let probe = folder.path(name).adding("probe")
      try Files.write([], to: probe)
      Files.remove(probe)
      return found(name, "can be written", purpose)
    } catch {
      return Finding(
        name: name, isPresent: false, isNeeded: true, purpose: purpose, detail: "\(error)")
    }
  }

  private func line(_ finding: Finding) -> String {
    let screen = console.screen
    let mark =
      finding.isPresent
      ? screen.paint("✓", .green)
      : finding.isNeeded ? screen.paint("✗", .red) : screen.paint("–", .yellow)
    return "\(mark) \(finding.name.padded(28))\(screen.paint(finding.purpose, .dim))\n"
      + finding.detail.indented(4)
  }
}
