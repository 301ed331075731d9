import ArgumentParser
import BareFoundation
import Callbacks
import Cells
import CurveStore
import LogReaders
import LogRecordings
import PlateauRuntime
import Recipes
import RunFiles
import RunModel
import Simulation
import SystemFiles

/// `plateau simulate`: shows what other callbacks would have done on a saved log.
struct Simulate: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Show what callbacks would have done on a saved log.",
    discussion: """
      LOG is a run's folder or any log that plateau inspect reads. Epochs are numbered as in the log; if it \
      has none, its steps or rows are used instead. \
      CHAIN is YAML with the callbacks of a recipe (or a recipe):

        callbacks:
          - early_stopping: {monitor: val_loss, patience: 5}

      Rules of other frameworks are torch.reduce_lr_on_plateau, lightning.early_stopping, \
      transformers.early_stopping, ultralytics.early_stopping and mmengine.early_stopping, with their \
      own parameters.

      The metrics are the recorded ones: the log cannot tell how another learning rate would have changed them.
      """)

  @Argument(
    help: "The log, or a run's name in runs/.", completion: .file(), transform: RunFolder.path)
  var log: String

  @Option(help: "The callbacks, a YAML file.", completion: .file())
  var callbacks: String

  @Flag(help: "Print a JSON object per epoch and one for the end.")
  var json = false

  @OptionGroup var forms: FormOptions

  @Option(
    help: "The initial learning rate (default: the chain's, the log's, or 0.001).")
  var learningRate: Double?

  @Option(
    help: "Try values of a parameter, such as patience=1..20 or early_stopping.patience=2,5,9.")
  var sweep: String?

  @OptionGroup var better: DirectionOptions

  func validate() throws {
    if let learningRate, !learningRate.isLearningRate {
      throw ValidationError("--learning-rate takes a number above 0")
    }
    if json, sweep != nil { throw ValidationError("--sweep prints a table; leave --json out") }
  }

  func perform() throws {
    try LogAccess.check(log)
    var contents = try LogContents(path: path, forms: forms.all())
    forms.report(on: contents, of: log)
    try better.check(contents)
    contents = contents.judged(by: better.directions)
    let directions = better.directions.isEmpty ? [:] : contents.directions
    let recorded = try RecordedLog(contents, path: log)
    for remark in recorded.remarks { Terminal.printError("\(log): \(remark)") }
    let chain = try ChainRecipe(yaml: try chainText(), file: callbacks)
    let rate = learningRate ?? chain.learningRate ?? Self.firstRate(recorded) ?? 0.001
    if let sweep {
      try Terminal.print(
        try TriedParameter(sweep).table(
          recorded.epochs, chain: chain, learningRate: rate, directions: directions))
      return
    }
    let simulation = try Simulation(
      recorded.epochs, callbacks: try chain.makeCallbacks(), learningRate: rate,
      epochs: chain.epochs, directions: directions)
    if json {
      try Terminal.print(SimulationJSON(simulation).text)
    } else {
      try Terminal.print(SimulationTable(simulation, log: recorded).text)
      for warning in simulation.warnings { Terminal.printError(warning) }
    }
  }

  /// The folder of a run stands for its events.
  private var path: String {
    guard FileKind(of: log) == .folder else { return log }
    let events = RunDirectory(path: log).events
    return FileManager.default.fileExists(atPath: events) ? events : log
  }

  private func chainText() throws -> String {
    do {
      return try String(contentsOfFile: callbacks, encoding: .utf8)
    } catch {
      if case .refused(let reason) = FileAccess(of: callbacks) {
        throw CommandFailure("\(callbacks): cannot be read: \(reason)")
      }
      throw RecipeError(file: callbacks, line: nil, "no such file, or not text")
    }
  }

  private static func firstRate(_ log: RecordedLog) -> Double? {
    log.epochs.lazy.compactMap {
      $0.logs["learning_rate"] ?? $0.logs["lr"] ?? $0.logs["lr/pg0"] ?? $0.logs["x/lr0"]
    }.first { $0 > 0 }
  }
}
