/// The values beyond numbers of all runs of a log, within a limit of memory.
struct SummaryCollection: Sendable {
  private struct Key: Hashable {
    var run: Int
    var name: String
    var kind: SummaryKind
  }

  /// The bytes above which every second value is dropped.
  private static let mostBytes = 64 << 20
  /// The greatest number of values of one series at first.
  private static let mostValues = 512

  private var series: [(run: Int, series: SummarySeries)] = []
  private var numbers: [Key: Int] = [:]
  private var limit = mostValues
  /// About the bytes of all kept values.
  private var bytes = 0

  /// Adds a value to the series of its name and kind.
  ///
  /// - Complexity: O(1), amortised.
  mutating func add(
    _ value: SummaryValue, to name: String, run: Int, _ point: LogPoint,
    sharing coordinates: SharedCoordinates
  ) {
    let number = number(of: Key(run: run, name: name, kind: value.kind))
    let before = series[number].series.keptCount
    series[number].series.append(value, point, limit: limit, sharing: coordinates)
    let added = series[number].series.keptCount - before
    bytes += max(-bytes, added * value.byteCount)
    while bytes > Self.mostBytes, limit > 2 { thin() }
  }

  /// Keeps half as many values of each series.
  private mutating func thin() {
    limit /= 2
    let before = keptCount
    for index in series.indices { series[index].series.thin(to: limit) }
    bytes = Int(Double(bytes) * Double(keptCount) / Double(max(1, before)))
  }

  private var keptCount: Int { series.reduce(0) { $0 + $1.series.keptCount } }

  private mutating func number(of key: Key) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = series.count
    series.append((key.run, SummarySeries(name: key.name, kind: key.kind)))
    return series.count - 1
  }

  /// Adds the series to their runs.
  func add(to runs: inout [LogRun]) {
    for (run, series) in series { runs[run].summaries.append(series) }
  }
}
