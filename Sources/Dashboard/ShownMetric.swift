internal import OrderedCollections
internal import RunModel

extension RunHistory {
  /// What the charts can show of the run: as its log says, or by the names of a run of our own.
  var knownCurves: [Curve] {
    if !curves.isEmpty { return curves }
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

  /// The curve of this run that is meant by one of another run.
  ///
  /// Tools call one thing differently: where there is no curve of the name, the first of the kind is meant.
  func curve(like other: Curve) -> Curve? {
    let known = knownCurves.filter { $0.kind == other.kind }
    return known.first { $0.title == other.title } ?? known.first
  }

  /// The best value of a curve: of what epochs came to, or in a log without those of its steps.
  ///
  /// Single batches of a run of our own are noise, of which the best says nothing.
  ///
  /// - Parameter direction: which way is better, in place of what the curve says.
  /// - Complexity: O(points).
  func best(of curve: Curve, _ direction: Direction? = nil) -> SeriesPoint? {
    guard let name = curve.judged, let direction = direction ?? curve.direction else { return nil }
    let steps = curves.isEmpty ? nil : stepSeries[name]
    return (epochSeries[name] ?? steps)?.best(direction)
  }

  /// The curve of a metric's name in `logs`.
  func curve(_ name: String) -> Curve {
    let hasTwin = epochSeries["val_" + name] != nil
    let twin = hasTwin ? "val_" + name : name
    let watching = callbacks.first { $0.patience != nil && $0.monitor == twin }
    return Curve(
      title: twin, kind: .metric, train: name, validation: hasTwin ? twin : nil,
      direction: watching?.direction ?? (name.contains("loss") ? .min : .max))
  }
}

extension DashboardState {
  /// The curve of the first chart: the loss; of a log without one, whatever comes first.
  var lossCurve: Curve? {
    let known = history.knownCurves
    return known.first { $0.kind == .loss } ?? known.first
  }

  /// The metric that callbacks watch, unless it is the loss, which has a chart of its own.
  private var watched: String? {
    callbacks.lazy.filter { $0.patience != nil }.compactMap(\.monitor)
      .first { $0 != "val_loss" && $0 != "loss" && $0 != lossCurve?.judged }
  }

  /// The curves the second chart can show, the watched one first.
  var shownCurves: [Curve] {
    let loss = lossCurve
    var all = history.knownCurves.filter { $0 != loss }
    let order: [Curve.Kind] = [.metric, .loss, .other]
    all = order.flatMap { kind in all.filter { $0.kind == kind } }
    guard let watched else { return all }
    if let index = all.firstIndex(where: { $0.judged == watched || $0.train == watched }) {
      all.insert(all.remove(at: index), at: 0)
    } else if history.curves.isEmpty {
      all.insert(history.curve(watched), at: 0)
    }
    return all
  }

  /// The curve of the second chart.
  var shownCurve: Curve? {
    let all = shownCurves
    if let chosenMetric, let chosen = all.first(where: { $0.title == chosenMetric }) {
      return chosen
    }
    return all.first
  }
}
