internal import RunModel

extension RecordedLog {
  /// The noise of each metric: the median of its changes between epochs in the second half of the
  /// log, after the large gains.
  ///
  /// Metrics with fewer than four changes are left out.
  ///
  /// - Complexity: O(values · log epochs).
  public var noise: [String: Double] {
    var changes: [String: [Double]] = [:]
    var last: [String: Double] = [:]
    for epoch in epochs.dropFirst(epochs.count / 2) {
      for (name, value) in epoch.logs {
        guard let value = value.double, value.isFinite else { continue }
        if let before = last[name] { changes[name, default: []].append(abs(value - before)) }
        last[name] = value
      }
    }
    return changes.filter { $0.value.count >= 4 }.mapValues { $0.sorted()[$0.count / 2] }
  }
}
