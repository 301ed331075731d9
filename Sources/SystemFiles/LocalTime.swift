#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A moment in the time zone of this machine.
public struct LocalTime: Equatable, Sendable {
  /// Seconds since 1970.
  private let seconds: Double

  /// Creates a moment.
  ///
  /// - Parameter seconds: Seconds since 1970.
  public init(_ seconds: Double) { self.seconds = seconds }

  /// The seconds by which local time is ahead of UTC then.
  public var zone: Double {
    var moment = time_t(seconds.isFinite ? max(0, min(seconds.rounded(.down), 1e11)) : 0)
    var parts = tm()
    return localtime_r(&moment, &parts) == nil ? 0 : Double(parts.tm_gmtoff)
  }

  /// The moment in the form of C's `strftime`, in at most 64 bytes.
  public func words(_ form: String) -> String {
    var moment = time_t(seconds.isFinite ? max(0, min(seconds.rounded(.down), 1e11)) : 0)
    var parts = tm()
    guard localtime_r(&moment, &parts) != nil else { return "" }
    var bytes = [CChar](repeating: 0, count: 64)
    let count = strftime(&bytes, bytes.count, form, &parts)
    return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
