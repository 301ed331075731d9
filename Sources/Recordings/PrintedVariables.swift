internal import CurveStore
internal import RunModel

/// The epochs of a script as its text and as its events have them, compared to find series that are in
/// both: a variable such as `vl`, whose values the text prints as `val loss`.
struct PrintedVariables {
  private let epochs: [(printed: Logs, told: Logs)]

  /// The epochs that are compared, the newest.
  private static let most = 50
  private static let fewest = 3
  /// The decimals without which equal values may be chance.
  private static let leastDecimals = 3

  /// Pairs the newest epochs that both have.
  ///
  /// - Complexity: O(epochs).
  init(printed: [RecordedEpoch], told: [RecordedEpoch]) {
    let told = Dictionary(told.suffix(Self.most).map { ($0.epoch, $0.logs) }) { $1 }
    epochs = printed.suffix(Self.most).compactMap { epoch in
      told[epoch.epoch].map { (epoch.logs, $0) }
    }
  }

  /// The names of the variables by the printed names.
  func names(of printed: Set<String>) -> [String: String] {
    var found: [String: String] = [:]
    let variables = (epochs.last?.told.names ?? []).filter { name in
      let kind = MetricKind(name)
      return kind.role == .other && kind.split == nil && !kind.isBookkeeping
    }
    for name in printed.sorted() {
      found[name] = variables.first { !found.values.contains($0) && isPrinted($0, as: name) }
    }
    return found
  }

  /// True when all values of a variable are those that are printed, as far as they are printed.
  private func isPrinted(_ variable: String, as name: String) -> Bool {
    let pairs = epochs.compactMap { epoch -> (printed: Double, told: Double)? in
      guard let printed = epoch.printed[name], let told = epoch.told[variable] else { return nil }
      return (printed, told)
    }
    let decimals = pairs.map { Self.decimals(of: $0.printed) }.max() ?? 0
    guard pairs.count >= Self.fewest, pairs.count == epochs.count, decimals >= Self.leastDecimals,
      Set(pairs.map(\.printed)).count > 1
    else { return false }
    var half = 0.51
    for _ in 0..<decimals { half /= 10 }
    return pairs.allSatisfy { abs($0.printed - $0.told) <= half }
  }

  /// The digits behind the point of a number as it is written.
  private static func decimals(of value: Double) -> Int {
    let text = "\(value)"
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0 }
    return min(15, text[point...].dropFirst().count)
  }
}
