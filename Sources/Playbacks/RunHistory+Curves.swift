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

  /// The curve of this run that a chart of its own, with its own title, shows beside that of another
  /// run.
  ///
  /// Tools use different names: without a curve of the same name, it is the first of the same kind.
  package func curve(beside other: Curve) -> Curve? {
    curve(like: other) ?? knownCurves.first { $0.kind == other.kind }
  }

  /// The curve of the same quantity as that of another run.
  ///
  /// Tools have different names for the loss; any other quantity has the same name.
  package func curve(like other: Curve) -> Curve? {
    let known = knownCurves
    return known.first { $0.title == other.title }
      ?? (other.isWholeLoss ? known.first(where: \.isWholeLoss) : nil)
  }

  /// The best value of a curve: among the epochs, or among the steps of a log without epochs.
  ///
  /// Single batches of a run of our own are noise, so their best value says nothing.
  ///
  /// - Parameters:
  ///   - direction: The better direction, in place of the curve's.
  ///   - part: The shown part of the axis, outside of which a log has only the points by which lines
  ///     enter it; nil for all of it.
  /// - Complexity: O(points).
  package func best(
    of curve: Curve, _ direction: Direction? = nil, in part: ClosedRange<Double>? = nil
  ) -> SeriesPoint? {
    guard let name = curve.judged, let direction = direction ?? curve.direction else { return nil }
    let steps = origin == .events ? nil : stepSeries[name]
    return (epochSeries[name] ?? steps)?.best(direction, in: origin == .events ? nil : part)
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

  /// The titles of the curves that show nothing.
  package func idleTitles(of curves: [Curve]) -> Set<String> {
    let still = StillSeries(of: self, isOver: !status.isLive)
    return Set(curves.filter { still.isIdle($0, isLive: status.isLive) == true }.map(\.title))
  }
}

extension Playback {
  /// The titles of the curves that show nothing in any of the drawn runs.
  ///
  /// - Complexity: O(curves · runs).
  package func idleTitles(of curves: [Curve]) -> Set<String> {
    let runs = drawn.map { overviews[$0] }
    let isLive = runs.contains { $0.isLive && $0.whole.end == nil }
    return Set(
      curves.filter { curve in
        var isKnown = false
        for run in runs {
          guard let isIdle = run.still.isIdle(curve, isLive: isLive) else { continue }
          if !isIdle { return false }
          isKnown = true
        }
        return isKnown
      }.map(\.title))
  }
}
