import ArgumentParser
import BareFoundation
import CurveStore
import JSONText
import LogReaders
import Messages
import PlateauRuntime
import RunFiles

/// `plateau inspect`: shows the contents of a log of any tool.
struct Inspect: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in a training log: format, runs, curves and damage.",
    discussion: """
      LOG is a file or folder of one of these, recognised by content: Plateau, Keras, Ultralytics, YOLOv5, \
      Lightning, fastai, DVCLive, TensorBoard event files, Hugging Face, Detectron2, MMEngine, \
      MMDetection, DETR, torchtune, W&B offline runs, MLflow, Trackio, XGBoost, LightGBM, other CSV, JSON \
      and JSON Lines, and the output that these print.

      Steps and epochs are numbered as in the log.

      For console text, the forms of its lines follow: an example with the names of its numbers, and what was \
      left out and why.

      With --mpi it shows the MPI library that plateau finds; under a launcher also the hosts and how long sums over \
      all ranks take:

        mpirun -n 4 plateau inspect --mpi
      """)

  @Argument(
    help: "The log, or a run's name in runs/.", completion: .file(), transform: RunFolder.path)
  var log: String?

  @Flag(help: "Show the MPI library and, under mpirun or srun, the hosts and the time of messages.")
  var mpi = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var forms: FormOptions

  @Option(help: "Also write the intact lines of an events.jsonl file to a new file.")
  var repair: String?

  @OptionGroup var better: DirectionOptions

  func validate() throws {
    if mpi, log != nil { throw ValidationError("--mpi needs no log") }
  }

  func perform() throws {
    if mpi { return try reportMPI() }
    guard let log else {
      throw CommandFailure("LOG is missing; for example plateau inspect runs/NAME", .usage)
    }
    try LogAccess.check(log)
    var contents = try LogContents(path: log, forms: forms.all())
    PrintedSeries(in: log, forms: forms.all())?.join(&contents)
    try better.check(contents)
    contents = contents.judged(by: better.directions)
    if let repair { try write(to: repair, from: log) }
    let report = InspectReport(contents, path: log, width: Terminal.width)
    forms.report(on: contents, of: log)
    try Terminal.print(json ? report.json.text + "\n" : report.text)
  }

  private func reportMPI() throws {
    let task = LauncherTask(ProcessInfo.processInfo.environment)
    do {
      guard let task else { return try show(try MPIReport()) }
      try MPIReport.measure(task, show: show)
    } catch let error as MessagesError {
      throw task?.failure("\(error)") ?? CommandFailure("\(error)", .usage)
    }
  }

  private func show(_ report: MPIReport) throws {
    try Terminal.print(json ? report.json.text + "\n" : report.text)
  }

  private func write(to path: String, from log: String) throws {
    let events = RunDirectory(path: log).events
    let isFolder = FileManager.default.fileExists(atPath: events)
    let repaired = try RepairedEvents(path: isFolder ? events : log)
    try repaired.write(to: path)
    Terminal.printError(
      "\(path): \(repaired.kept) events kept, \(repaired.dropped) lines left out")
  }
}
