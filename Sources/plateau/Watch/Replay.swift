import ArgumentParser
import BareFoundation
import Cells
import Charts
import Dashboard
import NcursesSurface
import PlateauRuntime
import Playbacks
import RunFiles
import RunModel
import ScriptRuns
import Simulation

/// `plateau replay`: plays saved runs back.
struct Replay: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play back saved runs of any tool: change the speed, seek, compare, ask what if.",
    discussion: """
      LOG is a run's folder, a folder of runs, or any log that plateau inspect knows. The screen begins at the end of the run: p \
      plays it from the start, n and b move by epochs, e and E by events, :epoch 12 goes to an epoch, < and > \
      change the speed. w tries EarlyStopping and ReduceLROnPlateau on it: the arrows change their settings, and \
      the chart shows at once where training would have ended.

      Several runs are drawn over each other: { and } choose one, | shows them side by side, and a switches \
      the axis between epochs, steps and time. What a script printed is behind o.
      """)

  @Argument(
    help: "The logs: files, folders, or names of runs in runs/.", completion: .file(),
    transform: RunFolder.path)
  var logs: [String]

  @Option(name: .customLong("run"), help: "Only this run, of several. May be repeated.")
  var names: [String] = []

  @OptionGroup var forms: FormOptions
  @OptionGroup var screen: ScreenOptions

  @OptionGroup var better: DirectionOptions

  func perform() throws { try play() }

  /// Plays the runs back.
  ///
  /// - Parameter letters: The numbers of the letters by which a table of runs showed them; empty for their
  ///   own order.
  func play(letters: [Int] = []) throws {
    let logs = GivenLogs.paths(logs)
    try ScreenOptions.checkLimits(for: logs)
    let preset = try screen.preset()
    for log in logs { try LogAccess.check(log) }
    if logs.count == 1, names.isEmpty { return try show(logs[0], preset) }
    let saved = try SavedRuns(
      logs, preset: preset, directions: better.directions, only: names, forms: forms.all())
    for remark in saved.remarks.prefix(5) { Terminal.printError(remark) }
    var overviews = saved.runs.map(\.overview)
    if letters.count == overviews.count {
      for (index, letter) in letters.enumerated() { overviews[index].letter = letter }
    }
    let playback = Playback(overviews, isFollowing: false)
    try screen.show(ReplaySource(saved.runs.map(\.recording)), playback: playback, of: logs)
  }

  /// Shows one log from its first part on, however long it is.
  private func show(_ path: String, _ preset: WhatIf?) throws {
    if let folder = ScriptFolder(at: path), !screen.isShownOnce {
      let source = try ScriptWatch(
        folder, preset: preset, directions: better.directions, forms: forms.all())
      return try screen.show(source, of: [path])
    }
    if let directory = RunDirectory(at: path) {
      forms.reportRun(path)
      let source = RunWatch(directory, preset: preset ?? SavedRuns.ownPreset(directory))
      if screen.isShownOnce { source.catchUp() }
      return try screen.show(source, of: [path])
    }
    let source = LogWatch(
      path: path, title: SavedRuns.title(path), preset: preset, directions: better.directions,
      follows: false, forms: forms.all())
    if let reason = screen.isShownOnce ? source.catchUp() : source.begin() {
      throw CommandFailure(reason)
    }
    for remark in screen.isShownOnce ? source.remarks : [] { Terminal.printError(remark) }
    try screen.show(source, of: [path])
  }
}
