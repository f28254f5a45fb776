#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A class's work as it lies in one folder: an entry for each learner, and perhaps who they are and when they
/// handed in.
struct Submissions: Sendable {
  /// What one learner handed in.
  struct Entry: Equatable, Sendable {
    /// The learner's id: the name without the ending of an archive, as it may be shown.
    let id: String
    let form: Form
  }

  enum Form: Equatable, Sendable {
    case folder(name: [UInt8])
    case archive(name: String)
    /// Nothing that could be taken.
    case refused(AdmissionError)
  }

  /// The absolute path.
  let folder: String
  /// By id.
  private(set) var entries: [Entry] = []
  /// What lies there and is nobody's: names, at most a few, and how many.
  private(set) var strays: [String] = []
  private(set) var strayCount = 0

  /// A class is no larger.
  static let most = 20_000
  private static let mostStrays = 20
  private static let archives = [".zip", ".tar", ".tar.gz", ".tgz"]
  private static let unknownArchives = [
    ".rar", ".7z", ".tar.xz", ".txz", ".tar.bz2", ".tbz", ".tar.zst", ".gz", ".xz",
  ]

  /// Looks at a folder's entries, and into none.
  init(in path: String) throws(Refusal) {
    guard let absolute = Files.resolved(path) else { throw Self.unusable(path, code: ENOENT) }
    folder = absolute
    do {
      let held = try HeldFolder(path: absolute)
      let listing = try held.names(atMost: Self.most)
      guard listing.isComplete else { throw Self.tooMany(absolute) }
      var byID: [String: [Entry]] = [:]
      for name in listing.names where name.first != UInt8(ascii: ".") {
        if let entry = Self.entry(name, held.kind(of: name)) {
          byID[entry.id, default: []].append(entry)
        } else if !Self.lists.contains(String(printing: name).lowercased()) {
          strayCount += 1
          if strays.count < Self.mostStrays { strays.append(String(printing: name)) }
        }
      }
      entries = byID.sorted { $0.key < $1.key }.map { id, entries in Self.single(id, entries) }
    } catch let failure as HeldFolder.Failure {
      guard case .system(let code) = failure else { throw Self.unusable(path, code: ENOTDIR) }
      throw Self.unusable(path, code: code)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Self.unusable(path, code: EIO)
    }
  }

  private static let lists = [Roster.fileName, HandInTimes.fileName]

  /// Takes the lessons' sources out of what one learner handed in.
  ///
  /// - Parameter archiver: nil if archives cannot be looked into.
  func collect(_ entry: Entry, _ lessons: [Lesson], with archiver: Archiver?) async -> Collected {
    switch entry.form {
    case .refused(let error): return Collected(entry.id, lessons, refused: error)
    case .folder(let name):
      return await Collected(entry.id, lessons, from: FolderTree(submissions: folder, name: name))
    case .archive(let name):
      guard let archiver else {
        return Collected(
          entry.id, lessons, refused: AdmissionError(name, .handIn(.noArchiver)))
      }
      do throws(HeldFolder.Failure) {
        let tree = try await archiver.tree(of: folder.adding(name))
        return await Collected(entry.id, lessons, from: tree)
      } catch {
        return Collected(
          entry.id, lessons, refused: AdmissionError(name, AdmissionError.Reason(error)))
      }
    }
  }

  /// Nil if it is nobody's.
  private static func entry(_ name: [UInt8], _ kind: FileKind) -> Entry? {
    let shown = String(printing: name)
    let lowercased = shown.lowercased()
    guard !lists.contains(lowercased) else { return nil }
    func isNamed(_ endings: [String]) -> String? {
      endings.filter { lowercased.hasSuffix($0) && lowercased.count > $0.count }
        .max { $0.count < $1.count }
        .map { String(shown.dropLast($0.count)) }
    }
    func refused(_ id: String, _ reason: AdmissionError.Reason) -> Entry {
      Entry(id: id, form: .refused(AdmissionError(shown, reason)))
    }
    switch kind {
    case .folder: return Entry(id: shown, form: .folder(name: name))
    case .link: return refused(isNamed(archives) ?? shown, .handIn(.notAFolder(.link)))
    case .missing: return nil
    case .file, .other:
      if let id = isNamed(archives) {
        guard case .file = kind else { return refused(id, .handIn(.notAFolder(kind))) }
        // bsdtar is given its name as a text.
        guard String(validating: name, as: UTF8.self) == shown else {
          return refused(id, .handIn(.oddName))
        }
        return Entry(id: id, form: .archive(name: shown))
      }
      return isNamed(unknownArchives).map { refused($0, .handIn(.unknownArchive)) }
    }
  }

  private static func single(_ id: String, _ entries: [Entry]) -> Entry {
    guard entries.count > 1 else { return entries[0] }
    let names = entries.map { entry in
      switch entry.form {
      case .folder(let name): String(printing: name) + "/"
      case .archive(let name): name
      case .refused(let error): error.file
      }
    }
    let error = AdmissionError(id, .handIn(.severalHandIns(names.sorted())))
    return Entry(id: id, form: .refused(error))
  }

  private static func unusable(_ path: String, code: Int32) -> Refusal {
    Refusal(
      FileError(.list, path, code: code).words,
      next: Words(
        "Name the folder that holds a folder or an archive of each learner.",
        ja: "学習者ごとのフォルダーかアーカイブが入っているフォルダーを指定してください。"),
      code: .inputOutput)
  }

  private static func tooMany(_ path: String) -> Refusal {
    Refusal(
      Words(
        "\(path) holds more than \(most) entries.", ja: "\(path) には \(most) を超える項目があります。"),
      next: Words(
        "Name the folder that holds a folder or an archive of each learner.",
        ja: "学習者ごとのフォルダーかアーカイブが入っているフォルダーを指定してください。"),
      code: .inputOutput)
  }
}
