#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Words {
  /// Why the system refused something, by the number that it left in `errno`.
  init(systemError code: Int32) {
    let english = String(cString: strerror(code))
    self.init(english, ja: Self.japaneseReason(code) ?? "システムのエラー「\(english)」")
  }

  private static func japaneseReason(_ code: Int32) -> String? {
    switch code {
    case ENOENT: "ファイルまたはフォルダーがありません"
    case EACCES: "権限がありません"
    case EPERM: "許可されていない操作です"
    case EROFS: "読み取り専用のファイルシステムです"
    case ENOSPC: "空き容量がありません"
    case EDQUOT: "割り当てられた容量を使い切っています"
    case EISDIR: "フォルダーです"
    case ENOTDIR: "フォルダーではありません"
    case ENOTEMPTY: "フォルダーが空ではありません"
    case EEXIST: "すでにあります"
    case ELOOP: "リンクが循環しています"
    case ENAMETOOLONG: "名前が長すぎます"
    case EMFILE, ENFILE: "開いているファイルが多すぎます"
    case EAGAIN: "システムの資源が一時的に足りません"
    case ENOMEM: "メモリーが足りません"
    case EIO: "入出力エラーです"
    case EXDEV: "別のファイルシステムにあります"
    case EBUSY: "使用中です"
    case ENOEXEC: "実行できる形式ではありません"
    case E2BIG: "引数が長すぎます"
    case ETXTBSY: "実行中のため書き込めません"
    default: nil
    }
  }
}
