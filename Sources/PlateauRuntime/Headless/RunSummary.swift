internal import OrderedCollections
public import RunModel

extension RunHistory {
  /// The line that sums up a run: why it ended, the best value, and its folder.
  public var summaryLine: String {
    let name = info?.name ?? "run"
    guard case .ended(let reason) = status else { return "\(name): still training" }
    var line = "\(name): \(sentence(of: reason))"
    var restored = end?.restoredEpoch.map { $0 + 1 }
    // A callback's reason names the best value itself.
    if case .callback(_, _, _?) = reason {
    } else if let monitor, let best = epochSeries[monitor.name]?.best(monitor.direction) {
      let isAtEnd = best.x == best.x.rounded(.down)
      let place = isAtEnd ? "at epoch \(Int(best.x))" : "within epoch \(Int(best.x) + 1)"
      line += "; best \(monitor.name) \(best.y.metricWords) \(place)"
      if isAtEnd, restored == Int(best.x) {
        line += " (restored)"
        restored = nil
      }
    }
    if let restored { line += "; weights of epoch \(restored) restored" }
    if let words = brokenOff?.cutWords(of: steps) { line += "; \(words)" }
    if let directory = info?.directory { line += "; kept in \(directory)" }
    return line
  }
}
