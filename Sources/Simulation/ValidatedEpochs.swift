internal import RunModel

/// The epochs of a log in which there was a validation.
///
/// Only then do the rules of Lightning, Transformers and MMEngine count. An epoch was validated when it has any validation metric, by its name. In a log whose only
/// such metric is the monitored one every epoch counts as validated, because an epoch without a
/// validation looks like one whose validation did not report the metric.
struct ValidatedEpochs {
  private static let parts: Set<String> = ["val", "valid", "validation", "eval"]

  /// The metrics of which a validated epoch has at least one; empty when every epoch counts.
  private let metrics: Set<String>

  /// Finds the validation metrics.
  ///
  /// - Parameters:
  ///   - names: The metrics of the log.
  ///   - monitors: The metrics that callbacks monitor.
  init(_ names: Set<String>, monitors: [String]) {
    let validation = names.filter(Self.isOfValidation).subtracting(monitors)
    metrics = validation.isEmpty ? [] : validation.union(monitors)
  }

  /// Returns true for an epoch with a validation.
  func includes(_ epoch: RecordedEpoch) -> Bool {
    metrics.isEmpty || epoch.logs.names.contains(where: metrics.contains)
  }

  private static func isOfValidation(_ name: String) -> Bool {
    let first = name.prefix { $0 != "_" && $0 != "/" }
    return first.count < name.count && parts.contains(first.lowercased())
  }
}
