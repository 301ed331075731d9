import ChartPanels
import RunModel
import Testing

/// The change over the last epochs, and the distance of training and validation.
@Suite struct CurveTrendTests {
  private let curve = Curve(
    title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)

  private func trend(_ train: [Double?], _ validation: [Double?]) -> CurveTrend {
    let epochs = zip(train, validation).enumerated().map { epoch, values in
      let pairs = [("loss", values.0), ("val_loss", values.1)].compactMap { name, value in
        value.map { (name, LogValue.number($0)) }
      }
      return EpochSummary(
        epoch: epoch, logs: Logs(pairs), learningRate: 0, seconds: 0, callbacks: [])
    }
    return CurveTrend(curve, epochs)
  }

  @Test func theChangeIsThatOfTheLastFiveEpochs() {
    let trend = trend(Array(repeating: 1, count: 8), [9, 8, 7, 6, 5, 4, 3, 2])
    #expect(trend.change == .init(value: -5, epochs: 5))
    #expect(trend.gap == 1)
  }

  @Test func aShortRunSaysOverHowManyEpochs() {
    #expect(trend([1, 1], [4, 3]).change == .init(value: -1, epochs: 1))
    #expect(trend([1], [4]).change == nil)
    #expect(trend([1], [4]).gap == 3)
  }

  /// A value of every fourth epoch: the nearest ones that tell five epochs or what there is.
  @Test func epochsWithoutAValueCount() {
    let rare: [Double?] = [9, nil, nil, nil, 5, nil, nil, nil, 3, nil]
    let trend = trend(Array(repeating: 1, count: 10), rare)
    #expect(trend.change == .init(value: -2, epochs: 4))
    #expect(trend.gap == 2)
    let rarest: [Double?] = [9, nil, nil, nil, nil, nil, nil, nil, 3, nil]
    #expect(self.trend(rarest, rarest).change == .init(value: -6, epochs: 8))
  }

  @Test func whatIsNotFiniteTellsNothing() {
    #expect(trend([1, .nan], [.nan, .nan]) == trend([], []))
  }
}
