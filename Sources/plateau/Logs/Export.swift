import ArgumentParser
import BareFoundation
import CurveStore
import JSONText
import LogReaders
import LogRecordings
import PlateauRuntime
import SystemFiles

/// `plateau export`: writes the points of a log in another format.
struct Export: PlateauCommand {
  /// The formats.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case csv
    case jsonl
    case tensorboard
    case svg
    case text
  }

  static let configuration = CommandConfiguration(
    abstract: "Write a training log as CSV, JSON Lines, TensorBoard event files, or charts.",
    discussion: """
      csv: a row for each epoch or step and a column for each curve.

      jsonl: a line for each point: {"run", "name", "step", "epoch", "wall_time", "value"}, with null where the \
      log has no value.

      tensorboard: event files in the folder of --output, one folder for each run. Values are stored in 32 \
      bits.

      svg, text: the charts of the dashboard with the marks of events. Several runs are drawn over each other.
      """)

  @Argument(
    help: "The log, a file, a folder, or a run's name in runs/; see plateau inspect --help.",
    completion: .file(), transform: RunFolder.path)
  var log: String

  @Option(help: "The format.")
  var to: Form

  @Option(name: .shortAndLong, help: "The file or folder to write (default: standard output).")
  var output: String?

  @Option(name: .customLong("run"), help: "Only this run, of several.")
  var name: String?

  @OptionGroup var forms: FormOptions
  @OptionGroup var chart: ChartOptions

  func validate() throws {
    if to == .tensorboard, output == nil {
      throw ValidationError("--to tensorboard takes --output FOLDER")
    }
  }

  func perform() throws {
    try LogAccess.check(log)
    if to == .svg || to == .text {
      return try write(
        try chart.text(of: log, run: name, asSVG: to == .svg, forms: forms.all()))
    }
    let contents = try LogContents(path: log, forms: forms.all())
    forms.report(on: contents, of: log)
    for note in contents.notes where note.kind == .damaged {
      Terminal.printError("\(log): \(note.sentence)")
    }
    let runs = try chosen(contents.runs)
    switch to {
    case .csv: try write(try ExportedTable(runs).text())
    case .jsonl: try write(Self.lines(runs))
    case .tensorboard: try LogEventFiles(folder: output ?? ".").write(runs)
    case .svg, .text: break
    }
  }

  private func chosen(_ runs: [LogRun]) throws -> [LogRun] {
    guard let name else { return runs }
    let chosen = runs.filter { $0.name == name }
    if chosen.isEmpty {
      let names = runs.map(\.name).prefix(12).joined(separator: ", ")
      throw FileError(log, "has no run \(name); the runs are \(names)")
    }
    return chosen
  }

  private func write(_ text: String) throws {
    guard let output else { return try Terminal.print(text) }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output))
    } catch {
      throw FileError(
        output, "cannot be written: \(systemReason())")
    }
  }

  private static func lines(_ runs: [LogRun]) -> String {
    var out = ""
    for run in runs {
      for series in run.series {
        for index in 0..<series.points.count {
          out += PointJSON.value(series.points[index], run: run.name, name: series.name).text
          out += "\n"
        }
      }
    }
    return out
  }
}
