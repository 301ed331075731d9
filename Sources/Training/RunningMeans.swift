internal import RunModel

/// Means of metrics over batches, weighted by their examples.
struct RunningMeans {
  private var names: [String] = []
  private var sums: [Double] = []
  private var samples = 0

  /// True while no batch was added.
  var isEmpty: Bool { samples == 0 }

  /// Adds a batch.
  mutating func add(_ metrics: StepMetrics) {
    // A batch is empty when none of its files could be read.
    if metrics.samples == 0 { return }
    if names.count != metrics.values.count {
      names = metrics.values.map(\.name)
      sums = Array(repeating: 0, count: names.count)
      samples = 0
    }
    samples += metrics.samples
    for (index, metric) in metrics.values.enumerated() {
      sums[index] += metric.value * Double(metrics.samples)
    }
  }

  /// The means so far, with a prefix before each name.
  ///
  /// They are rounded to 32 bits, because Keras's metrics are `float32` tensors widened to Python
  /// floats.
  func logs(prefix: String = "") -> Logs {
    guard samples > 0 else { return Logs() }
    return Logs(
      zip(names, sums).map { (prefix + $0, .number(Double(Float($1 / Double(samples))))) })
  }
}
