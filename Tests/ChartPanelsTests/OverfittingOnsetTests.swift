import ChartPanels
import RunModel
import Testing

/// The epoch from which a run overfits.
@Suite struct OverfittingOnsetTests {
  private func onset(_ train: [Double], _ validation: [Double]) -> Double? {
    OverfittingOnset(
      train: train.enumerated().map { (Double($0 + 1), $1) },
      validation: validation.enumerated().map { SeriesPoint(x: Double($0 + 1), y: $1) })?.x
  }

  private let falling = [2.0, 1.5, 1.2, 1, 0.8, 0.6, 0.5]

  @Test func itIsTheBestEpochOfAValidationLossThatRoseAfterwards() {
    #expect(onset(falling, [2, 1.6, 1.3, 1.4, 1.5, 1.6, 1.7]) == 3)
    // A value that is not a number is no epoch.
    #expect(onset(falling, [2, 1.6, 1.3, .nan, 1.5, 1.6, 1.7]) == 3)
  }

  @Test func noiseAfterTheBestIsNoOverfitting() {
    #expect(onset(falling, [2, 1.6, 1.3, 1.31, 1.32, 1.31, 1.33]) == nil)
    #expect(onset(falling, [2, 1.6, 1.3, 1.2, 1.1, 1.6, 1.7]) == nil)
  }

  /// A loss that had hardly fallen has no onset at a rise of less than one per cent.
  @Test func aTinyRiseIsNoOverfitting() {
    #expect(
      onset(falling, [0.9812, 0.981098, 0.9811, 0.981102, 0.98111, 0.98113, 0.98116]) == nil)
    #expect(onset(falling, [0.9812, 0.981098, 0.985, 0.99, 0.993, 0.994, 0.995]) == 2)
  }

  @Test func whereTheTrainingLossRisesTooTheRunDoesNotOverfit() {
    #expect(onset([2, 1.5, 1.2, 1.4, 1.5, 1.6, 1.7], [2, 1.6, 1.3, 1.4, 1.5, 1.6, 1.7]) == nil)
    #expect(onset([], [2, 1.6, 1.3, 1.4, 1.5, 1.6, 1.7]) == nil)
    #expect(onset(falling, []) == nil)
  }
}
