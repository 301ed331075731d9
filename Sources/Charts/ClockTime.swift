#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A moment as a clock and a calendar show it.
package struct ClockTime {
  private var parts = tm()

  /// Creates a moment.
  ///
  /// - Parameter seconds: Seconds since 1970 of the clock's own time zone.
  package init(_ seconds: Double) {
    var moment = time_t(seconds.isFinite ? max(0, min(seconds.rounded(.down), 1e11)) : 0)
    gmtime_r(&moment, &parts)
  }

  /// The text that tells moments of a span apart: `14:05:20`, `14:05`, `27 Nov 14:05`, `27 Nov`.
  ///
  /// - Parameter span: Seconds.
  package func words(within span: Double) -> String {
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let day = "\(parts.tm_mday) \(Self.months[Int(parts.tm_mon)])"
    let time = "\(two(parts.tm_hour)):\(two(parts.tm_min))"
    if span >= 5 * 86_400 { return day }
    if span >= 20 * 3600 { return "\(day) \(time)" }
    return span > 600 ? time : "\(time):\(two(parts.tm_sec))"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
