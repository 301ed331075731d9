import ArgumentParser
import BareFoundation
import Cells
import Charts
import Configuration
import Dashboard
import NcursesSurface
import PlateauRuntime
import Playbacks
import RunFiles
import ScriptRuns
import Simulation
import SystemFiles
import SystemThreads
import Themes

/// The options for the look of a screen.
struct AppearanceOptions: ParsableArguments {
  @Option(help: "The theme; plateau themes lists them.", completion: .themes)
  var theme: String?

  @Option(help: "The colours to use (default: what the terminal supports).")
  var color: ColorChoice?

  func validate() throws {
    try ThemeFiles.check(theme)
  }

  /// The options as another command takes them.
  var arguments: [String] {
    (theme.map { ["--theme", $0] } ?? []) + (color.map { ["--color", $0.rawValue] } ?? [])
  }
}

/// The options of every command that shows a screen of recorded runs.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: "Callbacks to try, a YAML file or a recipe (default: the run's own, or the usual ones).",
    completion: .file())
  var callbacks: String?

  @Flag(help: "Print one frame as text and exit (the default without a terminal).")
  var once = false

  @Option(
    help: "The size of that frame, such as 120x40 (default: the terminal's, or 120x40).",
    transform: FrameSize.init)
  var size: FrameSize?

  @Flag(help: "Begin with the what-if, as the key w does.")
  var whatIf = false

  @OptionGroup var appearance: AppearanceOptions

  /// Says that leaving leads back to the table of runs.
  @Flag(help: .hidden) var ofTable = false

  private var theme: String? { appearance.theme }
  private var color: ColorChoice? { appearance.color }

  /// Checks that there are the memory and the threads to read and show logs, before anything is
  /// read.
  static func checkLimits(for logs: [String]) throws {
    let size = logs.reduce(0) { sum, path in
      let file = RunDirectory(at: path)?.events ?? path
      return sum + Double(max(0, FileStamp(path: file).size))
    }
    let threads = 5
    try MemoryLimit.check(4 * size + 32 * 1024 * 1024, threads: threads)
    try SystemThread.check(threads)
  }

  /// The callbacks of `--callbacks`; nil without that option.
  func preset() throws -> WhatIf? {
    guard let callbacks else { return nil }
    let yaml: String
    do {
      yaml = try String(contentsOfFile: callbacks, encoding: .utf8)
    } catch {
      throw CommandFailure("\(callbacks): no such file, or not text", .usage)
    }
    guard let preset = try WhatIfPreset(yaml: yaml, file: callbacks).whatIf else {
      throw CommandFailure("\(callbacks): has no callbacks that can be tried", .usage)
    }
    return preset
  }

  /// True when one frame is printed instead of a screen; it waits until everything that is there
  /// has been read.
  var isShownOnce: Bool { once || !hasTerminal || obstacle != nil }

  private var hasTerminal: Bool { Terminal.isInputTerminal && Terminal.isOutputTerminal }

  /// The reason why this terminal cannot show the screen.
  private var obstacle: (any Error)? { NcursesSurface.obstacle(colorDepth: color?.depth) }

  /// Shows runs until the person leaves, or prints one frame without a terminal.
  ///
  /// - Parameters:
  ///   - playback: The runs, when they are known already.
  ///   - paths: The paths of the logs, by which the view of them is remembered.
  func show(
    _ source: any ScreenSource, playback: Playback? = nil, of paths: [String],
    isReadOnly: Bool = false
  ) throws {
    if let reason = source.failureReason { throw CommandFailure(reason) }
    let outcome = try present(
      source, playback: playback, of: paths, isReadOnly: isReadOnly, isOthers: true)
    switch outcome {
    case .signal(let signal): SignalInbox.die(by: signal)
    case .hangup: SignalInbox.die(by: SIGHUP)
    case .quit, .leftScreen, .trainOn, nil: break
    }
    if let reason = source.failureReason { throw CommandFailure(reason) }
  }

  /// Shows runs until the person leaves, or prints one frame without a terminal.
  ///
  /// - Parameters:
  ///   - paths: The paths of the logs, by which the view of them is remembered; none for text that
  ///     comes through a pipe.
  ///   - isScript: True when this process started what is shown, so that leaving asks.
  ///   - isOthers: True when other processes write what is shown, so that leaving says whether it goes on.
  /// - Returns: The way the person left; nil after one frame.
  func present(
    _ source: any ScreenSource, playback: Playback? = nil, of paths: [String],
    isScript: Bool = false, isReadOnly: Bool = false, isOthers: Bool = false
  ) throws -> DashboardLoop.Outcome? {
    let setup = ScreenSetup()
    // A frame that is printed shows the same to everybody.
    let memory = isShownOnce ? nil : ViewMemory(of: paths)
    var state = DashboardState(
      now: WallClock.now, subject: playback.map(Subject.playback) ?? .awaited,
      themes: setup.selection(theme, memory))
    state.isScript = isScript
    (state.isReadOnly, state.isOfTable) = (isReadOnly, ofTable)
    setup.apply(to: &state, memory: memory, theme: theme)
    if whatIf, playback != nil { _ = state.reduce(.key(.character("w"))) }
    if isShownOnce {
      if !once, hasTerminal, let obstacle { Terminal.printError("\(obstacle); printing one frame") }
      try print(&state, source)
      return nil
    }
    let surface: NcursesSurface
    do {
      surface = try NcursesSurface(colorDepth: color?.depth, mouse: true)
    } catch {
      throw CommandFailure("\(error)", .usage)
    }
    let signals = SignalInbox(leavesIgnored: true)
    let intake = RequestIntake(
      nil, hangup: .stop, grace: .seconds(1), nextSignal: { signals.next(timeout: $0) },
      end: { SignalInbox.dieAtOnce(by: $0) })
    do {
      try intake.start()
    } catch {
      surface.close()
      throw error
    }
    let loop = DashboardLoop(source: source, state: state, surface: surface, intake: intake)
    let outcome = loop.run()
    intake.stop()
    surface.close()
    // A view that cannot be kept is no reason to fail.
    try? memory?.keep(loop.shownView, loop.commands, theme: loop.chosenTheme)
    if let words = source.finish() { Terminal.printError(words) }
    // A table of runs, to which leaving leads back, shows it.
    if isOthers, outcome == .quit, !ofTable, paths.count == 1 {
      sayWhatGoesOn(paths[0], isTrained: loop.isTrained)
    }
    return outcome
  }

  /// Says that what was watched goes on, and how to see it again.
  private func sayWhatGoesOn(_ path: String, isTrained: Bool) {
    let script = ScriptFolder(at: path)
    let isScriptRunning = script?.end == nil && script?.start?.isRunning == true
    guard isTrained || isScriptRunning else { return }
    Terminal.printError(
      "\(isScriptRunning ? "the script keeps running" : "the run keeps training"); plateau watch \(path) "
        + "brings the screen back")
  }

  /// One frame as text.
  private func print(_ state: inout DashboardState, _ source: any ScreenSource) throws {
    let size = size?.size ?? (Terminal.isOutputTerminal ? Terminal.size : Size(120, 40))
    state.isPrinted = true
    _ = state.reduce(.resized(size))
    state.settle(with: source, columns: size.width)
    if whatIf, state.whatIf == nil {
      _ = state.reduce(.key(.character("w")))
      state.settle(with: source, columns: size.width)
    }
    let depth = color?.depth ?? .none
    let symbols = Symbols.wanted(
      state.configuration.layout.symbols, isUnicode: Terminal.isUnicode, colorDepth: depth)
    let grid = view(state, size: size, symbols: symbols)
    try Terminal.print(ANSIText(grid, depth: depth).text)
  }
}
