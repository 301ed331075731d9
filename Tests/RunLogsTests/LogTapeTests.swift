import Foundation
import OrderedCollections
import RunLogs
import RunModel
import TensorBoardFiles
import Testing

@Suite struct LogTapeTests {
  private func sample(_ name: String) throws -> LogTape {
    let contents = try LogContents(path: SampleLogs.path(name))
    return try #require(LogTape.tapes(contents, title: name, isLive: false).first)
  }

  private func tape(_ text: String) throws -> LogTape {
    try SampleLogs.withFile(text.utf8) { path in
      try #require(
        LogTape.tapes(try LogContents(path: path), title: "log", isLive: false).first)
    }
  }

  private func end(_ tape: LogTape, _ view: TapeView = TapeView()) -> RunHistory {
    tape.history(at: tape.length, view)
  }

  /// Every series of a history, by its name.
  private func series(_ history: RunHistory) -> [(name: String, series: Series)] {
    history.epochSeries.map { ($0.key, $0.value) } + history.stepSeries.map { ($0.key, $0.value) }
      + [("learning rate", history.learningRates)]
  }

  // MARK: Families

  @Test func kerasCountsFromZeroAndItsFirstEpochEndsAtOne() throws {
    let tape = try sample("keras.csv")
    let history = end(tape)
    #expect(history.epochSeries["loss"]?.points.map(\.x) == [1, 2, 3, 4, 5, 6])
    #expect(tape.recorded.map(\.epoch) == [0, 1, 2, 3, 4, 5])
    #expect(tape.epochEnds == [1, 2, 3, 4, 5, 6])
    #expect(!tape.isTimed && tape.length == 6 && tape.axes == [.epoch])
    #expect(history.position == 6)
    #expect(history.learningRates.last == 0.001)
    // What was not measured has no point.
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [1, 2, 4, 5, 6])
  }

  @Test func ultralyticsCountsFromOneAndItsFirstEpochEndsAtOne() throws {
    let tape = try sample("ultralytics.csv")
    let history = end(tape)
    #expect(history.epochSeries["train/box_loss"]?.points.first == SeriesPoint(x: 1, y: 1))
    #expect(tape.recorded.first?.epoch == 0)
    #expect(tape.epochEnds.count == tape.recorded.count)
    #expect(history.curves.first { $0.kind == .metric }?.judged == "metrics/mAP50-95(B)")
  }

  @Test func huggingFaceCountsPartsOfEpochs() throws {
    let tape = try sample("trainer_state.json")
    let history = end(tape)
    #expect(history.stepSeries["loss"]?.points.prefix(3).map(\.x) == [0.5, 1, 1.5])
    #expect(history.epochSeries["loss"] == nil)
    #expect(tape.axes.prefix(2) == [.epoch, .step])
    #expect(tape.recorded.map(\.epoch) == [0, 1, 2])
    #expect(tape.place(at: tape.length, on: .step) == 30)
    let half = tape.moment(at: 1.5, on: .epoch)
    #expect(tape.place(at: half, on: .step) == 15)
    let loss = history.curves.first { $0.kind == .loss }
    #expect(loss?.train == "loss" && loss?.validation == "eval_loss")
  }

  @Test func lightningsStepsAndEpochsLieOnOneAxis() throws {
    let tape = try sample("lightning.csv")
    let history = end(tape)
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [1, 2, 3])
    let steps = try #require(history.stepSeries["train_loss_step"]).points
    #expect(steps.count == 6)
    #expect(steps[1].x == 1 && steps[3].x == 2 && steps[5].x == 3)
    #expect(steps[2].x > 1 && steps[2].x < 2)
    let onSteps = end(tape, TapeView(axis: .step))
    #expect(onSteps.epochSeries["val_loss"]?.points.map(\.x) == [19, 39, 59])
    #expect(onSteps.position == 59)
  }

  @Test func kerasFoldersOfTensorBoardAreOneRun() throws {
    let folder = NSTemporaryDirectory() + "tape-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
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
    let tapes = LogTape.tapes(try LogContents(path: folder), title: "run", isLive: false)
    let tape = try #require(tapes.first)
    #expect(tapes.count == 1)
    #expect(tape.isTimed && tape.axes == [.epoch, .step, .time])
    let history = end(tape)
    let loss = try #require(history.curves.first { $0.kind == .loss })
    #expect(loss.train == "train/epoch_loss" && loss.validation == "validation/epoch_loss")
    #expect(history.epochSeries["validation/epoch_loss"]?.points.map(\.x) == [1, 2, 3, 4])
    // Batches have no epoch: they lie where the clock says.
    let batches = try #require(history.stepSeries["train/batch_loss"]).points
    #expect(batches.count == 20)
    #expect(abs((batches.first { $0.x > 1 }?.x ?? 0) - 1.2) < 1e-9)
    #expect(batches.last?.x == 4)
    #expect(tape.recorded.count == 4)
    // On the axis of steps an epoch lies where its last batch is, not at its own number.
    let onSteps = end(tape, TapeView(axis: .step))
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
  func atItsEndAFilmShowsWhatTheLogEndsWith(name: String) throws {
    let contents = try LogContents(path: SampleLogs.path(name))
    for tape in LogTape.tapes(contents, title: name, isLive: false) {
      let history = end(tape, TapeView(axis: tape.axes[0]))
      let shown = series(history)
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
          // What has no place on the axis cannot be shown.
          guard let shown else { continue }
          #expect(shown == last || shown.isNaN && last.isNaN, "\(name)")
        }
      }
      #expect(tape.epochEnds.count == tape.recorded.count)
      #expect(tape.epochEnds == tape.epochEnds.sorted())
      #expect(tape.markMoments == tape.markMoments.sorted())
      #expect(tape.markMoments.allSatisfy { (0...tape.length).contains($0) })
      #expect(history.epochs.count == tape.recorded.count)
    }
  }

  @Test(arguments: ["lightning.csv", "trainer_state.json", "keras.csv", "mmengine.json", "hf.log"])
  func placesAndMomentsAreEachOthersInverse(name: String) throws {
    let tape = try sample(name)
    for axis in tape.axes {
      var last = -Double.infinity
      for share in stride(from: 0.0, through: 1, by: 1 / 64) {
        let place = tape.place(at: share * tape.length, on: axis)
        #expect(place >= last, "\(axis) falls")
        last = place
        let back = tape.moment(at: place, on: axis)
        #expect(back <= share * tape.length + tape.length * 1e-6)
        #expect(abs(tape.place(at: back, on: axis) - place) < 1e-6, "\(axis) \(share)")
      }
    }
  }

  // MARK: Resumed logs

  private let resumed = """
    epoch,loss,learning_rate
    0,5.0,0.1
    1,4.0,0.1
    2,3.9,0.1
    3,3.8,0.1
    2,3.0,0.01
    3,2.5,0.01
    4,2.0,0.01

    """

  @Test func aResumedLogShowsEachAttemptAsItWasThen() throws {
    let tape = try tape(resumed)
    #expect(tape.length == 7)
    let before = tape.history(at: 3.999, TapeView())
    #expect(before.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3.9])
    let after = tape.history(at: 5, TapeView())
    #expect(after.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3])
    #expect(after.position == 3)
    #expect(end(tape).epochSeries["loss"]?.points.map(\.y) == [5, 4, 3, 2.5, 2])
    #expect(tape.recorded.map { $0.logs["loss"] } == [5, 4, 3, 2.5, 2])
    #expect(end(tape).entries.contains { $0.text == "goes on from epoch 3" })
    // The epochs that count are those of the later attempt.
    #expect(tape.epochEnds == [1, 2, 5, 6, 7])
  }

  @Test func noCurveEverGoesBack() throws {
    let tape = try tape(resumed)
    for moment in stride(from: 0.0, through: tape.length, by: 0.1) {
      for (name, series) in series(tape.history(at: moment, TapeView())) {
        let xs = series.points.map(\.x)
        #expect(xs == xs.sorted(), "\(name) at \(moment): \(xs)")
      }
    }
  }

  @Test func aLaterAttemptMayGoBackFurther() throws {
    let tape = try tape(
      "step,loss\n" + (0..<100).map { "\($0),1\n" }.joined()
        + (50..<90).map { "\($0),2\n" }.joined() + (5..<11).map { "\($0),3\n" }.joined())
    let points = try #require(end(tape, TapeView(axis: .step)).stepSeries["loss"]).points
    #expect(points.map(\.x) == points.map(\.x).sorted())
    #expect(points.last == SeriesPoint(x: 10, y: 3))
    #expect(points.allSatisfy { $0.x < 6 || $0.y == 3 })
  }

  @Test func whatIsLoggedSeldomDoesNotGoBackWithTheRestAndIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<17 { text += "\(epoch),1,\(epoch % 5 == 4 ? "2" : "")\n" }
    for epoch in 15..<30 { text += "\(epoch),1,\(epoch % 5 == 4 ? "3" : "")\n" }
    let tape = try tape(text)
    let validation = end(tape).epochSeries["val_loss"]?.points ?? []
    #expect(validation.map(\.x) == [5, 10, 15, 20, 25, 30])
    #expect(validation.map(\.y) == [2, 2, 2, 3, 3, 3])
    let before = tape.history(at: 16.5, TapeView()).epochSeries["val_loss"]?.points ?? []
    #expect(before.map(\.x) == [5, 10, 15])
  }

  @Test func twoCurvesOfOneNameAreBothShown() throws {
    // MMEngine writes the time of training and of validation under one name.
    let tape = try sample("mmengine.json")
    let history = end(tape)
    let time = try #require(history.curves.first { $0.title == "time" })
    #expect(time.train == "train/time" && time.validation == "validation/time")
    let shown = { name in history.epochSeries[name]?.last ?? history.stepSeries[name]?.last }
    #expect(shown("train/time") == 0.1 && shown("validation/time") == 0.02)
    #expect(tape.recorded.last?.logs["validation/time"] == 0.02)
    #expect(history.curves.count { $0.title == "time" } == 1)
  }

  @Test func whatHasOnlyEpochsLiesAtTheStepsThatOthersHadThen() throws {
    let tape = try tape(
      """
      {"epoch": 1, "step": 10, "loss": 1.0}
      {"epoch": 1, "val_loss": 1.1}
      {"epoch": 2, "step": 20, "loss": 0.8}
      {"epoch": 2, "val_loss": 0.9}
      {"epoch": 3, "step": 30, "loss": 0.7}
      {"epoch": 3, "val_loss": 0.8}

      """)
    let history = end(tape, TapeView(axis: .step))
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [10, 20, 30])
  }

  @Test func evaluationsThatCountThemselvesLieAtTheBatchesOfTheirTime() throws {
    let folder = NSTemporaryDirectory() + "tape-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writer = try EventFileWriter(folder: folder, wallTime: 1000)
    for step in 1...40 {
      let time = 1000 + Double(step)
      try writer.add(Float(9 - step / 5), tag: "loss", step: Int64(step), wallTime: time)
      if step % 10 == 0 {
        try writer.add(0.2, tag: "coco/bbox_mAP", step: Int64(step / 10), wallTime: time)
      }
    }
    try writer.flush()
    let tape = try #require(
      LogTape.tapes(try LogContents(path: folder), title: "run", isLive: false).first)
    let history = end(tape, TapeView(axis: .step))
    #expect(history.stepSeries["coco/bbox_mAP"]?.points.map(\.x) == [10, 20, 30, 40])
    #expect(history.stepSeries["loss"]?.points.map(\.x) == (1...40).map(Double.init))
    let half = tape.history(at: tape.length / 2, TapeView(axis: .step))
    #expect(half.stepSeries["coco/bbox_mAP"]?.points.count == 2)
  }

  @Test func timesOfTwoKindsUnderOneNameAreNoResume() throws {
    // MMEngine's event files: the time of batches by steps, that of validation by epochs.
    let folder = NSTemporaryDirectory() + "tape-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writer = try EventFileWriter(folder: folder, wallTime: 1000)
    for step in 1...40 {
      let time = 1000 + Double(step)
      try writer.add(Float(9 - step / 5), tag: "loss", step: Int64(step), wallTime: time)
      try writer.add(0.1, tag: "time", step: Int64(step), wallTime: time)
      if step % 10 == 0 { try writer.add(0.2, tag: "time", step: Int64(step / 10), wallTime: time) }
    }
    try writer.flush()
    let tape = try #require(
      LogTape.tapes(try LogContents(path: folder), title: "run", isLive: false).first)
    let history = end(tape, TapeView(axis: .step))
    #expect(!history.entries.contains { $0.text.hasPrefix("goes on") })
    #expect(history.stepSeries["loss"]?.points.count == 40)
    let half = tape.history(at: tape.length / 2, TapeView(axis: .step))
    #expect((19...21).contains(half.stepSeries["loss"]?.points.count ?? 0))
    for (name, series) in series(history) {
      let xs = series.points.map(\.x)
      #expect(xs == xs.sorted(), "\(name)")
    }
  }

  @Test func whatIsLoggedOnlyAfterAResumeIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<6 { text += "\(epoch),1,\n" }
    for epoch in 3..<9 { text += "\(epoch),1,\(epoch)\n" }
    let tape = try tape(text)
    #expect(end(tape).epochSeries["val_loss"]?.points.map(\.x) == [4, 5, 6, 7, 8, 9])
    #expect(tape.history(at: 5.9, TapeView()).epochSeries["val_loss"] == nil)
  }

  @Test func whatWasTrainedAgainKeepsNoSignOnTheRail() throws {
    let tape = try tape("epoch,val_accuracy\n0,0.5\n1,0.6\n2,0.9\n1,0.55\n2,0.95\n")
    let history = end(tape)
    #expect(history.marks.filter { $0.kind == .best }.map(\.x) == [1, 3])
    #expect(history.entries.contains { $0.text.contains("0.9") && $0.mark == nil })
    #expect(tape.markMoments.count == history.marks.count)
  }

  // MARK: Long curves

  /// Steps with one spike, one gap and a slow fall between.
  private func long(_ count: Int, spike: Int, gap: Int) -> String {
    var text = "step,loss\n"
    for step in 0..<count {
      let value = step == spike ? "1000" : step == gap ? "nan" : "\(2 - Double(step) / 1e6)"
      text += "\(step),\(value)\n"
    }
    return text
  }

  @Test func noSpikeAndNoGapIsLostHoweverFewColumnsThereAre() throws {
    let tape = try tape(long(200_000, spike: 77_777, gap: 123_456))
    for columns in [1, 7, 80, 400, 1999] {
      let shown = end(tape, TapeView(axis: .step, columns: columns))
      let points = try #require(shown.stepSeries["loss"]).points
      #expect(points.contains(SeriesPoint(x: 77_777, y: 1000)), "\(columns) columns")
      #expect(points.contains { $0.y.isNaN && $0.x == 123_456 }, "\(columns) columns")
      #expect(points.count <= columns * 3 + 3, "\(columns) columns")
      #expect(points.map(\.x) == points.map(\.x).sorted())
    }
    // As of before the spike there was none.
    let before = tape.moment(at: 77_000, on: .step)
    let points = tape.history(at: before, TapeView(axis: .step)).stepSeries["loss"]?.points ?? []
    #expect(points.allSatisfy { $0.y < 3 && $0.x <= 77_000 })
    #expect(!points.isEmpty)
  }

  @Test func aWindowShowsItsPointsAndOneOnEitherSide() throws {
    let tape = try tape(long(200_000, spike: 77_777, gap: 123_456))
    let shown = end(tape, TapeView(axis: .step, window: 77_770...77_780, columns: 100))
    let xs = try #require(shown.stepSeries["loss"]).points.map(\.x)
    #expect(xs == (77_769...77_781).map(Double.init))
    let few = try self.tape("epoch,loss\n0,5\n1,4\n2,3\n3,2\n4,1\n")
    let part = end(few, TapeView(window: 2.5...3.5)).epochSeries["loss"]?.points.map(\.x)
    #expect(part == [2, 3, 4])
  }

  @Test func onlyTheNamedSeriesAreLookedUp() throws {
    let history = end(try sample("keras.csv"), TapeView(names: ["val_accuracy"]))
    #expect(Array(history.epochSeries.keys) == ["val_accuracy"])
    #expect(!history.learningRates.points.isEmpty)
  }

  // MARK: Marks

  @Test func bestsCutsGapsMessagesAndTheEndAreMarked() throws {
    let tape = try tape(
      """
      epoch,loss,val_accuracy,learning_rate
      0,1.0,0.5,0.1
      1,0.9,0.7,0.1
      2,nan,0.6,0.01
      3,0.7,0.8,0.01

      """)
    let marks = end(tape).marks
    #expect(marks.filter { $0.kind == .best }.map(\.x) == [1, 2, 4])
    #expect(marks.filter { $0.kind == .learningRateCut }.map(\.x) == [3])
    #expect(marks.filter { $0.kind == .warning }.map(\.x) == [3])
    // As of then only what had happened.
    #expect(tape.history(at: 2, TapeView()).marks.map(\.x) == [1, 2])
    #expect(tape.markMoments == [1, 2, 3, 3, 4])
  }

  @Test func whatTheToolSaidStandsWhereItSaidIt() throws {
    let tape = try tape(
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
    let marks = end(tape).marks
    #expect(marks.first { $0.kind == .learningRateCut }?.x == 2)
    #expect(marks.contains { $0.kind == .end && $0.x == 3 })
  }

  // MARK: Odd logs

  @Test func epochsMayBeginAnywhere() throws {
    let tape = try tape("epoch,loss\n57,3\n58,2\n59,1\n")
    let history = end(tape)
    #expect(tape.recorded.map(\.epoch) == history.epochSeries["loss"]?.points.map { Int($0.x) - 1 })
    #expect(tape.length == 3)
    #expect(tape.epochEnds.last == tape.length)
  }

  @Test(arguments: [
    "epoch,loss\n0,1\n", "step,loss\n0,1\n", "epoch,loss\n0,nan\n1,nan\n",
    "step,loss\n-5,1\n-3,2\n",
    "epoch,loss\n0,1e308\n1,-1e308\n", "step,loss\n0,1e308\n9223372036854775807,-1e308\n",
    "epoch,step,loss\n1e15,1,1\n2e15,5,2\n", "epoch,loss,time\n0,1,1e300\n1,2,-1e300\n",
  ])
  func anyNumbersHaveAFilm(text: String) throws {
    let tape = try tape(text)
    for axis in RunAxis.allCases {
      for moment in [-1, 0, tape.length / 2, tape.length, 1e300] {
        let history = tape.history(at: moment, TapeView(axis: axis, columns: 3))
        #expect(history.position.isFinite)
      }
    }
  }
}
