import RunLogs
import RunModel
import Testing

@Suite struct AnyLogTests {
  private func epochs(_ name: String) throws -> [RecordedEpoch] {
    try RecordedLog(anyLog: SampleLogs.path(name)).epochs
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
  func epochsCountFromZeroWhateverTheToolCalls(name: String, metric: String, count: Int) throws {
    let path = name == "plateau" ? "plateau/events.jsonl" : name
    let found = try epochs(path).filter { $0.logs[metric] != nil }
    #expect(found.map(\.epoch) == Array(0..<count))
  }

  @Test func whatWasTrainedAgainCountsOnce() throws {
    let log = try RecordedLog(anyLog: SampleLogs.path("fastai.csv"))
    #expect(log.epochs.map(\.epoch) == [0, 1])
    #expect(log.remarks.first?.hasPrefix("2 attempts") == true)
  }

  @Test func logsWithoutEpochsSaySo() {
    let error = #expect(throws: RunLogError.self) { try epochs("xgboost.log") }
    #expect(error?.reason.contains("without epochs") == true)
  }
}
