internal import OrderedCollections
internal import RunModel

extension DashboardState {
  /// The metrics the second chart can show, the watched one first.
  var metricNames: [String] {
    let watched = history.monitor?.name
    let names = history.epochSeries.keys.filter { name in
      name != watched && name != "loss" && name != "val_loss" && name != "learning_rate"
        && !(name.hasPrefix("val_") && history.epochSeries[String(name.dropFirst(4))] != nil)
    }
    return (watched.map { [$0] } ?? []) + names
  }

  /// The metric of the second chart.
  var shownMetric: String? {
    if let chosenMetric { return chosenMetric }
    // The losses have a chart of their own.
    let watched = history.callbacks.lazy.filter { $0.patience != nil }.compactMap(\.monitor)
    if let metric = watched.first(where: { $0 != "val_loss" && $0 != "loss" }) { return metric }
    return metricNames.first { $0 != "val_loss" && $0 != "loss" } ?? metricNames.first
  }
}
