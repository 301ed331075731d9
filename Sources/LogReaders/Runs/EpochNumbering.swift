/// How a table's epochs are numbered: as they stand there, but for the tables of our own runs.
///
/// Our runs are shown from 1, and our CSVLogger counts from 0, as Keras's does. So that an epoch has one number in
/// whichever file of a run it is looked up, a table that begins with 0 in such a run's folder is numbered from 1.
struct EpochNumbering {
  private let isOfOurRun: Bool
  /// What is added to each epoch; nil before the first one.
  private var shift: Double?

  /// - Parameter isOfOurRun: whether the table lies in the folder of a run of ours.
  init(isOfOurRun: Bool) { self.isOfOurRun = isOfOurRun }

  /// The number of an epoch of the file.
  mutating func number(_ epoch: Double) -> Double {
    guard isOfOurRun else { return epoch }
    let shift = shift ?? (epoch == 0 ? 1 : 0)
    self.shift = shift
    return epoch + shift
  }

  /// The numbers of epochs of the file, in order.
  ///
  /// - Complexity: O(1), O(epochs) in a run of ours.
  mutating func numbers(_ epochs: ArraySlice<Double>) -> ArraySlice<Double> {
    isOfOurRun ? epochs.map { number($0) }[...] : epochs
  }
}
