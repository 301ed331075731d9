import OrderedCollections
import Playbacks
import Recordings
import RunModel

/// A log of 600 curves, 200 layers with three each.
struct WideLog: RunRecording {
  let name = "wide.csv"
  var length = 40.0
  let isTimed = true
  let isLive = false
  let axes: [RunAxis] = [.step]
  let epochEnds: [Double] = []
  let markMoments: [Double] = []
  let recorded: [RecordedEpoch] = []

  static let names = (0..<200).flatMap { layer in
    ["snr", "grad", "norm"].map { "layer\(layer)/\($0)" }
  }

  func x(at moment: Double, on axis: RunAxis) -> Double { moment }
  func moment(at x: Double, on axis: RunAxis) -> Double { x }

  func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    RunHistory(
      name: name, axis: .step, reach: moment,
      curves: Self.names.map { Curve(title: $0, kind: .other, train: $0, direction: .min) },
      stepSeries: .init(
        uniqueKeysWithValues: Self.names.enumerated().compactMap { index, name in
          guard query.names?.contains(name) ?? true else { return nil }
          let points = (0...Int(moment)).map { step in
            SeriesPoint(x: Double(step), y: Double((step * (index + 3)) % 17))
          }
          return (name, Series(points))
        }),
      epochSeries: [:], learningRates: Series(), epochs: [], marks: [], entries: [],
      plannedEpochs: 0, startTime: 0, lastTime: moment)
  }
}
