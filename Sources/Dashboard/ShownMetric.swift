internal import OrderedCollections
internal import RunModel

extension RunHistory {
  /// The curves that the charts can show: those of the log, or for a run of our own those its
  /// metrics' names suggest.
  var knownCurves: [Curve] {
    if origin == .log { return curves }
    var found: [Curve] = [
      Curve(title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)
    ]
    for name in epochSeries.keys {
      let isTwin = name.hasPrefix("val_") && epochSeries[String(name.dropFirst(4))] != nil
      if name == "loss" || name == "val_loss" || name == "learning_rate" || isTwin { continue }
      found.append(curve(name))
    }
    return found
  }

  /// The curve of this run that corresponds to a curve of another run.
  ///
  /// Tools use different names: without a curve of the same name, it is the first of the same kind.
  func curve(like other: Curve) -> Curve? {
    let known = knownCurves.filter { $0.kind == other.kind }
    return known.first { $0.title == other.title } ?? known.first
  }

  /// The best value of a curve: among the epochs, or among the steps of a log without epochs.
  ///
  /// Single batches of a run of our own are noise, so their best value says nothing.
  ///
  /// - Parameter direction: The better direction, in place of the curve's.
  /// - Complexity: O(points).
  func best(of curve: Curve, _ direction: Direction? = nil) -> SeriesPoint? {
    guard let name = curve.judged, let direction = direction ?? curve.direction else { return nil }
    let steps = origin == .events ? nil : stepSeries[name]
    return (epochSeries[name] ?? steps)?.best(direction)
  }

  /// The curve of a metric, by its name in `logs`.
  func curve(_ name: String) -> Curve {
    let hasTwin = epochSeries["val_" + name] != nil
    let twin = hasTwin ? "val_" + name : name
    let watching = callbacks.first { $0.watchesPlateau && $0.monitor == twin }
    return Curve(
      title: twin, kind: .metric, train: name, validation: hasTwin ? twin : nil,
      direction: watching?.direction ?? (name.contains("loss") ? .min : .max))
  }
}

extension DashboardState {
  /// The curve of the first chart: the loss, or in a log without a loss the first curve.
  var lossCurve: Curve? {
    let known = history.knownCurves
    return known.first { $0.kind == .loss } ?? known.first
  }

  /// The metric that callbacks watch; nil when it is the loss, which has its own chart.
  private var watched: String? {
    callbacks.lazy.filter { $0.watchesPlateau }.compactMap(\.monitor)
      .first { $0 != "val_loss" && $0 != "loss" && $0 != lossCurve?.judged }
  }

  /// The curves that the second chart can show, the watched one first.
  var shownCurves: [Curve] {
    let loss = lossCurve
    var all = history.knownCurves.filter { $0 != loss }
    let order: [Curve.Kind] = [.metric, .loss, .other]
    all = order.flatMap { kind in all.filter { $0.kind == kind } }
    guard let watched else { return all }
    if let index = all.firstIndex(where: { $0.judged == watched || $0.train == watched }) {
      all.insert(all.remove(at: index), at: 0)
    } else if history.origin == .events {
      all.insert(history.curve(watched), at: 0)
    }
    return all
  }

  /// The curve whose best value the header names: the chosen one, else the run's headline.
  var headlineCurve: Curve? {
    guard history.origin == .log, charts.metric == nil else { return shownCurve }
    return (shownCurves + [lossCurve].compactMap(\.self)).headline ?? shownCurve
  }

  /// The curve of the second chart.
  var shownCurve: Curve? {
    let all = shownCurves
    if let metric = charts.metric, let chosen = all.first(where: { $0.title == metric }) {
      return chosen
    }
    return all.first
  }
}
