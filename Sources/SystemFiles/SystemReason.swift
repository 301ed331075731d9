#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Returns the system's message for an error in lower case, such as `no space left on device`.
///
/// - Parameter code: An `errno`; the last one by default.
public func systemReason(_ code: Int32? = nil) -> String {
  let code = code ?? errno
  var text = [CChar](repeating: 0, count: 256)
  guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
  let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  return String(decoding: bytes, as: UTF8.self).lowercased()
}
