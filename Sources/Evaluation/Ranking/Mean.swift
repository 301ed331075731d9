extension Collection<Double> {
  /// The arithmetic mean; `nil` if there are no values.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
