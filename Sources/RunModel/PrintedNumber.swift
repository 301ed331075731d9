#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Double {
  /// The number formatted by C's `printf`, which rounds as Python does.
  public func printed(_ form: String) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { bytes in
      let count = withVaList([self]) { vsnprintf(bytes.baseAddress, bytes.count, form, $0) }
      let length = min(max(0, Int(count)), bytes.count - 1)
      return String(
        decoding: UnsafeRawBufferPointer(start: bytes.baseAddress, count: length), as: UTF8.self)
    }
  }
}
