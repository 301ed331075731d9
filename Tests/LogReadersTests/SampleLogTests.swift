import CurveStore
import Foundation
import TestSupport
import Testing

@testable import LogReaders

/// The expected contents of an example of each format.
struct Sample: Sendable, CustomTestStringConvertible {
  var name: String
  var format: String
  var runs: Int
  var series: Int
  var points: Int
  var epochBase: Int?

  init(_ name: String, _ format: String, _ runs: Int, _ series: Int, _ points: Int, _ base: Int?) {
    self.name = name
    self.format = format
    self.runs = runs
    self.series = series
    self.points = points
    epochBase = base
  }

  var testDescription: String { name }

  static let all = [
    Sample("darknet.log", "darknet-console", 1, 3, 15, nil),
    Sample("detectron2.json", "detectron2-json", 1, 8, 42, nil),
    Sample("detectron2.log", "detectron2-console", 1, 5, 19, nil),
    Sample("detr.json", "detr-json", 1, 16, 64, 0),
    Sample("detr.log", "detr-console", 1, 5, 20, 0),
    Sample("fastai.csv", "fastai-csv", 1, 4, 20, 0),
    Sample("hf.log", "hf-console", 1, 6, 27, nil),
    Sample("history.json", "keras-history", 1, 3, 18, 0),
    Sample("keras.csv", "keras-csv", 1, 5, 29, 0),
    Sample("keras.csv.gz", "keras-csv", 1, 5, 29, 0),
    Sample("keras2.log", "keras-console", 1, 5, 20, 1),
    Sample("keras3.log", "keras-console", 1, 5, 20, 1),
    Sample("lightgbm.log", "boosting-console", 1, 2, 8, nil),
    Sample("lightning.csv", "lightning-csv", 1, 3, 15, 0),
    Sample("mlflow.db", "mlflow", 1, 2, 5, nil),
    Sample("mmdetection.log.json", "mmdetection-json", 1, 7, 24, 1),
    Sample("mmengine.json", "mmengine-json", 1, 9, 42, 1),
    Sample("mmengine.log", "mmengine-console", 1, 10, 32, 1),
    Sample("nanogpt.log", "nanogpt-console", 1, 4, 13, nil),
    Sample("paddledetection.log", "paddledetection-console", 1, 5, 20, 0),
    Sample("records.jsonl", "json-lines", 1, 2, 11, nil),
    Sample("run-ab12cd34.wandb", "wandb", 1, 3, 16, nil),
    Sample("script.log", "console", 1, 2, 10, 1),
    Sample("semicolon.csv", "keras-csv", 1, 2, 8, 0),
    Sample("swift-models.csv", "swift-models-csv", 1, 2, 12, 1),
    Sample("tensorboard-export.csv", "tensorboard-csv", 1, 1, 6, nil),
    Sample("torchtune.log", "torchtune", 1, 3, 15, nil),
    Sample("trackio.db", "trackio", 1, 2, 10, nil),
    Sample("trainer_state.json", "hf-trainer-state", 1, 5, 24, nil),
    Sample("ultralytics-padded.csv", "ultralytics-csv", 1, 13, 65, 1),
    Sample("ultralytics.csv", "ultralytics-csv", 1, 14, 70, 1),
    Sample("ultralytics.log", "ultralytics-console", 1, 7, 21, 1),
    Sample("xgboost.log", "boosting-console", 1, 2, 10, nil),
    Sample("yolov5-results.txt", "yolo-results", 1, 11, 44, 0),
    Sample("yolov5.csv", "yolov5-csv", 1, 13, 52, 0),
    Sample("yolox.log", "yolox-console", 1, 4, 16, 1),
    Sample("dvclive", "dvclive", 1, 2, 9, nil),
    Sample("mlruns", "mlflow", 1, 2, 9, nil),
    Sample("plateau", "plateau", 1, 5, 15, 1),
    Sample("tensorboard", "tensorboard", 2, 3, 12, nil),
  ]
}

@Suite struct SampleLogTests {
  @Test(arguments: Sample.all)
  func everyFormatIsToldByItsContent(sample: Sample) throws {
    let path = SampleLogs.path(sample.name)
    try expect(try LogContents(path: path), sample)
    // The same under a meaningless name.
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      !isFolder.boolValue
    else { return }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try SampleLogs.withFile(bytes) { try expect(try LogContents(path: $0), sample) }
  }

  private func expect(_ contents: LogContents, _ sample: Sample) throws {
    #expect(contents.format.name == sample.format)
    #expect(contents.runs.count == sample.runs)
    #expect(contents.runs.flatMap(\.series).count == sample.series)
    #expect(contents.pointCount == sample.points)
    #expect(contents.runs.first?.epochBase == sample.epochBase)
  }

  @Test func theWholeFolderIsManyRuns() throws {
    let contents = try LogContents(path: SampleLogs.folder)
    #expect(contents.format == .folder(of: []))
    #expect(contents.runs.count >= 6)
    #expect(contents.runs.map(\.name).contains("tensorboard/validation"))
  }

  @Test func aFolderOfOtherNamesHasARunAFile() throws {
    let csv = Array("epoch,loss\n0,1\n".utf8)
    try SampleLogs.withFile(csv, named: "first.csv") { path in
      let folder = (path as NSString).deletingLastPathComponent
      try Data(csv).write(to: URL(fileURLWithPath: folder + "/second.csv"))
      try Data("words".utf8).write(to: URL(fileURLWithPath: folder + "/words.txt"))
      let contents = try LogContents(path: folder)
      #expect(contents.runs.map(\.name) == ["first.csv", "second.csv"])
      #expect(contents.notes.map(\.file) == ["words.txt"])
    }
  }
}
