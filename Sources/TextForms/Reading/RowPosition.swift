/// The position of a run, as its lines give it.
struct RowPosition: Equatable, Sendable {
  /// The epoch as it is numbered in the file.
  private(set) var epoch: Double?
  /// The epoch with a fraction, where the step within it is known but not the length of the epochs.
  private(set) var fraction: Double?
  /// The step, counted over the run.
  private(set) var step: Double?
  /// True when the line that gave the step holds no values: its position goes for those that follow.
  private(set) var isShared = false
  /// The epoch with a fraction, where it goes for the lines that follow.
  var sharedFraction: Double? { isShared ? fraction : nil }
  private var inner: Double?
  /// True when the lines with the epoch stand behind the steps of that epoch.
  private var isAtEnd = false
  private var sweeps = 0.0

  /// Moves to the counters of a row.
  ///
  /// - Parameters:
  ///   - epochNumber: The index of the number that is the epoch.
  ///   - stepNumber: The index of the number that is the step.
  ///   - isShared: True when the row holds no values.
  /// - Returns: True when anything changed.
  mutating func move(
    _ row: UnsafeBufferPointer<Double>, epoch epochNumber: Int?, step stepNumber: Int?,
    isShared: Bool, scale: FormPlan.Scale, base: Double
  ) -> Bool {
    let before = self
    if let number = epochNumber, row[number].isFinite {
      if epoch == nil, inner != nil, sweeps == 0, row[number] <= base { isAtEnd = true }
      if epoch != row[number] { (step, fraction, inner) = (nil, nil, nil) }
      epoch = row[number]
    }
    guard let number = stepNumber, row[number].isFinite else {
      if epochNumber != nil { fraction = nil }
      return self != before
    }
    let value = row[number]
    self.isShared = isShared
    switch scale {
    case .run: (step, fraction) = (value, nil)
    case .epoch(let length):
      (step, fraction) = (max(0, passed(value, base, epochNumber == nil)) * length + value, nil)
    case .unknownEpoch(let length, let offset):
      step = nil
      fraction = passed(value, base, epochNumber == nil) + (value + offset) / length
    }
    return self != before
  }

  /// The number of epochs before this one; without epochs, how often the step started over.
  private mutating func passed(_ value: Double, _ base: Double, _ isStepAlone: Bool) -> Double {
    if let epoch { return epoch - base + (isAtEnd && isStepAlone ? 1 : 0) }
    if let inner, value < inner { sweeps += 1 }
    inner = value
    return sweeps
  }
}
