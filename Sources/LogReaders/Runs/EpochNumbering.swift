/// The numbering of a table's epochs: unchanged, except in tables of our own runs.
///
/// Our runs are shown from 1, and our CSVLogger counts from 0 like Keras's. To give an epoch one
/// number in all files of a run, a table in its folder that starts with 0 is numbered from 1.
struct EpochNumbering {
  private let isOfOurRun: Bool
  /// The number that is added to each epoch; nil before the first epoch.
  private var shift: Double?

  /// Creates the numbering of a table.
  ///
  /// - Parameter isOfOurRun: True when the table is in the folder of a run of ours.
  init(isOfOurRun: Bool) { self.isOfOurRun = isOfOurRun }

  /// The number of an epoch in the file.
  mutating func number(_ epoch: Double) -> Double {
    guard isOfOurRun else { return epoch }
    let shift = shift ?? (epoch == 0 ? 1 : 0)
    self.shift = shift
    return epoch + shift
  }

  /// The numbers of epochs in the file, in order.
  ///
  /// - Complexity: O(1); O(epochs) in a run of ours.
  mutating func numbers(_ epochs: ArraySlice<Double>) -> ArraySlice<Double> {
    isOfOurRun ? epochs.map { number($0) }[...] : epochs
  }
}
