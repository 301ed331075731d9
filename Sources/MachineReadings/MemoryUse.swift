/// The memory of a machine or of a container, in bytes.
struct MemoryUse: Equatable, Sendable {
  /// The bytes in use; what the system can take back is not counted.
  let used: Double
  /// All bytes.
  let total: Double

  /// Reads `/proc/meminfo`; nil for any other text.
  init?(meminfo text: String) {
    var kilobytes: [Substring: Double] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 2, let number = Double(words[1]) else { continue }
      kilobytes[words[0]] = number
    }
    guard let total = kilobytes["MemTotal:"], let available = kilobytes["MemAvailable:"] else {
      return nil
    }
    self.total = total * 1024
    used = max(0, total - available) * 1024
  }

  /// Reads the files of a control group that limits memory; nil when it does not.
  ///
  /// - Parameters:
  ///   - limit: The text of `memory.max`.
  ///   - current: The text of `memory.current`.
  ///   - stat: The text of `memory.stat`, which says how much of it are files that can be dropped.
  init?(limit: String, current: String, stat: String) {
    func number(_ text: some StringProtocol) -> Double? {
      text.split(separator: "\n").first.flatMap { Double($0) }
    }
    guard let limit = number(limit), limit.isFinite, let current = number(current) else {
      return nil
    }
    let files = stat.split(separator: "\n").first { $0.hasPrefix("inactive_file ") }
      .flatMap { Double($0.dropFirst("inactive_file ".count)) }
    total = limit
    used = max(0, current - (files ?? 0))
  }
}
