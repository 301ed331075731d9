internal import Callbacks
internal import FrameworkCallbacks
internal import RunModel

/// The error of a callback whose metric is missing from the log.
public struct MissingMonitor: Error, Equatable, CustomStringConvertible {
  /// The callback's name.
  public var callback: String
  /// The missing metric.
  public var metric: String
  /// The metrics of the log.
  public var known: [String]

  private static let listed = 12

  /// Finds a missing metric; nil when the log or another callback provides every monitored one.
  ///
  /// In a log that has no value at all, the rules of other frameworks do what they do without one.
  ///
  /// - Complexity: O(values).
  init?(_ callbacks: [any Callback], in log: [RecordedEpoch]) {
    guard !log.isEmpty else { return nil }
    let isUnmeasured = log.allSatisfy(\.logs.isEmpty)
    let watched = callbacks.flatMap { callback in
      let isTolerant =
        (callback as? any FrameworkCallback).map {
          isUnmeasured || $0.toleratesMissingMetric
        } == true
      return isTolerant ? [] : callback.monitors.map { (callback, $0) }
    }
    var missing = Set(watched.map(\.1)).subtracting(callbacks.flatMap(\.produces))
    var names: Set<String> = []
    var known: [String] = []
    for epoch in log {
      if missing.isEmpty { return nil }
      for name in epoch.logs.names where names.insert(name).inserted { known.append(name) }
      missing.subtract(epoch.logs.names)
    }
    guard let first = watched.first(where: { missing.contains($0.1) }) else { return nil }
    (callback, metric, self.known) = (first.0.name, first.1, known)
  }

  public var description: String {
    let near = metric.nearest(in: known).map { "did you mean \($0)? " } ?? ""
    let more = known.count > Self.listed ? " and \(known.count - Self.listed) more" : ""
    return "\(callback) watches \(metric), which the log lacks; \(near)the log has "
      + known.prefix(Self.listed).joined(separator: ", ") + more
  }
}
