internal import OrderedCollections
internal import Playbacks
internal import RunModel

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
