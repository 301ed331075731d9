internal import CurveStore
internal import RunModel

/// A table of the values of series by epoch.
struct EpochTable {
  private typealias Row = [(String, LogValue)]

  private var rows: [Int: Row] = [:]
  private var dropped: [(row: Int, attempt: Int, name: String, value: Double)] = []
  /// The number of attempts.
  private(set) var attempts = 1
  /// Validation series with several values per epoch, and the greatest number of values.
  private var repeats: [(name: String, count: Int)] = []

  /// Adds a series.
  ///
  /// - Complexity: O(points).
  mutating func add(_ series: LogSeries, named name: String, _ count: EpochCount) {
    attempts = max(attempts, series.segments.count)
    var (same, most) = (0, 1)
    var last: (row: Int, index: Int)?
    for range in series.countingRanges {
      for index in range {
        guard let row = count.epochIndex(at: index, of: series) else { continue }
        if let last, last.row != row {
          put(series.points.value(at: last.index), at: last.row, of: name)
          same = 0
        }
        same += 1
        (last, most) = ((row, index), max(most, same))
      }
    }
    if let last { put(series.points.value(at: last.index), at: last.row, of: name) }
    if most > 1, series.split?.isHeldBack == true {
      repeats.append((name, most))
    }
    for (attempt, range) in series.earlierRanges {
      for index in range {
        guard let row = count.epochIndex(at: index, of: series) else { continue }
        dropped.append((row, attempt, name, series.points.value(at: index)))
      }
    }
  }

  /// Sets a value.
  ///
  /// The last value of an epoch counts; it is the last of its row while its series is added.
  private mutating func put(_ value: Double, at index: Int, of name: String) {
    var row = rows.removeValue(forKey: index) ?? []
    if row.last?.0 == name { row.removeLast() }
    row.append((name, .number(value)))
    rows[index] = row
  }

  /// Adds an epoch for which nothing was measured.
  mutating func add(_ epoch: Double, _ count: EpochCount) {
    guard let row = count.epochIndex(of: epoch) else { return }
    rows[row, default: []] += []
  }

  /// The epochs that count, in order.
  func epochs(from first: Int) -> [RecordedEpoch] {
    rows.sorted { $0.key < $1.key }.map {
      RecordedEpoch(epoch: $0.key, number: $0.key + first, logs: Logs($0.value))
    }
  }

  /// The epochs that were trained again, by attempt.
  func earlier(from first: Int) -> [RecordedEpoch] {
    struct Key: Hashable, Comparable {
      var attempt: Int
      var row: Int
      static func < (a: Key, b: Key) -> Bool { (a.attempt, a.row) < (b.attempt, b.row) }
    }
    return Dictionary(grouping: dropped) { Key(attempt: $0.attempt, row: $0.row) }
      .sorted { $0.key < $1.key }.map { key, values in
        RecordedEpoch(
          epoch: key.row, number: key.row + first,
          logs: Logs(values.map { ($0.name, .number($0.value)) }))
      }
  }

  /// Remarks for the user.
  var remarks: [String] {
    let listed = repeats.prefix(4).map { "\($0.name) (up to \($0.count))" }.joined(separator: ", ")
    let more = repeats.count > 4 ? " and \(repeats.count - 4) more" : ""
    return repeats.isEmpty
      ? [] : ["measured several times per epoch: \(listed)\(more); the last value counts"]
  }
}
