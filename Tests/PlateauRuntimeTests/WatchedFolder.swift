import Foundation
import JSONText
import RunModel
import TestSupport
import Testing

/// A folder in which a run or a log grows.
struct WatchedFolder {
  private let folder = TemporaryFolder()
  var path: String { folder.path }

  func path(_ name: String) -> String { folder.path(name) }

  func append(_ text: String, to name: String) throws {
    if !folder.has(name) { try folder.write("", name) }
    let file = try #require(FileHandle(forWritingAtPath: path(name)))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  func tell(_ kind: RunEvent.Kind, at time: Double) throws {
    try append(RunEvent(time: time, kind).json.text + "\n", to: "events.jsonl")
  }

  func info(process: Int) -> RunInfo {
    RunInfo(
      name: "far", epochs: 10, stepsPerEpoch: 4, learningRate: 0.1, process: process,
      callbacks: [
        CallbackState(
          id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "loss",
          direction: .min, wait: 0,
          patience: 3, fields: [Parameter("patience", .integer(3), .count)])
      ])
  }

  func epoch(_ number: Int) -> RunEvent.Kind {
    .epochEnded(
      EpochSummary(
        epoch: number, logs: ["loss": .number(Double(9 - number))], learningRate: 0.1, seconds: 1,
        callbacks: info(process: 0).callbacks))
  }
}
