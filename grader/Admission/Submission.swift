/// A learner's source of one lesson, as it was let in.
struct Submission: Sendable {
  /// Names within the course.
  let files: [String]
  let digest: String

  /// A source larger than this was written by no person.
  static let largest = 256 * 1024

  /// Reads what stands at `base.swift` or, if the lesson is a folder, in `base/`.
  static func read(
    _ base: String, in folder: CourseFolder
  ) throws(AdmissionError) -> Submission {
    let files: [String]
    if Files.kind(of: folder.path(base)) == .folder, !Files.exists(folder.path(base + ".swift")) {
      do { files = try folder.swiftFiles(in: base) } catch {
        throw AdmissionError(base, .unreadable(error.reason))
      }
      guard !files.isEmpty else { throw AdmissionError(base, .empty) }
    } else {
      files = [base + ".swift"]
    }
    var digest = Digest()
    for file in files { digest.add(part: file, try bytes(of: file, in: folder)) }
    return Submission(files: files, digest: digest.finish())
  }

  private static func bytes(
    of file: String, in folder: CourseFolder
  ) throws(AdmissionError) -> [UInt8] {
    switch Files.kind(of: folder.path(file)) {
    case .missing: throw AdmissionError(file, .missing)
    case .folder: throw AdmissionError(file, .notAFile("a folder"))
    case .link: throw AdmissionError(file, .notAFile("a link"))
    case .other: throw AdmissionError(file, .notAFile("a device or a pipe"))
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
    guard !text.trimmed.isEmpty else { throw AdmissionError(file, .empty) }
    return bytes
  }
}

/// Why a learner's file is not even compiled.
struct AdmissionError: Error, Equatable, CustomStringConvertible {
  enum Reason: Equatable {
    case missing, empty, notText
    case notAFile(String)
    case tooLarge(Int)
    case unreadable(String)
  }

  let file: String
  let reason: Reason

  init(_ file: String, _ reason: Reason) {
    self.file = file
    self.reason = reason
  }

  var description: String {
    switch reason {
    case .missing: "\(file) is missing. Get the starter back with: git checkout -- \(file)"
    case .empty: "\(file) is empty. Get the starter back with: git checkout -- \(file)"
    case .notText: "\(file) is not a text in UTF-8. Save it as UTF-8 from your editor."
    case .notAFile(let kind):
      "\(file) is \(kind); it must be a plain file. Move it away, then: git checkout -- \(file)"
    case .tooLarge(let size):
      "\(file) has \(size) bytes; more than \(Submission.largest) are not read. Make it smaller."
    case .unreadable(let reason):
      "\(file) cannot be read: \(reason). Look at its permissions with: ls -l \(file)"
    }
  }
}
