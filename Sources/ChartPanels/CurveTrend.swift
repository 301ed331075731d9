package import RunModel

/// The course of a curve over the last epochs.
package struct CurveTrend: Equatable {
  /// The change of the value that the run is judged by, and the epochs over which it took place; nil
  /// before the second value.
  package let change: Change?
  /// The value on validation data less that on training data at the end of the last epoch with both;
  /// nil where there are none.
  package let gap: Double?
  /// That epoch, from 0; 0 without a gap.
  package let gapEpoch: Int

  /// A difference over a number of epochs.
  package struct Change: Equatable {
    /// The difference.
    package let value: Double
    /// The epochs.
    package let epochs: Int

    /// Creates a change.
    package init(value: Double, epochs: Int) { (self.value, self.epochs) = (value, epochs) }
  }

  /// The number of epochs over which a change is read, where there are so many.
  package static let span = 5
  /// The epochs that are looked at: a curve may have a value in a few of them alone.
  private static let mostEpochs = 50

  /// Compares the ends of epochs.
  ///
  /// - Parameter all: The epochs that ended, of which the newest are looked at.
  /// - Complexity: O(1).
  package init(_ curve: Curve, _ all: some BidirectionalCollection<EpochSummary>) {
    let epochs = all.suffix(Self.mostEpochs)
    func logged(_ name: String?, _ epoch: EpochSummary) -> Double? {
      name.flatMap { epoch.logs[value: $0]?.double }
    }
    let isPair = curve.validation != nil && curve.train != nil
    // A run whose loss has become NaN has no gap and no change, even though earlier epochs had.
    let newestGap =
      isPair
      ? epochs.reversed().lazy.compactMap { epoch -> (epoch: Int, value: Double)? in
        guard let own = logged(curve.validation, epoch), let train = logged(curve.train, epoch)
        else { return nil }
        return (epoch.epoch, own - train)
      }.first : nil
    gap = newestGap.flatMap { $0.value.isFinite ? $0.value : nil }
    gapEpoch = gap == nil ? 0 : newestGap?.epoch ?? 0
    var newest: (epoch: Int, value: Double)?
    var oldest: (epoch: Int, value: Double)?
    for summary in epochs.reversed() {
      guard let own = logged(curve.judged, summary), own.isFinite || newest == nil else { continue }
      guard let end = newest?.epoch else {
        guard own.isFinite else { break }
        newest = (summary.epoch, own)
        continue
      }
      // A value from before the span counts only if there is none within it.
      if end - summary.epoch > Self.span, oldest != nil { break }
      oldest = (summary.epoch, own)
      if end - summary.epoch >= Self.span { break }
    }
    change =
      if let newest, let oldest {
        Change(value: newest.value - oldest.value, epochs: newest.epoch - oldest.epoch)
      } else { nil }
  }
}
