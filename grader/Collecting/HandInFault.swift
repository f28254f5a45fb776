/// What is wrong with the way in which something was handed in: beside what is said of any source.
enum HandInFault: Equatable, Sendable {
  case notAFolder(FileKind)
  /// The name of a Swift file that is not made of letters, digits and `- _ . +`.
  case oddName
  case tooManyFiles(limit: Int)
  case tooDeep(limit: Int)
  case longName(limit: Int)
  /// All files of a lesson together.
  case tooMuch(limit: Int)
  case changed
  /// The same lesson, or the same name of an archive, in two places.
  case twice(String, String)
  /// Several entries of one learner.
  case severalHandIns([String])
  case unknownArchive
  case brokenArchive(Words)
  case noArchiver
}

extension HandInFault {
  /// A sentence about `file`, and what the learner can do.
  func words(_ file: String) -> Words {
    switch self {
    case .notAFolder(let kind):
      Words(
        "\(file) is \(kind.words.english), and must be a folder. Hand in the files themselves.",
        ja: "\(file) は\(kind.words.japanese)です。フォルダーでなければなりません。ファイルそのものを提出してください。")
    case .oddName:
      Words(
        "\(file): the name of a Swift file may hold letters (a–z), digits and - _ . + only. Rename it.",
        ja: "\(file): Swift ファイルの名前に使えるのは英字（a–z）、数字、- _ . + だけです。名前を変えてください。")
    case .tooManyFiles(let limit):
      Words(
        "\(file) holds more than \(limit) files. Hand in those of the lesson only.",
        ja: "\(file) には \(limit) を超える数のファイルがあります。レッスンのファイルだけを提出してください。")
    case .tooDeep(let limit):
      Words(
        "\(file) lies more than \(limit) folders deep. Put it closer to the lesson's folder.",
        ja: "\(file) は \(limit) 段より深いフォルダーにあります。レッスンのフォルダーの近くに置いてください。")
    case .longName(let limit):
      Words(
        "\(file) has a path of more than \(limit) bytes within the lesson's folder. Give it a shorter name.",
        ja: "\(file) のパスは、レッスンのフォルダーの中で \(limit) バイトを超えています。短い名前にしてください。")
    case .tooMuch(let limit):
      Words(
        "The files of \(file) have more than \(limit) bytes together. Make them smaller.",
        ja: "\(file) のファイルは合わせて \(limit) バイトを超えています。小さくしてください。")
    case .changed:
      Words(
        "\(file) changed while it was read. Grade again when nobody writes to it.",
        ja: "\(file) は読んでいる間に変わりました。誰も書き込んでいないときに採点し直してください。")
    case .twice(let one, let other):
      Words(
        "\(file) was handed in twice, as \(one) and as \(other). Keep one of them.",
        ja: "\(file) が二つあります（\(one) と \(other)）。どちらか一方だけにしてください。")
    case .severalHandIns(let names):
      Words(
        "\(file) was handed in as \(names.joined(separator: ", ")). Keep one of them.",
        ja: "\(file) の提出物が複数あります（\(names.joined(separator: "、"))）。ひとつだけにしてください。")
    case .unknownArchive:
      Words(
        "\(file) is of a kind that is not unpacked. Hand in a folder, .zip, .tar, .tar.gz or .tgz.",
        ja: "\(file) は展開できない形式です。フォルダー、.zip、.tar、.tar.gz、.tgz のどれかで提出してください。")
    case .brokenArchive(let reason):
      Words(
        "\(file) cannot be unpacked: \(reason.english). Pack it again, without a password.",
        ja: "\(file) を展開できません: \(reason.japanese)。パスワードなしで作り直してください。")
    case .noArchiver:
      Words("\(file) cannot be unpacked: ", ja: "\(file) を展開できません: ") + Archiver.missing
    }
  }

  /// The same in a few words, as ``AdmissionError/Reason/predicate``.
  var predicate: Words {
    switch self {
    case .notAFolder(let kind): Words("is \(kind.words.english)", ja: "が\(kind.words.japanese)な")
    case .oddName: Words("has files of odd names", ja: "のファイルに使えない名前がある")
    case .tooManyFiles: Words("holds too many files", ja: "のファイルが多すぎる")
    case .tooDeep: Words("is nested too deep", ja: "のフォルダーが深すぎる")
    case .longName: Words("has files of very long names", ja: "のファイル名が長すぎる")
    case .tooMuch: Words("is too large", ja: "が大きすぎる")
    case .changed: Words("changed while it was read", ja: "が読んでいる間に変わった")
    case .twice, .severalHandIns: Words("was handed in twice", ja: "が二重に提出された")
    case .unknownArchive, .brokenArchive, .noArchiver:
      Words("cannot be unpacked", ja: "を展開できない")
    }
  }
}
