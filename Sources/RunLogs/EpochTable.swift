internal import RunModel

/// Collects the values of curves by their epochs.
struct EpochTable {
  private typealias Row = [(String, LogValue)]

  private var rows: [Int: Row] = [:]
  private var dropped: [(place: Int, attempt: Int, name: String, value: Double)] = []
  private(set) var attempts = 1
  /// Validation curves with several values an epoch, and how many at most.
  private var repeats: [(name: String, count: Int)] = []

  /// Adds a curve.
  ///
  /// - Complexity: O(points).
  mutating func add(_ series: LogSeries, named name: String, _ count: EpochCount) {
    attempts = max(attempts, series.segments.count)
    var (same, most) = (0, 1)
    var last: (place: Int, index: Int)?
    for range in series.countingRanges {
      for index in range {
        guard let place = count.place(index, of: series) else { continue }
        if let last, last.place != place {
          put(series.points.value(at: last.index), at: last.place, of: name)
          same = 0
        }
        same += 1
        (last, most) = ((place, index), max(most, same))
      }
    }
    if let last { put(series.points.value(at: last.index), at: last.place, of: name) }
    if most > 1, series.split == .validation || series.split == .test {
      repeats.append((name, most))
    }
    for (attempt, range) in series.earlierRanges {
      for index in range {
        guard let place = count.place(index, of: series) else { continue }
        dropped.append((place, attempt, name, series.points.value(at: index)))
      }
    }
  }

  /// The last value of an epoch counts; a curve's own is the last of the row while it is added.
  private mutating func put(_ value: Double, at place: Int, of name: String) {
    var row = rows.removeValue(forKey: place) ?? []
    if row.last?.0 == name { row.removeLast() }
    row.append((name, .number(value)))
    rows[place] = row
  }

  /// Adds an epoch of which nothing was measured.
  mutating func add(_ epoch: Double, _ count: EpochCount) {
    guard let place = count.place(epoch) else { return }
    rows[place, default: []] += []
  }

  /// The epochs that count, in order.
  func epochs(from first: Int) -> [RecordedEpoch] {
    rows.sorted { $0.key < $1.key }.map {
      RecordedEpoch(epoch: $0.key, number: $0.key + first, logs: Logs($0.value))
    }
  }

  /// Those that were trained again, attempt by attempt.
  func earlier(from first: Int) -> [RecordedEpoch] {
    struct Key: Hashable, Comparable {
      var attempt: Int
      var place: Int
      static func < (a: Key, b: Key) -> Bool { (a.attempt, a.place) < (b.attempt, b.place) }
    }
    return Dictionary(grouping: dropped) { Key(attempt: $0.attempt, place: $0.place) }
      .sorted { $0.key < $1.key }.map { key, values in
        RecordedEpoch(
          epoch: key.place, number: key.place + first,
          logs: Logs(values.map { ($0.name, .number($0.value)) }))
      }
  }

  /// What a person should know of it.
  var remarks: [String] {
    let listed = repeats.prefix(4).map { "\($0.name) (up to \($0.count))" }.joined(separator: ", ")
    let more = repeats.count > 4 ? " and \(repeats.count - 4) more" : ""
    return repeats.isEmpty
      ? [] : ["measured several times per epoch: \(listed)\(more); the last value counts"]
  }
}
