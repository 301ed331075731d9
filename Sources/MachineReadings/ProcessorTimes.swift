/// The times that all cores of a machine together spent since it started, in clock ticks.
struct ProcessorTimes: Equatable, Sendable {
  /// Ticks in which they computed.
  let busy: Double
  /// All ticks.
  let total: Double

  /// Reads the first line of `/proc/stat`; nil for any other text.
  init?(stat text: String) {
    guard let line = text.split(separator: "\n").first else { return nil }
    let words = line.split(separator: " ")
    guard words.first == "cpu" else { return nil }
    // user, nice, system, idle, iowait, irq, softirq, steal; the times of guests, which follow, are
    // contained in those of users.
    let ticks = words.dropFirst().prefix(8).compactMap { Double($0) }
    guard ticks.count >= 4 else { return nil }
    let idle = ticks[3] + (ticks.count > 4 ? ticks[4] : 0)
    total = ticks.reduce(0, +)
    busy = total - idle
  }

  /// The part of the time since earlier readings in which the cores computed, 0 … 1; nil when no
  /// time has passed.
  func load(since earlier: ProcessorTimes) -> Double? {
    let passed = total - earlier.total
    guard passed > 0 else { return nil }
    return min(1, max(0, (busy - earlier.busy) / passed))
  }
}
