/// A learner's source of one lesson, as it was let in.
struct Source: Sendable {
  /// Names within the course.
  let files: [String]
  let digest: String

  /// A source larger than this was written by no person.
  static let largest = 256 * 1024

  /// Reads the lesson's file or, if the lesson is a folder, the Swift files in it.
  ///
  /// - Parameter isAdmitted: whether its tokens were held against the rules before.
  static func read(
    _ lesson: Lesson, in folder: CourseFolder, isAdmitted: Bool = false
  ) throws(AdmissionError) -> Source {
    let place = folder.exercise(of: lesson)
    let files = try files(of: lesson, at: place, in: folder)
    var digest = Digest()
    var isEmpty = true
    var texts: [SourceText] = []
    for file in files {
      let (bytes, text) = try content(of: file, in: folder)
      isEmpty = isEmpty && text.trimmed.isEmpty
      digest.add(part: file, bytes)
      if !isAdmitted { texts.append(SourceText(name: file, bytes: bytes)) }
    }
    guard !isEmpty else { throw AdmissionError(place, .empty) }
    let violations = SourceRules(allowing: lesson.imports).violations(in: texts)
    guard violations.isEmpty else { throw AdmissionError(place, .breaksRules(violations)) }
    return Source(files: files, digest: digest.finish())
  }

  /// Whether the learner's source is still the starter, as far as the course knows that.
  static func isUntouched(_ lesson: Lesson, in folder: CourseFolder) -> Bool {
    guard let starter = try? folder.starter(of: lesson) else { return false }
    return (try? folder.work(on: lesson).equals(starter)) ?? false
  }

  /// Whether something in the learner's source is still to be done, as the starters mark it.
  static func isUnfinished(_ lesson: Lesson, in folder: CourseFolder) -> Bool {
    guard let files = try? read(lesson, in: folder, isAdmitted: true).files else { return false }
    return files.contains { file in
      (try? content(of: file, in: folder))?.1.contains("// TODO") ?? false
    }
  }

  private static func files(
    of lesson: Lesson, at place: String, in folder: CourseFolder
  ) throws(AdmissionError) -> [String] {
    let kind = Files.kind(of: folder.path(lesson.exercise))
    let hasFolder = kind == .folder
    let isFolder = place.hasSuffix("/")
    if kind == .link { throw AdmissionError(lesson.exercise, .notAFile(.link)) }
    guard hasFolder || !isFolder else { throw AdmissionError(place, .missing) }
    var inFolder: [String] = []
    if hasFolder {
      do { inFolder = try folder.swiftFiles(in: lesson.exercise) } catch {
        throw AdmissionError(place, .unreadable(error.reason))
      }
    }
    if isFolder { return inFolder }
    guard inFolder.isEmpty else { throw AdmissionError(place, .doubled) }
    return [place]
  }

  private static func content(
    of file: String, in folder: CourseFolder
  ) throws(AdmissionError) -> ([UInt8], String) {
    switch Files.kind(of: folder.path(file)) {
    case .missing: throw AdmissionError(file, .missing)
    case .folder: throw AdmissionError(file, .notAFile(.folder))
    case .link: throw AdmissionError(file, .notAFile(.link))
    case .other: throw AdmissionError(file, .notAFile(.other))
    case .file(let size) where size > largest: throw AdmissionError(file, .tooLarge(size))
    case .file: break
    }
    let bytes: [UInt8]
    do { bytes = try Files.read(folder.path(file)) } catch {
      throw AdmissionError(file, .unreadable(error.reason))
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw AdmissionError(file, .notText)
    }
    return (bytes, text)
  }
}
