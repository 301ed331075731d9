import ArgumentParser
import Cells
import JSONText
import NcursesSurface
import PlateauRuntime
import RunComparison
import RunFiles
import RunModel
import ScriptRuns
import SystemFiles
import Themes

/// `plateau runs`: compares the runs of a folder.
struct Runs: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Compare the runs of a folder: settings, progress, best values; open one.",
    discussion: """
      Runs that a process is training, on this host or another, come first and are shown as training or paused; \
      the others follow, the newest first. In a folder without such runs, the logs of other tools are listed.

      On a terminal the table is live: the arrows choose a run, Enter opens it, Space marks several to compare, p \
      pauses and : gives a command, s sorts and / filters.

      The table has the best value, the distance to the best of all runs, the last value, and the settings in \
      which the runs differ: from recipes, from the command lines of scripts, and from the settings files of tools \
      (args.yaml, hparams.yaml, W&B's config.yaml).

      --filter takes a part of the name, or a comparison: lr<0.01, state=done, best>=0.9.

      With --json the runs are an array of objects: run, path, state, live, epochs, planned_epochs, metric, best, \
      best_at, last, delta, settings, host, started, last_event, and problem for a run that cannot be read.
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder = "runs"

  @Option(
    help: ArgumentHelp(
      """
      The order: \(RunOrder.words.joined(separator: ", ")) or a setting; --sort=-best reverses it \
      (default: the age; on a terminal, the name).
      """, valueName: "column"))
  var sort: String?

  @Option(
    help: ArgumentHelp(
      "Only runs that meet this condition; may be repeated.", valueName: "condition"))
  var filter: [String] = []

  @Flag(help: "Print one JSON array.")
  var json = false

  @Flag(help: "Print the table, on a terminal too.")
  var once = false

  @Flag(help: "Only watch: give the runs no commands.")
  var readOnly = false

  @OptionGroup var appearance: AppearanceOptions

  /// The size of the printed table, where another command asks for one.
  @Option(help: .hidden, transform: FrameSize.init) var size: FrameSize?

  func perform() throws {
    guard !json, !once, Terminal.isInputTerminal, Terminal.isOutputTerminal,
      NcursesSurface.obstacle(colorDepth: appearance.color?.depth) == nil
    else { return try print(read()) }
    if RunBoard.isBoard(folder) { return try showBoard() }
    var picker: RunPicker?
    while true {
      let runs = try read().runs
      picker?.update(runs)
      var next =
        try picker
        ?? RunPicker(
          runs, title: folder, filters: filter.map { RunFilter($0) },
          order: sort == nil ? RunOrder(.name) : order(runs))
      let indices = try choose(on: &next, of: nil)
      if indices.isEmpty { return }
      picker = next
      try open(indices, of: next)
    }
  }

  /// Shows runs of our own while they are trained.
  private func showBoard() throws {
    let board = RunBoard(folder)
    if let reason = board.failureReason { throw CommandFailure("\(folder): \(reason)") }
    var picker = RunPicker(
      [], title: folder, filters: filter.map { RunFilter($0) },
      order: sort.map { RunOrder($0) } ?? RunOrder(.name), isSteerable: !readOnly)
    while true {
      let indices = try choose(on: &picker, of: board)
      if indices.isEmpty { return }
      try open(indices, of: picker)
    }
  }

  /// Opens a run, or several over each other with the letters that they have in the table.
  private func open(_ indices: [Int], of picker: RunPicker) throws {
    let look = appearance.arguments + ["--of-table"]
    let (paths, letters) = picker.paths(of: indices)
    let isOpen = indices.contains { picker.runs[$0].isLive || picker.runs[$0].isWaiting }
    // One that waits is shown as soon as it begins; a script that tells no events is not followed.
    if paths.count > 1, isOpen,
      paths.allSatisfy({ RunDirectory(at: $0) != nil || ScriptFolder(at: $0) == nil })
    {
      let source = RunsWatch(paths.map { RunDirectory(path: $0) }, letters: letters)
      return try ScreenOptions.parse(look).show(source, of: paths, isReadOnly: true)
    }
    if paths.count > 1 { return try Replay.parse(paths + look).play(letters: letters) }
    try Watch.parse(paths + (readOnly ? ["--read-only"] : []) + look).run()
  }

  private func read() throws -> RunGallery {
    let gallery: RunGallery
    do {
      gallery = try RunGallery(folder)
    } catch {
      if case .missing = FileAccess(of: folder) {
        throw CommandFailure(
          "\(folder): no such folder; plateau train creates runs/ in the folder it is started in")
      }
      throw CommandFailure("\(folder): cannot be read: \(error.reason)")
    }
    if gallery.runs.isEmpty { try LogAccess.check(folder) }
    if gallery.runs.isEmpty, !json {
      throw CommandFailure("\(folder): holds no runs; plateau train RECIPE makes one")
    }
    return gallery
  }

  /// The order of `--sort`.
  private func order(_ runs: [ComparedRun]) throws -> RunOrder {
    let order = RunOrder(sort ?? "")
    if case .setting(let name) = order.key, !runs.contains(where: { $0.settings[name] != nil }) {
      throw CommandFailure(
        "no run has the setting \(name.sanitized); --sort takes "
          + RunOrder.words.joined(separator: ", ") + " or a setting", .usage)
    }
    return order
  }

  private func print(_ gallery: RunGallery) throws {
    let table = RunTable(
      gallery.runs, filters: filter.map { RunFilter($0) }, order: try order(gallery.runs))
    if json {
      let rows = table.rows.map { row in
        row.json(gallery.found.indices.contains(row.number) ? gallery.found[row.number] : nil)
      }
      return try Terminal.print(JSONValue.array(rows).text + "\n")
    }
    if table.rows.isEmpty {
      throw CommandFailure("\(folder): no run meets the conditions of --filter")
    }
    let text = RunTableText(table, found: gallery.found)
    try Terminal.print(text.text(in: size?.size.width ?? Terminal.lineLimit))
    if text.hiddenCount > 0 {
      let words = text.hiddenCount == 1 ? "setting differs" : "settings differ"
      Terminal.printError("\(text.hiddenCount) more \(words); --json has all")
    }
  }

  /// Shows the runs and returns the indices of those that the person opens; none when the person
  /// leaves.
  private func choose(on picker: inout RunPicker, of board: RunBoard?) throws -> [Int] {
    let surface: NcursesSurface
    do {
      surface = try NcursesSurface(colorDepth: appearance.color?.depth, mouse: true)
    } catch {
      throw CommandFailure("\(error)", .usage)
    }
    var loop = RunPickerLoop(
      picker, surface: surface, themes: ScreenSetup().themes(appearance.theme), board: board)
    let outcome = loop.run()
    surface.close()
    picker = loop.picker
    switch outcome {
    case .open(let indices): return indices
    case .quit: return []
    case .signal(let signal): SignalInbox.die(by: signal)
    }
  }
}
