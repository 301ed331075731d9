internal import OrderedCollections
package import RunModel

extension RunHistory {
  /// The curves that the charts can show; those of a run with callbacks have the directions in
  /// which these judge them.
  package var knownCurves: [Curve] {
    if origin == .log { return curves }
    let loss = Curve(
      title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)
    // Before anything is measured, its chart stands there empty.
    let hasLoss =
      stepSeries["loss"] != nil || epochSeries["loss"] != nil || epochSeries["val_loss"] != nil
    let isMissing = !curves.contains { $0.kind == .loss } && (hasLoss || seriesCount == 0)
    return (isMissing ? [loss] : []) + curves.map(judgedByCallbacks)
  }

  private func judgedByCallbacks(_ curve: Curve) -> Curve {
    let watching = callbacks.first { $0.watchesPlateau && $0.monitor == curve.judged }
    guard let direction = watching?.direction else { return curve }
    var curve = curve
    curve.direction = direction
    if curve.kind == .other { curve.kind = .metric }
    return curve
  }

  /// The curve of this run that corresponds to a curve of another run.
  ///
  /// Tools use different names: without a curve of the same name, it is the first of the same kind.
  package func curve(like other: Curve) -> Curve? {
    let known = knownCurves.filter { $0.kind == other.kind }
    return known.first { $0.title == other.title } ?? known.first
  }

  /// The best value of a curve: among the epochs, or among the steps of a log without epochs.
  ///
  /// Single batches of a run of our own are noise, so their best value says nothing.
  ///
  /// - Parameter direction: The better direction, in place of the curve's.
  /// - Complexity: O(points).
  package func best(of curve: Curve, _ direction: Direction? = nil) -> SeriesPoint? {
    guard let name = curve.judged, let direction = direction ?? curve.direction else { return nil }
    let steps = origin == .events ? nil : stepSeries[name]
    return (epochSeries[name] ?? steps)?.best(direction)
  }

  /// The curve of a metric, by its name in `logs`.
  package func curve(_ name: String) -> Curve {
    let hasTwin = epochSeries["val_" + name] != nil
    let twin = hasTwin ? "val_" + name : name
    let watching = callbacks.first { $0.watchesPlateau && $0.monitor == twin }
    return Curve(
      title: twin, kind: .metric, train: name, validation: hasTwin ? twin : nil,
      direction: watching?.direction ?? (name.contains("loss") ? .min : .max))
  }

  /// The number of values from which a curve that never changes shows nothing.
  private static let fewest = 20

  /// The titles of the curves that show nothing.
  package func idleTitles(of curves: [Curve]) -> Set<String> {
    Set(curves.filter { isIdle($0, isLive: status.isLive) == true }.map(\.title))
  }

  /// True for a curve without a finite value, and, in a run that is over, for one that is neither a loss
  /// nor a metric and has never changed; nil for a curve without values.
  ///
  /// While the run is live, a constant may still change, and its chart must not move.
  ///
  /// - Complexity: O(1) for a curve that ends with a number in a live run, or that changes; else
  ///   O(points).
  func isIdle(_ curve: Curve, isLive: Bool) -> Bool? {
    let known = [curve.train, curve.validation].compactMap(\.self)
      .flatMap { [epochSeries[$0], stepSeries[$0]] }.compactMap(\.self).filter { !$0.isEmpty }
    if known.isEmpty { return nil }
    if known.allSatisfy(\.hasNoNumber) { return true }
    return !isLive && curve.kind == .other
      && known.allSatisfy { $0.count >= Self.fewest && $0.isConstant }
  }
}

extension Series {
  /// True when no value is a number.
  fileprivate var hasNoNumber: Bool {
    last?.isFinite != true && points.allSatisfy { !$0.y.isFinite }
  }

  /// True when all values are the same number.
  fileprivate var isConstant: Bool {
    guard let last, firstPoint?.y == last else { return false }
    return points.allSatisfy { $0.y == last }
  }
}

extension Playback {
  /// The titles of the curves that show nothing in any of the drawn runs.
  package func idleTitles(of curves: [Curve]) -> Set<String> {
    let runs = drawn.map { overviews[$0] }
    let isLive = runs.contains { $0.isLive && $0.whole.end == nil }
    return Set(
      curves.filter { curve in
        let known = runs.compactMap { $0.whole.isIdle(curve, isLive: isLive) }
        return !known.isEmpty && known.allSatisfy(\.self)
      }.map(\.title))
  }
}
