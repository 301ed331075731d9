import CurveStore
import Foundation
import LogReaders
import LogRecordings
import OrderedCollections
import Playbacks
import Recordings
import RunModel
import TensorBoardFiles
import TestSupport
import Testing

@Suite struct LogRecordingTests {
  // MARK: Families

  @Test func kerasCountsFromZeroAndItsFirstEpochEndsAtOne() throws {
    let recording = try Recordings.sample("keras.csv")
    let history = Recordings.end(recording)
    #expect(history.epochSeries["loss"]?.points.map(\.x) == [1, 2, 3, 4, 5, 6])
    #expect(recording.recorded.map(\.epoch) == [0, 1, 2, 3, 4, 5])
    #expect(recording.epochEnds == [1, 2, 3, 4, 5, 6])
    #expect(!recording.isTimed && recording.length == 6 && recording.axes == [.epoch])
    #expect(history.position == 6)
    #expect(history.learningRates.last == 0.001)
    // An epoch without a measurement has no point.
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [1, 2, 4, 5, 6])
  }

  @Test func ultralyticsCountsFromOneAndItsFirstEpochEndsAtOne() throws {
    let recording = try Recordings.sample("ultralytics.csv")
    let history = Recordings.end(recording)
    #expect(history.epochSeries["train/box_loss"]?.points.first == SeriesPoint(x: 1, y: 1))
    #expect(recording.recorded.first?.epoch == 0)
    #expect(recording.epochEnds.count == recording.recorded.count)
    #expect(history.curves.first { $0.kind == .metric }?.judged == "metrics/mAP50-95(B)")
  }

  /// A text with a counter of epochs says how many there will be; without a total nobody knows.
  @Test(arguments: [
    ("Epoch", 1, "/30", 30), ("Epoch", 0, "/29", 30), ("Epoch", 0, "/30", 30), ("epoch:", 1, "", 0),
  ])
  func aLogThatGrowsKnowsItsPlannedEpochs(word: String, first: Int, total: String, planned: Int)
    throws
  {
    let text = (first..<first + 3).map { epoch in
      "\(word) \(epoch)\(total)\ntrain_loss: 0.\(9 - epoch) val_loss: 0.8\(epoch)\n"
    }.joined()
    let recording = try Recordings.recording(text)
    #expect(recording.recorded.count == 3)
    #expect(Recordings.end(recording).info?.epochs == planned)
  }

  @Test func huggingFaceCountsPartsOfEpochs() throws {
    let recording = try Recordings.sample("trainer_state.json")
    let history = Recordings.end(recording)
    #expect(history.stepSeries["loss"]?.points.prefix(3).map(\.x) == [0.5, 1, 1.5])
    #expect(history.epochSeries["loss"] == nil)
    #expect(recording.axes.prefix(2) == [.epoch, .step])
    #expect(recording.recorded.map(\.epoch) == [0, 1, 2])
    #expect(recording.x(at: recording.length, on: .step) == 30)
    let half = recording.moment(at: 1.5, on: .epoch)
    #expect(recording.x(at: half, on: .step) == 15)
    let loss = history.curves.first { $0.kind == .loss }
    #expect(loss?.train == "loss" && loss?.validation == "eval_loss")
  }

  @Test func lightningsStepsAndEpochsLieOnOneAxis() throws {
    let recording = try Recordings.sample("lightning.csv")
    let history = Recordings.end(recording)
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [1, 2, 3])
    let steps = try #require(history.stepSeries["train_loss_step"]).points
    #expect(steps.count == 6)
    #expect(steps[1].x == 1 && steps[3].x == 2 && steps[5].x == 3)
    #expect(steps[2].x > 1 && steps[2].x < 2)
    let onSteps = Recordings.end(recording, RecordingQuery(axis: .step))
    #expect(onSteps.epochSeries["val_loss"]?.points.map(\.x) == [19, 39, 59])
    #expect(onSteps.position == 59)
  }

  @Test func aMessageBeforeTheFirstValueStandsAtTheStart() throws {
    let recording = try Recordings.sample("lightgbm.log")
    let entries = Recordings.end(recording, RecordingQuery(axis: .step)).entries
    let until = try #require(entries.first { $0.text.hasPrefix("Training until") })
    let end = try #require(entries.first { $0.text.hasPrefix("Early stopping") })
    #expect(until.x == 5 && end.x == 20)
  }

  @Test func kerasFoldersOfTensorBoardAreOneRun() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    for part in ["train", "validation"] {
      let path = "\(folder)/\(part)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let writer = try EventFileWriter(folder: path, wallTime: 1000)
      for epoch in 0..<4 {
        if part == "train" {
          for batch in 0..<5 {
            let step = epoch * 5 + batch
            try writer.add(
              Float(9 - Double(step) / 4), tag: "batch_loss", step: Int64(step),
              wallTime: 1000 + Double(step) * 2)
          }
        }
        try writer.add(
          Float(4 - epoch), tag: "epoch_loss", step: Int64(epoch),
          wallTime: 1000 + Double(epoch) * 10 + 8)
      }
      try writer.flush()
    }
    let recordings = LogRecording.recordings(
      try LogContents(path: folder), title: "run", isLive: false)
    let recording = try #require(recordings.first)
    #expect(recordings.count == 1)
    #expect(recording.isTimed && recording.axes == [.epoch, .step, .time, .wall])
    let history = Recordings.end(recording)
    let loss = try #require(history.curves.first { $0.kind == .loss })
    #expect(loss.train == "train/epoch_loss" && loss.validation == "validation/epoch_loss")
    #expect(history.epochSeries["validation/epoch_loss"]?.points.map(\.x) == [1, 2, 3, 4])
    // Batches have no epoch: the clock determines their x.
    let batches = try #require(history.stepSeries["train/batch_loss"]).points
    #expect(batches.count == 20)
    #expect(abs((batches.first { $0.x > 1 }?.x ?? 0) - 1.2) < 1e-9)
    #expect(batches.last?.x == 4)
    #expect(recording.recorded.count == 4)
    // On the axis of steps an epoch lies at its last batch, not at its own number.
    let onSteps = Recordings.end(recording, RecordingQuery(axis: .step))
    #expect(onSteps.epochSeries["validation/epoch_loss"]?.points.map(\.x) == [4, 9, 14, 19])
    #expect(onSteps.stepSeries["train/batch_loss"]?.points.last?.x == 19)
    #expect(onSteps.position == 19)
  }

  @Test(arguments: [
    "keras.csv", "ultralytics.csv", "ultralytics-padded.csv", "yolov5.csv", "lightning.csv",
    "trainer_state.json", "history.json", "fastai.csv", "dvclive", "hf.log", "keras3.log",
    "detectron2.json", "mmengine.json", "mmdetection.log.json", "detr.json", "mlruns", "mlflow.db",
    "trackio.db", "tensorboard", "run-ab12cd34.wandb", "xgboost.log", "lightgbm.log",
    "nanogpt.log", "darknet.log", "yolox.log", "records.jsonl", "script.log", "semicolon.csv",
    "swift-models.csv", "tensorboard-export.csv", "torchtune.log", "yolov5-results.txt",
  ])
  func atItsEndAPlaybackShowsWhatTheLogEndsWith(name: String) throws {
    let contents = try LogContents(path: SampleLogs.path(name))
    for recording in LogRecording.recordings(contents, title: name, isLive: false) {
      let history = Recordings.end(recording, RecordingQuery(axis: recording.axes[0]))
      let shown = Recordings.series(history)
      #expect(!shown.isEmpty)
      for (name, series) in shown where !series.points.isEmpty {
        let xs = series.points.map(\.x)
        #expect(xs == xs.sorted(), "\(name) is a zigzag")
        #expect(xs.allSatisfy { $0 <= history.position }, "\(name) goes beyond the end")
      }
      for run in contents.runs where contents.runs.count == 1 {
        for (name, series) in zip(run.seriesNames, run.series) {
          guard let last = series.points.last?.value, series.role != .learningRate else { continue }
          let shown = history.epochSeries[name]?.last ?? history.stepSeries[name]?.last
          // A point without an x on the axis cannot be shown.
          guard let shown else { continue }
          #expect(shown == last || shown.isNaN && last.isNaN, "\(name)")
        }
      }
      #expect(recording.epochEnds.count == recording.recorded.count)
      #expect(recording.epochEnds == recording.epochEnds.sorted())
      #expect(recording.markMoments == recording.markMoments.sorted())
      #expect(recording.markMoments.allSatisfy { (0...recording.length).contains($0) })
      #expect(history.epochs.count == recording.recorded.count)
    }
  }

  @Test(arguments: ["lightning.csv", "trainer_state.json", "keras.csv", "mmengine.json", "hf.log"])
  func xsAndMomentsAreEachOthersInverse(name: String) throws {
    let recording = try Recordings.sample(name)
    for axis in recording.axes {
      var last = -Double.infinity
      for share in stride(from: 0.0, through: 1, by: 1 / 64) {
        let x = recording.x(at: share * recording.length, on: axis)
        #expect(x >= last, "\(axis) falls")
        last = x
        let back = recording.moment(at: x, on: axis)
        #expect(back <= share * recording.length + recording.length * 1e-6)
        #expect(abs(recording.x(at: back, on: axis) - x) < 1e-6, "\(axis) \(share)")
      }
    }
  }

  // MARK: Long series

  /// Steps with one spike, one gap and a slow decline between them.
  private func long(_ count: Int, spike: Int, gap: Int) -> String {
    var text = "step,loss\n"
    for step in 0..<count {
      let value = step == spike ? "1000" : step == gap ? "nan" : "\(2 - Double(step) / 1e6)"
      text += "\(step),\(value)\n"
    }
    return text
  }

  @Test func noSpikeAndNoGapIsLostHoweverFewColumnsThereAre() throws {
    let recording = try Recordings.recording(long(200_000, spike: 77_777, gap: 123_456))
    for columns in [1, 7, 80, 400, 1999] {
      let shown = Recordings.end(recording, RecordingQuery(axis: .step, columns: columns))
      let points = try #require(shown.stepSeries["loss"]).points
      #expect(points.contains(SeriesPoint(x: 77_777, y: 1000)), "\(columns) columns")
      #expect(points.contains { $0.y.isNaN && $0.x == 123_456 }, "\(columns) columns")
      #expect(points.count <= columns * 3 + 3, "\(columns) columns")
      #expect(points.map(\.x) == points.map(\.x).sorted())
    }
    // Before the spike there was none.
    let before = recording.moment(at: 77_000, on: .step)
    let points =
      recording.history(at: before, RecordingQuery(axis: .step)).stepSeries["loss"]?.points ?? []
    #expect(points.allSatisfy { $0.y < 3 && $0.x <= 77_000 })
    #expect(!points.isEmpty)
  }

  @Test(arguments: [1, 7, 80]) func theLastPointIsTheLastMeasured(columns: Int) throws {
    let lines = (0..<10_000).map { "\($0),\([1, 3, 2][$0 % 3])\n" }
    let recording = try Recordings.recording(
      "step,loss\n" + lines.dropLast().joined() + "9999,2.5\n")
    let shown = Recordings.end(recording, RecordingQuery(axis: .step, columns: columns))
    #expect(shown.stepSeries["loss"]?.points.last == SeriesPoint(x: 9999, y: 2.5))
  }

  @Test func aWindowShowsItsPointsAndOneOnEitherSide() throws {
    let recording = try Recordings.recording(long(200_000, spike: 77_777, gap: 123_456))
    let shown = Recordings.end(
      recording, RecordingQuery(axis: .step, window: 77_770...77_780, columns: 100))
    let xs = try #require(shown.stepSeries["loss"]).points.map(\.x)
    #expect(xs == (77_769...77_781).map(Double.init))
    let few = try Recordings.recording("epoch,loss\n0,5\n1,4\n2,3\n3,2\n4,1\n")
    let part = Recordings.end(few, RecordingQuery(window: 2.5...3.5)).epochSeries["loss"]?.points
      .map(\.x)
    #expect(part == [2, 3, 4])
  }

  /// Three series, of which two share their steps, against looking at every point.
  @Test(arguments: [RunAxis.step, .epoch], 0..<6)
  func onALogarithmicAxisNoColumnLosesItsExtremes(axis: RunAxis, seed: Int) throws {
    var state = UInt64(seed) &* 977 &+ 12_345
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var text = "epoch,step,loss,norm,rare\n"
    for step in 0..<12_000 {
      let rare = step % 3 == 0 ? "\(random())" : ""
      text += "\(Double(step) / 500),\(step),\(random() - 0.5),\(random()),\(rare)\n"
    }
    let recording = try Recordings.recording(text)
    let start = try #require(recording.firstPositiveX(on: axis))
    #expect(start == (axis == .step ? 1 : 0.002))
    let end = recording.x(at: recording.length, on: axis)
    for (window, columns) in [(start...end, 160), (start...end, 37), (end / 40...end / 3, 80)] {
      let shown = Recordings.end(
        recording,
        RecordingQuery(axis: axis, window: window, columns: columns, isLogarithmic: true))
      let all = Recordings.end(recording, RecordingQuery(axis: axis, columns: 100_000))
      func columnsOf(_ series: Series?) -> [Int: ClosedRange<Double>] {
        var found: [Int: ClosedRange<Double>] = [:]
        let bounds = AxisColumns(logarithmic: window, count: columns)?.bounds ?? []
        for point in series?.points ?? [] where window.contains(point.x) {
          let column = bounds.dropFirst().dropLast().prefix { $0 <= point.x }.count
          let known = found[column] ?? point.y...point.y
          found[column] = min(known.lowerBound, point.y)...max(known.upperBound, point.y)
        }
        return found
      }
      for name in ["loss", "norm", "rare"] {
        let (every, kept) = (all.stepSeries[name], shown.stepSeries[name])
        #expect(columnsOf(every) == columnsOf(kept), "\(name) in \(columns) columns")
        #expect((kept?.points.count ?? 0) <= 3 * columns + 10)
        #expect(kept?.points.last == every?.points.last || window.upperBound < end)
      }
    }
  }

  /// What is zoomed in has the same smoothed values, as if all points were smoothed first.
  @Test(arguments: [0.9, 0.99, 0.999]) func smoothingDoesNotDependOnTheZoom(weight: Double) throws {
    var state: UInt64 = 12_345
    let values = (0..<60_000).map { step in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 2 / (1 + Double(step) / 5000) + Double(state >> 11) / Double(1 << 53) * 0.2
    }
    let text = values.enumerated().map { "\($0),\($1)\n" }.joined()
    let recording = try Recordings.recording("step,loss\n" + text)
    let exact = Series(values.enumerated().map { SeriesPoint(x: Double($0), y: $1) })
      .smoothed(by: weight)
    let windows: [ClosedRange<Double>?] = [
      nil, 0...60_000, 20_000...40_000, 30_000...30_900, 50_000...50_100,
    ]
    for window in windows {
      let query = RecordingQuery(
        axis: .step, window: window, columns: 300, lead: Series.memory(of: weight))
      let shown = try #require(Recordings.end(recording, query).stepSeries["loss"])
      // A stretch is half a column's width apart from the end that it stands for, and averages.
      let tolerance = (window.map { $0.upperBound - $0.lowerBound } ?? 60_000) > 1000 ? 0.1 : 0.02
      for point in shown.smoothed(by: weight) where point.x > 200 {
        #expect(
          abs(point.y - exact[Int(point.x)].y) < tolerance, "\(point.x) in \(window ?? 0...0)")
      }
    }
  }

  @Test func onlyTheNamedSeriesAreLookedUp() throws {
    let history = Recordings.end(
      try Recordings.sample("keras.csv"), RecordingQuery(names: ["val_accuracy"]))
    #expect(Array(history.epochSeries.keys) == ["val_accuracy"])
    #expect(!history.learningRates.points.isEmpty)
  }

  // MARK: Marks

  @Test func bestsCutsGapsMessagesAndTheEndAreMarked() throws {
    let recording = try Recordings.recording(
      """
      epoch,loss,val_accuracy,learning_rate
      0,1.0,0.5,0.1
      1,0.9,0.7,0.1
      2,nan,0.6,0.01
      3,0.7,0.8,0.01

      """)
    let marks = Recordings.end(recording).marks
    #expect(marks.filter { $0.kind == .best }.map(\.x) == [1, 2, 4])
    #expect(marks.filter { $0.kind == .learningRateCut }.map(\.x) == [3])
    #expect(marks.filter { $0.kind == .warning }.map(\.x) == [3])
    // At that moment only earlier events had happened.
    #expect(recording.history(at: 2, RecordingQuery()).marks.map(\.x) == [1, 2])
    #expect(recording.markMoments == [1, 2, 3, 3, 4])
  }

  /// A loss that was not finite once, and later for good, is marked at both; one that comes and goes
  /// at the first few.
  @Test(arguments: [([2, 5, 6], [3.0, 6]), ([1, 3, 5, 7, 9], [2, 4, 6, 8])])
  func eachBeginningOfALossThatIsNotFiniteIsMarked(broken: [Int], marked: [Double]) throws {
    let rows = (0..<10).map { "\($0),\(broken.contains($0) ? "nan" : "0.5")\n" }
    let recording = try Recordings.recording("epoch,loss\n" + rows.joined())
    #expect(Recordings.end(recording).marks.filter { $0.kind == .warning }.map(\.x) == marked)
  }

  @Test(arguments: [2000, 2001, 5000])
  func aLogOfStepsKeepsTheMarksOfItsBestValues(count: Int) throws {
    let rows = (1...count).map { "\($0),2,\($0 < 3 ? 5 - $0 : $0 == 1999 ? 1 : 4)\n" }
    let recording = try Recordings.recording("step,loss,val_loss\n" + rows.joined())
    let marks = Recordings.end(recording, RecordingQuery(axis: .step)).marks
    #expect(marks.filter { $0.kind == .best }.map(\.x) == [1, 2, 1999])
  }

  /// The marks follow the metric that is looked at, with the moments to which keys go.
  @Test func theBestValuesAreThoseOfTheMetricThatIsLookedAt() throws {
    let recording = try Recordings.recording(
      "epoch,loss,val_loss,val_acc\n0,3,3,0.1\n1,2,4,0.3\n2,1,5,0.2\n")
    func bests(_ title: String?) -> [String] {
      Recordings.end(recording, RecordingQuery(judged: title)).marks
        .filter { $0.kind == .best }.map { "\(Int($0.x)) \($0.text)" }
    }
    #expect(bests(nil) == ["1 best val_acc 0.1", "2 best val_acc 0.3"])
    #expect(bests("loss") == ["1 best val_loss 3"])
    #expect(bests("nothing") == bests(nil))
    #expect(recording.marks(judging: "loss")?.moments == [1])
    #expect(recording.markMoments == [1, 2])
  }

  /// The last steps of a linear decay halve the rate, but nobody cut it.
  @Test(arguments: [
    ([0.01, 0.01, 0.01, 0.002, 0.002, 0.0004], [4.0, 6]), ([8, 6, 4, 2, 0.0001], []),
    ([8, 6, 4, 2, 1e-4, 1e-5], []), ([1, 0.9, 0.8, 0.1, 0.1], [4]),
    ([0.01, 0.01, 0.001, 0.0001], [3, 4]), ([0.01, 0.001, 0.0001, 0.0001, 0.00001], [2, 3, 5]),
  ])
  func onlyASuddenFallOfTheRateIsACut(rates: [Double], cuts: [Double]) throws {
    let rows = rates.enumerated().map { "\($0.offset + 1),1,\($0.element)\n" }.joined()
    let marks = Recordings.end(try Recordings.recording("epoch,loss,lr\n" + rows)).marks
    #expect(marks.filter { $0.kind == .learningRateCut }.map(\.x) == cuts, "\(marks)")
  }

  @Test func theLinearDecayOfUltralyticsHasNoCut() throws {
    let marks = Recordings.end(try Recordings.sample("ultralytics.csv")).marks
    #expect(!marks.contains { $0.kind == .learningRateCut })
  }

  /// What an alarm would have said stays as an event.
  @Test func aLossThatDivergesOrOverfitsIsAnEvent() throws {
    let diverging = [1, 0.5, 0.3, 1.2, 1.3, 0.4].enumerated().map { "\($0.offset),\($0.element)\n" }
    let first = try Recordings.recording("epoch,loss\n" + diverging.joined())
    let warnings = Recordings.end(first).marks.filter { $0.kind == .warning }
    #expect(warnings.map(\.x) == [4])
    #expect(warnings.first?.text == "loss diverges: 1.2 is 4 times its best, 0.3")
    let rows = (0..<20).map { "\($0),\(1 / Double($0 + 1)),\(1 + abs(Double($0) - 5) / 10)\n" }
    let second = try Recordings.recording("epoch,loss,val_loss\n" + rows.joined())
    let marks = Recordings.end(second).marks.filter { $0.kind == .warning }
    #expect(marks.map(\.x) == [10])
    #expect(marks.map(\.text) == ["overfitting: val_loss rose over 5 epochs while loss fell"])
  }

  @Test func whatTheToolSaidStandsWhereItSaidIt() throws {
    let recording = try Recordings.recording(
      """
      Epoch 1/4
      10/10 - 1s - 100ms/step - loss: 1.0 - val_loss: 1.5
      Epoch 2/4
      10/10 - 1s - 100ms/step - loss: 0.5 - val_loss: 1.6

      Epoch 2: ReduceLROnPlateau reducing learning rate to 0.01.
      Epoch 3/4
      10/10 - 1s - 100ms/step - loss: 0.4 - val_loss: 1.7
      Epoch 3: early stopping

      """)
    let marks = Recordings.end(recording).marks
    #expect(marks.first { $0.kind == .learningRateCut }?.x == 2)
    #expect(marks.contains { $0.kind == .end && $0.x == 3 })
  }

  // MARK: Odd logs

  @Test func epochsMayBeginAnywhere() throws {
    let recording = try Recordings.recording("epoch,loss\n57,3\n58,2\n59,1\n")
    let history = Recordings.end(recording)
    #expect(
      recording.recorded.map(\.epoch) == history.epochSeries["loss"]?.points.map { Int($0.x) - 1 })
    #expect(recording.length == 3)
    #expect(recording.epochEnds.last == recording.length)
  }

  @Test(arguments: [
    "epoch,loss\n0,1\n", "step,loss\n0,1\n", "epoch,loss\n0,nan\n1,nan\n",
    "step,loss\n-5,1\n-3,2\n",
    "epoch,loss\n0,1e308\n1,-1e308\n", "step,loss\n0,1e308\n9223372036854775807,-1e308\n",
    "epoch,step,loss\n1e15,1,1\n2e15,5,2\n", "epoch,loss,time\n0,1,1e300\n1,2,-1e300\n",
  ])
  func anyNumbersHaveARecording(text: String) throws {
    let recording = try Recordings.recording(text)
    for axis in RunAxis.allCases {
      for moment in [-1, 0, recording.length / 2, recording.length, 1e300] {
        let history = recording.history(at: moment, RecordingQuery(axis: axis, columns: 3))
        #expect(history.position.isFinite)
      }
    }
  }
}
