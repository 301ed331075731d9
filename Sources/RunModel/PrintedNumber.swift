#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Double {
  /// The number formatted by C's `printf`, which rounds as Python does.
  public func printed(_ form: String) -> String {
    var bytes = [CChar](repeating: 0, count: 400)
    let count = withVaList([self]) { vsnprintf(&bytes, bytes.count, form, $0) }
    let length = min(max(0, Int(count)), bytes.count - 1)
    return String(decoding: bytes[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
