internal import Callbacks

/// The fitness of an Ultralytics run, computed from the metrics of its log as version 8.4 computes
/// it.
struct Fitness: Equatable {
  /// The name of the fitness itself.
  static let name = "fitness"

  /// The metrics that it is computed from.
  let metrics: [String]
  /// The factor of their sum.
  private let factor: Double

  /// Finds the metrics among the names of a log; nil when there are none, or when the log has the
  /// fitness itself.
  init?(_ names: Set<String>) {
    if names.contains(Self.name) { return nil }
    let accuracies = ["metrics/accuracy_top1", "metrics/accuracy_top5"]
    if accuracies.allSatisfy(names.contains) {
      (metrics, factor) = (accuracies, 0.5)
      return
    }
    // Boxes, masks and poses.
    metrics = ["B", "M", "P"].map { "metrics/mAP50-95(\($0))" }.filter(names.contains)
    factor = 1
    if metrics.isEmpty { return nil }
  }

  /// True when it is not one of the metrics but computed from several.
  var isComputed: Bool { metrics.count > 1 }

  /// The name that it is shown by.
  var monitor: String { isComputed ? Self.name : metrics.first ?? Self.name }

  /// The fitness of an epoch; nil when one of the metrics is missing.
  ///
  /// - Parameter read: Returns the value of a metric.
  func value(_ read: (String) throws(CallbackError) -> Double?) throws(CallbackError) -> Double? {
    var sum = 0.0
    for metric in metrics {
      guard let value = try read(metric) else { return nil }
      sum += value
    }
    return sum * factor
  }
}
