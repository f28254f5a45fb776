extension Subcommand {
  static let doctor = Subcommand(
    name: "doctor",
    summary: Words(
      "looks whether this machine has what is needed", ja: "このマシンに必要なものがあるか調べます"),
    about: Words(
      """
      Looks for the toolchain and the tools, says what each is for, and what to do about a missing one.
      Exit code 69 if one that grading needs is missing.
      """,
      ja: """
        ツールチェーンと道具を探し、それぞれの用途と、ないときにすることを示します。採点に必要なものが
        欠けていれば、終了コードは 69 です。
        """)
  ) { session in
    await Doctor(folder: try session.folder(), console: session.console).examine()
  }
}

/// Looks whether this machine has what the grader needs.
private struct Doctor {
  let folder: CourseFolder
  let console: Console

  private struct Finding {
    let name: String
    let isPresent: Bool
    let isNeeded: Bool
    let purpose: Words
    let detail: Words
  }

  func examine() async -> ExitCode {
    var findings: [Finding] = []
    do {
      let toolchain = try await Toolchain.find()
      findings.append(
        found(
          "swiftc", Words(same: toolchain.version),
          Words("compiles lessons and suites", ja: "レッスンとテストをコンパイルする"))
      )
      findings.append(
        found(
          "target", Words(same: toolchain.target),
          Words("what it compiles for", ja: "何のためにコンパイルするか")))
      for (tool, purpose, isNeeded) in [
        ("swift-demangle", Words("names a declaration that is missing", ja: "欠けた宣言の名を告げる"), true),
        (
          "swift-symbolgraph-extract",
          Words("compares public declarations (verify)", ja: "公開宣言を比べる（verify）"), false
        ),
        ("swift-build", Words("the plain road (verify)", ja: "`swift test` の道（verify）"), false),
      ] {
        let path = toolchain.program(tool)
        findings.append(
          Finding(
            name: tool, isPresent: Files.resolved(path) != nil, isNeeded: isNeeded,
            purpose: purpose,
            detail: Files.resolved(path) == nil ? Toolchain.install : Words(same: path)))
      }
    } catch {
      findings.append(
        Finding(
          name: "swiftc", isPresent: false, isNeeded: true,
          purpose: Words("compiles lessons and suites", ja: "レッスンとテストをコンパイルする"),
          detail: Words(error)))
    }
    let git = Toolchain.program("git")
    findings.append(
      Finding(
        name: "git", isPresent: git != nil, isNeeded: false,
        purpose: Words(
          "compares with the reference; applies traps (verify)", ja: "模範解答と比べる。罠をあてる（verify）"),
        detail: git.map { Words(same: $0) } ?? Toolchain.installGit))
    let archiver = Archiver.program
    findings.append(
      Finding(
        name: "bsdtar", isPresent: archiver != nil, isNeeded: false,
        purpose: Words(
          "looks into the archives that a class hands in", ja: "提出されたアーカイブの中を見る"),
        detail: archiver.map { Words(same: $0) } ?? Archiver.missing))
    findings.append(await sandbox())
    findings.append(course())
    findings.append(workshop())
    for finding in findings { console.show(raw: line(finding)) }
    return findings.contains { $0.isNeeded && !$0.isPresent } ? .toolMissing : .passes
  }

  private func sandbox() async -> Finding {
    let purpose = Words("keeps a class's work from harm", ja: "クラスの提出物を閉じ込めて動かす")
    do {
      let detail = try await Sandbox.find().words
      return Finding(
        name: "sandbox", isPresent: true, isNeeded: false, purpose: purpose, detail: detail)
    } catch {
      return Finding(
        name: "sandbox", isPresent: false, isNeeded: false, purpose: purpose, detail: error.words)
    }
  }

  private func found(_ name: String, _ detail: Words, _ purpose: Words) -> Finding {
    Finding(name: name, isPresent: true, isNeeded: true, purpose: purpose, detail: detail)
  }

  private func course() -> Finding {
    let purpose = Words("lessons, points, limits", ja: "レッスン、配点、制限")
    do {
      let course = try CourseDecoder.load(folder)
      let detail = Words(
        "\("lesson".counted(course.lessons.count)), \("point".counted(course.points))",
        ja: "レッスン \(course.lessons.count) 本、\(course.points) 点")
      return found("course.json", detail, purpose)
    } catch {
      return Finding(
        name: "course.json", isPresent: false, isNeeded: true, purpose: purpose,
        detail: error.words)
    }
  }

  private func workshop() -> Finding {
    let name = CourseFolder.workshop
    let purpose = Words(
      "keeps prepared suites; may be deleted at any time",
      ja: "準備済みのテストを置く。いつ消してもよい")
    do {
      try Files.makeFolder(folder.path(name))
      let probe = folder.path(name).adding("probe")
      try Files.write([], to: probe)
      Files.remove(probe)
      return found(name, Words("can be written", ja: "書き込めます"), purpose)
    } catch {
      return Finding(
        name: name, isPresent: false, isNeeded: true, purpose: purpose, detail: error.words)
    }
  }

  private func line(_ finding: Finding) -> String {
    let screen = console.screen
    let mark =
      finding.isPresent
      ? screen.paint("✓", .green)
      : finding.isNeeded ? screen.paint("✗", .red) : screen.paint("–", .yellow)
    return
      "\(mark) \(finding.name.padded(28))\(screen.paint(finding.purpose[console.language], .dim))\n"
      + finding.detail[console.language].indented(4)
  }
}
