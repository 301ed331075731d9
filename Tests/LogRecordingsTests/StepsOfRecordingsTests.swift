import CurveStore
import Foundation
import LogReaders
import LogRecordings
import OrderedCollections
import Recordings
import RunModel
import TensorBoardFiles
import TestSupport
import Testing

/// Recordings of logs that count both epochs and batches, or two quantities under one name.
@Suite struct StepsOfRecordingsTests {
  /// Event files with the loss of forty batches, one per second, and additional points.
  private static func recordingOfBatches(
    _ add: (EventFileWriter, _ step: Int, _ time: Double) throws -> Void
  ) throws -> LogRecording {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    let writer = try EventFileWriter(folder: folder, wallTime: 1000)
    for step in 1...40 {
      let time = 1000 + Double(step)
      try writer.add(Float(9 - step / 5), tag: "loss", step: Int64(step), wallTime: time)
      try add(writer, step, time)
    }
    try writer.flush()
    return try #require(
      LogRecording.recordings(try LogContents(path: folder), title: "run", isLive: false).first)
  }

  @Test func twoCurvesOfOneNameAreBothShown() throws {
    // MMEngine writes the time of training and of validation under one name.
    let recording = try Recordings.sample("mmengine.json")
    let history = Recordings.end(recording)
    let time = try #require(history.curves.first { $0.title == "time" })
    #expect(time.train == "train/time" && time.validation == "validation/time")
    let shown = { name in history.epochSeries[name]?.last ?? history.stepSeries[name]?.last }
    #expect(shown("train/time") == 0.1 && shown("validation/time") == 0.02)
    #expect(recording.recorded.last?.logs["validation/time"] == 0.02)
    #expect(history.curves.count { $0.title == "time" } == 1)
  }

  @Test func theStepsOfTheFirstEpochLieWithinIt() throws {
    let lines = (1...3).flatMap { epoch in
      (1...4).map { batch in
        #"{"epoch": \#(epoch), "step": \#(epoch * 200 - 200 + batch * 50), "loss": 0.5}"#
      }
    }
    let recording = try Recordings.recording(lines.joined(separator: "\n") + "\n")
    let loss = try #require(Recordings.end(recording).stepSeries["loss"])
    #expect(loss.points.map(\.x) == (1...12).map { Double($0) / 4 })
  }

  @Test func theStepsOfASingleEpochAreTheAxis() throws {
    let lines = (1...20).map {
      #"{"epoch": 0, "step": \#($0 * 250), "G_loss": \#(1 / Double($0))}"#
    }
    let recording = try Recordings.recording(lines.joined(separator: "\n") + "\n")
    #expect(recording.axes == [.step, .epoch])
    let next = #"{"epoch": 1, "step": 5250, "G_loss": 0.04}"# + "\n"
    let longer = try Recordings.recording(lines.joined(separator: "\n") + "\n" + next)
    #expect(longer.axes == [.epoch, .step])
  }

  @Test func whatHasOnlyEpochsLiesAtTheStepsThatOthersHadThen() throws {
    let recording = try Recordings.recording(
      """
      {"epoch": 1, "step": 10, "loss": 1.0}
      {"epoch": 1, "val_loss": 1.1}
      {"epoch": 2, "step": 20, "loss": 0.8}
      {"epoch": 2, "val_loss": 0.9}
      {"epoch": 3, "step": 30, "loss": 0.7}
      {"epoch": 3, "val_loss": 0.8}

      """)
    let history = Recordings.end(recording, RecordingQuery(axis: .step))
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [10, 20, 30])
  }

  @Test func evaluationsThatCountThemselvesLieAtTheBatchesOfTheirTime() throws {
    let recording = try Self.recordingOfBatches { writer, step, time in
      if step % 10 == 0 {
        try writer.add(0.2, tag: "coco/bbox_mAP", step: Int64(step / 10), wallTime: time)
      }
    }
    let history = Recordings.end(recording, RecordingQuery(axis: .step))
    #expect(history.stepSeries["coco/bbox_mAP"]?.points.map(\.x) == [10, 20, 30, 40])
    #expect(history.stepSeries["loss"]?.points.map(\.x) == (1...40).map(Double.init))
    let half = recording.history(at: recording.length / 2, RecordingQuery(axis: .step))
    #expect(half.stepSeries["coco/bbox_mAP"]?.points.count == 2)
  }

  @Test func timesOfTwoKindsUnderOneNameAreNoResume() throws {
    // MMEngine's event files: the time of batches by steps, that of validation by epochs.
    let recording = try Self.recordingOfBatches { writer, step, time in
      try writer.add(0.1, tag: "time", step: Int64(step), wallTime: time)
      if step % 10 == 0 { try writer.add(0.2, tag: "time", step: Int64(step / 10), wallTime: time) }
    }
    let history = Recordings.end(recording, RecordingQuery(axis: .step))
    #expect(!history.entries.contains { $0.text.hasPrefix("continues") })
    #expect(history.stepSeries["loss"]?.points.count == 40)
    let half = recording.history(at: recording.length / 2, RecordingQuery(axis: .step))
    #expect((19...21).contains(half.stepSeries["loss"]?.points.count ?? 0))
    for (name, series) in Recordings.series(history) {
      let xs = series.points.map(\.x)
      #expect(xs == xs.sorted(), "\(name)")
    }
  }
}
