import ArgumentParser
import BareFoundation
import CurveStore
import Figures
import JSONText
import LogReaders
import LogRecordings
import PlateauRuntime
import RunFiles
import SystemFiles

/// `plateau export`: writes the points of a log in another format.
struct Export: PlateauCommand {
  /// The formats.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case csv
    case jsonl
    case tensorboard
    case svg
    case png
    case cast
    case text
    case recipe

    /// True for charts and screens, which show several runs.
    var isOfCharts: Bool { ![.csv, .jsonl, .tensorboard, .recipe].contains(self) }
    /// True for a size in columns and rows.
    var isOfCells: Bool { self == .text || self == .cast }
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a training log as CSV, JSON Lines, TensorBoard event files, or charts.",
    discussion: """
      csv: a row for each epoch or step and a column for each curve.

      jsonl: a line for each point: {"run", "name", "step", "epoch", "wall_time", "value"}, with null where the \
      log has no value.

      tensorboard: event files in the folder of --output, one folder for each run. Values are stored in 32 \
      bits.

      svg: charts for a paper or a colleague, with axes and a legend. Training and validation of one quantity \
      share a chart; several runs, of one log or of several, are drawn over each other.

      png: the same charts as an image; it needs libcairo.

      cast: the replay of the run as asciinema plays it: the screens of the dashboard, with their colours.

      text: the charts of the dashboard with the marks of events, as plain text.

      recipe: the recipe of a run with the changes that were made by hand, as its edits. plateau train repeats the \
      run from it; plateau train OTHER --edits FILE makes the same changes in another run.
      """)

  @Argument(
    help: ArgumentHelp(
      "The log, a file, a folder, or a run's name in runs/; svg, png, cast and text take several.",
      valueName: "log"), completion: .file(), transform: RunFolder.path)
  var logs: [String]

  @Option(help: "The format (default: the ending of --output).")
  var to: Form?

  @Option(name: .shortAndLong, help: "The file or folder to write (default: standard output).")
  var output: String?

  @Option(name: .customLong("run"), help: "Only this run, of several; may be repeated.")
  var names: [String] = []

  @OptionGroup var forms: FormOptions
  @OptionGroup var chart: ChartOptions

  /// The format: the given one, or that of the file's ending.
  private func form() throws -> Form {
    let ending = output?.split(separator: ".").dropFirst().last?.lowercased()
    if let form = to ?? ending.flatMap(Form.init) { return form }
    let forms = Form.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("name the format, as in --to svg or --output charts.svg: \(forms)")
  }

  func validate() throws {
    let form = try form()
    if form == .tensorboard, output == nil {
      throw ValidationError("--to tensorboard takes --output FOLDER")
    }
    if form == .png, output == nil { throw ValidationError("--to png takes --output FILE") }
    if !form.isOfCharts, logs.count > 1 {
      throw ValidationError("--to \(form.rawValue) takes one log")
    }
    try chart.size?.check(for: form)
  }

  func perform() throws {
    for log in logs { try LogAccess.check(log) }
    switch try form() {
    case .svg: try write(FigureDrawing.svg(try charts().figure()))
    case .png: try write(try charts().png(), to: output ?? "")
    case .cast: try write(try charts().cast())
    case .text: try write(try charts().text())
    case .csv: try write(try ExportedTable(try chosenRuns()).text())
    case .jsonl: try write(Self.lines(try chosenRuns()))
    case .recipe: try write(try recipe())
    case .tensorboard: try LogEventFiles(folder: output ?? ".").write(try chosenRuns())
    }
  }

  private func recipe() throws -> String {
    guard let run = RunDirectory(at: logs[0]) else {
      throw FileError(logs[0], "is not the folder of a run, so it has no changes by hand")
    }
    return try EditedRecipe(of: run).text
  }

  private func charts() throws -> ChartedRuns {
    try ChartedRuns(logs, named: names, forms: forms.all(), chart)
  }

  /// The chosen runs of the only log.
  private func chosenRuns() throws -> [LogRun] {
    let log = logs[0]
    let contents = try LogContents(path: log, forms: forms.all())
    forms.report(on: contents, of: log)
    for note in contents.notes where note.kind == .damaged {
      Terminal.printError("\(log): \(note.sentence)")
    }
    guard !names.isEmpty else { return contents.runs }
    let chosen = contents.runs.filter { names.contains($0.name) }
    if chosen.isEmpty {
      let known = contents.runs.map(\.name).prefix(12).joined(separator: ", ")
      throw FileError(
        log, "has no run \(names.joined(separator: ", ")); the runs are \(known)")
    }
    return chosen
  }

  private func write(_ text: String) throws {
    guard let output, output != "-" else { return try Terminal.print(text) }
    try write(Array(text.utf8), to: output)
  }

  private func write(_ bytes: [UInt8], to output: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: output))
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
