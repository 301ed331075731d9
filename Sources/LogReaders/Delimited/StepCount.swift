/// The steps of rows that also have epochs, where they may count anew within each epoch.
///
/// A step that is less than the last one, in a later epoch, is counted on from there, so that no
/// epoch hides the one before it.
struct StepCount {
  /// True when the column is known to count the batches of an epoch.
  private let isOfBatches: Bool
  /// The number that is added to the steps in the file.
  private var offset: Int64 = 0
  private var last: (epoch: Double, step: Int64)?
  /// The offset of each epoch that has one.
  private var starts: [(epoch: Double, offset: Int64)] = []

  /// Creates the count of a column.
  init(isOfBatches: Bool) { self.isOfBatches = isOfBatches }

  /// The step of a row, counted over all epochs.
  mutating func number(_ step: Int64, epoch: Double) -> Int64 {
    if let last, epoch > last.epoch, step < last.step || isOfBatches && step == last.step {
      offset &+= last.step &+ (step == 0 ? 1 : 0)
      starts.append((epoch, offset))
    } else if let last, epoch < last.epoch, offset != 0 {
      // Another attempt begins at an epoch that was trained before.
      while let start = starts.last, start.epoch > epoch { starts.removeLast() }
      offset = starts.last?.offset ?? 0
    }
    last = (epoch, step)
    return step &+ offset
  }

  /// The steps of rows, counted over all epochs.
  ///
  /// - Complexity: O(rows).
  mutating func numbers(
    _ steps: ArraySlice<Int64>, epochs: ArraySlice<Double>
  ) -> ArraySlice<Int64> {
    guard let step = steps.last, let epoch = epochs.last, let first = steps.first else {
      return steps
    }
    let falls = zip(steps, steps.dropFirst()).contains {
      isOfBatches ? $0 >= $1 : $0 > $1
    }
    if offset == 0, !falls, last.map({ isOfBatches ? $0.step < first : $0.step <= first }) ?? true {
      last = (epoch, step)
      return steps
    }
    return zip(steps, epochs).map { number($0, epoch: $1) }[...]
  }
}
