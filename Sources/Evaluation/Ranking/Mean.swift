extension Collection<Double> {
  /// The arithmetic mean; nil for no values.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
