import ArgumentParser
import BareFoundation
import Dashboard
import PlateauRuntime
import RunFiles
import RunModel
import ScriptRuns
import Simulation

/// `plateau watch`: shows a run or a log while it grows.
struct Watch: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow a run or any log while it grows; steer a run that is being trained.",
    discussion: """
      LOG is a run's folder, any log that plateau inspect knows, or - for standard input:

        python train.py 2>&1 | plateau watch -

      A run that is trained in another terminal, or on another host that shares its folder, can be steered as in \
      its own terminal; it keeps training when you quit. You can look back meanwhile: b goes back by epochs, End \
      returns to now. The run or log need not exist yet. Without LOG, the run that is being trained in the folder \
      runs is watched, or the newest one.
      """)

  @Argument(
    help: "A run's folder, its name in runs/, a log, or - for standard input.",
    completion: .file(), transform: RunFolder.path)
  var log: String?

  @Flag(help: "Only watch: refuse every key and command that would change the run.")
  var readOnly = false

  @OptionGroup var forms: FormOptions
  @OptionGroup var screen: ScreenOptions

  @OptionGroup var better: DirectionOptions

  func perform() throws {
    let preset = try screen.preset()
    guard let path = log ?? RunFolder.usual.newest?.path else {
      throw CommandFailure("no runs here; name a log, such as plateau watch results.csv")
    }
    try ScreenOptions.checkLimits(for: [path])
    if path == "-" { return try watchInput(preset) }
    if let folder = ScriptFolder(at: path), !screen.isShownOnce {
      return try screen.show(
        ScriptWatch(
          folder, preset: preset, directions: better.directions, forms: forms.all()), of: [path],
        isReadOnly: readOnly)
    }
    try LogAccess.check(path)
    if RunDirectory(at: path) == nil, RunBoard.isBoard(path) {
      var runs = try Runs.parse(
        [path] + (readOnly ? ["--read-only"] : []) + (screen.isShownOnce ? ["--once"] : [])
          + screen.appearance.arguments)
      runs.size = screen.size
      return try runs.run()
    }
    if let directory = RunDirectory(at: path) {
      forms.reportRun(path)
      let source = RunWatch(directory, preset: preset ?? SavedRuns.ownPreset(directory))
      if screen.isShownOnce { source.catchUp() }
      return try screen.show(source, of: [path], isReadOnly: readOnly)
    }
    let source = LogWatch(
      path: path, title: SavedRuns.title(path), preset: preset, directions: better.directions,
      forms: forms.all())
    do {
      try catchUp(source)
    } catch let error as CommandFailure {
      guard let folder = ScriptFolder(at: path) else { throw error }
      let end = folder.end?.words ?? "the script has not ended"
      throw CommandFailure("\(path): \(end); no metrics were found in \(folder.output)")
    }
    try screen.show(
      PathWatch(path, log: source) { preset ?? SavedRuns.ownPreset($0) }, of: [path],
      isReadOnly: readOnly)
  }

  /// Watches standard input; keys come from the terminal itself.
  private func watchInput(_ preset: WhatIf?) throws {
    guard !Terminal.isInputTerminal else {
      throw CommandFailure(
        "standard input is a terminal; pipe a program into it: python train.py 2>&1 | plateau watch -"
      )
    }
    let pipe = dup(STDIN_FILENO)
    let keys = screen.once || !Terminal.isOutputTerminal ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC)
    if keys >= 0 {
      dup2(keys, STDIN_FILENO)
      close(keys)
    }
    let source = LogWatch(
      input: pipe, title: SavedRuns.title("-"), preset: preset, directions: better.directions,
      forms: forms.all())
    try catchUp(source)
    try screen.show(source, of: [])
  }

  /// Reads everything that is there, for a screen that is shown once.
  private func catchUp(_ source: LogWatch) throws {
    guard screen.isShownOnce else { return }
    if let reason = source.catchUp() { throw CommandFailure(reason) }
    for remark in source.remarks { Terminal.printError(remark) }
  }
}
