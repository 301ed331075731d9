#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Returns the name of this machine, as `hostname` prints it; empty when it has none.
public func hostName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  guard gethostname(&name, name.count - 1) == 0 else { return "" }
  return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
