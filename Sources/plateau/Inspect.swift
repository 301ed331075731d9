import ArgumentParser
import CurveStore
import Foundation
import JSONText
import LogReaders
import RunFiles

/// `plateau inspect`: what a log of any tool holds.
struct Inspect: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "What is in a training log: format, runs, curves, and what is damaged.",
    discussion: """
      LOG is a file or folder of any of these, told by its content: Plateau, Keras, Ultralytics, YOLOv5, \
      Lightning, fastai, DVCLive, TensorBoard event files, Hugging Face, Detectron2, MMEngine, \
      MMDetection, DETR, torchtune, W&B offline runs, MLflow, Trackio, XGBoost, LightGBM, other CSV, JSON \
      and JSON Lines, and what these print.

      Steps and epochs are counted as in the log.
      """)

  @Argument(help: "The log, or a run's name in runs/.", transform: RunFolder.path)
  var log: String

  @Flag(help: "One JSON object.")
  var json = false

  @Option(help: "Also write the sound lines of an events.jsonl file to a new file.")
  var repair: String?

  func perform() throws {
    try LogAccess.check(log)
    let contents = try LogContents(path: log)
    if let repair { try write(to: repair) }
    let report = InspectReport(contents, path: log)
    try Terminal.print(json ? report.json.text + "\n" : report.text)
  }

  private func write(to path: String) throws {
    let events = RunDirectory(path: log).events
    let isFolder = FileManager.default.fileExists(atPath: events)
    let repaired = try RepairedEvents(path: isFolder ? events : log)
    try repaired.write(to: path)
    Terminal.printError(
      "\(path): \(repaired.kept) events kept, \(repaired.dropped) lines left out")
  }
}
