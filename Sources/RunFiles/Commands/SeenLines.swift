/// The lines already read from a file that others may save again, as editors do; none counts twice.
///
/// A checksum stands for each line. While the file stays the same one, equal lines count
/// separately.
struct SeenLines: Sendable {
  /// The most different lines that are remembered.
  private static let most = 100_000

  /// The longest time an editor takes to save a file.
  private let grace: Duration
  /// The number of times each line of the current file was read.
  private var counts: [Int: Int] = [:]
  /// The number of times each line of the previous file has yet to come.
  private var earlier: [Int: Int] = [:]
  private var begun = ContinuousClock.now

  init(grace: Duration) { self.grace = grace }

  /// Starts a new file, which may repeat the lines of the one before.
  mutating func beginAnew() {
    for (line, count) in counts { Self.add(count, of: line, to: &earlier) }
    counts = [:]
    begun = .now
  }

  /// Records that the file was read to its end: once it is saved whole, all appended lines are new.
  mutating func reachEnd() {
    if !earlier.isEmpty, !counts.isEmpty, .now - begun > grace { earlier = [:] }
  }

  /// Records a line.
  ///
  /// - Returns: True when the line was there before the file was saved again.
  mutating func take(_ line: String) -> Bool {
    let sum = line.hashValue
    Self.add(1, of: sum, to: &counts)
    guard let count = earlier[sum] else { return false }
    earlier[sum] = count > 1 ? count - 1 : nil
    return true
  }

  private static func add(_ count: Int, of line: Int, to counts: inout [Int: Int]) {
    if counts.count >= most, counts[line] == nil { counts.removeAll() }
    counts[line, default: 0] += count
  }
}
