import CurveStore
import LogReaders
import LogRecordings
import RunModel
import SystemFiles
import TestSupport
import Testing

@Suite struct AnyLogTests {
  private func log(_ name: String) throws -> RecordedLog {
    let path = SampleLogs.path(name)
    return try RecordedLog(LogContents(path: path), path: path)
  }

  @Test(arguments: [
    ("ultralytics.csv", "val/box_loss", 5), ("ultralytics-padded.csv", "val/box_loss", 5),
    ("yolov5.csv", "metrics/mAP_0.5", 4), ("lightning.csv", "val_loss", 3),
    ("trainer_state.json", "eval_loss", 3), ("detr.json", "test_loss", 4),
    ("keras3.log", "val_loss", 4), ("history.json", "loss", 6), ("hf.log", "eval_loss", 3),
    ("mmengine.json", "coco/bbox_mAP", 3), ("ultralytics.log", "mAP50-95", 3),
    ("keras.csv.gz", "loss", 6), ("plateau", "val_loss", 3),
    ("tensorboard", "epoch_loss", 3),
  ])
  func placesCountFromZeroWhateverTheToolCalls(name: String, metric: String, count: Int) throws {
    let path = name == "plateau" ? "plateau/events.jsonl" : name
    let found = try log(path).epochs.filter { $0.logs[metric] != nil }
    #expect(found.map(\.epoch) == Array(0..<count))
  }

  @Test(arguments: [
    ("ultralytics.csv", 1), ("yolov5.csv", 0), ("lightning.csv", 0), ("trainer_state.json", 1),
    ("keras3.log", 1), ("history.json", 0), ("keras.csv.gz", 0), ("plateau/events.jsonl", 1),
  ])
  func numbersAreTheLogsAndOursCountFromOne(name: String, first: Int) throws {
    #expect(try log(name).epochs.first?.number == first)
  }

  @Test func whatWasTrainedAgainCountsOnce() throws {
    let log = try log("fastai.csv")
    #expect(log.epochs.map(\.epoch) == [0, 1])
    #expect(log.remarks.first?.hasPrefix("2 attempts") == true)
  }

  @Test func theRoundsOfBoostingStandForEpochs() throws {
    let log = try log("xgboost.log")
    #expect(log.epochs.first?.number == 0)
    #expect(log.remarks.first?.contains("its steps are used instead") == true)
  }

  @Test func logsOfSeveralRunsNameThem() {
    let error = #expect(throws: FileError.self) { try log("") }
    #expect(error?.reason.hasPrefix("holds") == true)
  }
}
