/// The metrics of one batch.
public struct StepMetrics: Equatable, Sendable {
  /// Examples in the batch; as in Keras, they weight the means over an epoch.
  public var samples: Int
  /// The names and the batch's means, in a fixed order.
  public var values: [(name: String, value: Double)]

  /// Creates the metrics of a batch.
  public init(samples: Int, _ values: KeyValuePairs<String, Double>) {
    self.samples = samples
    self.values = values.map { (name: $0.key, value: $0.value) }
  }

  public static func == (a: StepMetrics, b: StepMetrics) -> Bool {
    a.samples == b.samples && a.values.elementsEqual(b.values) { $0 == $1 }
  }
}
