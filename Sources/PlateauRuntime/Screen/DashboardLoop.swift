internal import Alarms
public import Cells
internal import Charts
package import CommandEntry
package import Configuration
public import Dashboard
internal import MachineReadings
public import Playbacks
public import RunModel
internal import Simulation
internal import SystemFiles
internal import SystemThreads

/// Shows runs on a terminal until the person leaves.
///
/// It runs on one thread, which waits for keys, news of the runs or a tick of the clock, and draws
/// only when something changed.
public final class DashboardLoop {
  /// The way the person left.
  public enum Outcome: Equatable, Sendable {
    /// The person quit.
    case quit
    /// Training is to continue without a screen.
    case leftScreen
    /// The run, which has ended, is to be trained on.
    case trainOn(Continuation)
    /// A signal asked the process to end.
    case signal(Int32)
    /// The terminal is gone.
    case hangup
  }

  private let source: any ScreenSource
  private let surface: any TerminalSurface
  private var state: DashboardState
  private var size: Size
  private let symbols: Symbols
  private let intake: RequestIntake?
  private let machine = MachineGauge()
  private let thisHost = hostName()
  private var pace = FramePace(at: .now)
  /// The processor time of a frame of news, a mean of the last ones.
  private var drawTime = Duration.zero
  private let start = ContinuousClock.now

  /// Prepares to show runs.
  ///
  /// - Parameters:
  ///   - state: The state to begin with.
  ///   - intake: The intake of signals that the surface does not report.
  public init(
    source: any ScreenSource, state: DashboardState, surface: any TerminalSurface,
    intake: RequestIntake? = nil
  ) {
    self.intake = intake
    self.source = source
    self.surface = surface
    self.state = state
    size = surface.size
    _ = self.state.reduce(.resized(size))
    symbols = .wanted(
      state.configuration.layout.symbols, isUnicode: surface.isUnicode,
      colorDepth: surface.colorDepth)
  }

  /// The history of the run, for the line that is printed at the end.
  public var history: RunHistory { state.runNow }

  /// The view of the charts, to be kept for the next time.
  package var shownView: ViewSettings { state.view }

  /// The theme that the person chose; nil while none was chosen.
  package var chosenTheme: String? { state.chosenTheme }

  /// True while a process trains the run that is shown.
  package var isTrained: Bool {
    state.runNow.status.isLive && state.playback?.overview.isSteerable == true
  }

  /// The commands that were typed.
  package var commands: EntryHistory { state.commands }

  /// Runs until the person leaves.
  public func run() -> Outcome {
    source.setWaker(surface.waker)
    intake?.setWaker(surface.waker)
    defer {
      source.setWaker(nil)
      intake?.setWaker(nil)
    }
    if source.failureReason == nil { _ = applyNews() }
    var isFirst = state.history.status == .waiting
    while true {
      // The first frame shows everything that can be read within this time.
      let wait = isFirst ? .milliseconds(20) : pace.wait(conditions, at: .now)
      let events = surface.events(timeout: wait)
      // A terminal that tells its colours does not end this wait.
      isFirst = isFirst && events.contains(where: \.isBackground) && !events.contains(.woken)
      if let outcome = asked { return outcome }
      for event in events {
        if let outcome = process(event) { return outcome }
      }
      // The news waits for the frame, which it is applied for.
      if events.contains(.woken) { pace.note() }
      // The reason why a run could not begin, or begin again, is printed.
      if source.failureReason != nil { return .quit }
      if isFirst { continue }
      let now = ContinuousClock.now
      if let content = pace.frame(conditions, at: now) { draw(content, at: now) }
    }
  }

  private func draw(_ content: FramePace.Content, at now: ContinuousClock.Instant) {
    let begin = SystemThread.processorTime
    defer {
      if content == .everything {
        drawTime = (drawTime * 3 + (SystemThread.processorTime - begin)) / 4
      }
    }
    reportMachine(at: now)
    give(state.reduce(.tick(WallClock.now)))
    switch content {
    case .everything:
      // Time moves a playback, and the answer must fit its moment. The first news may tell how far
      // the runs are, the second is what is to be seen of them then.
      if applyNews() { _ = applyNews() }
    case .keys:
      if let answer = source.answer(to: state, columns: size.width) {
        give(state.reduce(answer))
      }
    }
    surface.present(view(state, size: size, symbols: symbols))
  }

  /// The present conditions for the pace of frames.
  private var conditions: FramePace.Conditions {
    var conditions = FramePace.Conditions()
    conditions.isPlaying = state.playback?.isPlaying == true
    conditions.isMoving = conditions.isPlaying || state.playback?.overview.progress != nil
    conditions.isBeginning = state.history.status == .waiting && .now - start < .seconds(1)
    conditions.awaitsAnswer = !state.requests.pending.isEmpty
    conditions.frameTime = surface.frameTime
    conditions.drawTime = drawTime
    return conditions
  }

  /// Applies an event of the terminal.
  ///
  /// - Returns: The outcome when it ends the screen; nil otherwise.
  private func process(_ event: TerminalEvent) -> Outcome? {
    switch event {
    case .key(let key):
      pace.press(at: .now)
      return perform(state.reduce(.key(key)))
    case .mouse(let mouse):
      pace.press(at: .now)
      return perform(state.reduce(.mouse(mouse, size, symbols)))
    case .paste(let text):
      pace.press(at: .now)
      _ = state.reduce(.paste(text))
    case .resized(let size):
      resize(to: size)
    case .returned:
      resize(to: surface.size)
    case .background(let color):
      pace.press(at: .now)
      _ = state.reduce(.background(color))
    case .terminate(let signal): return .signal(signal)
    case .hangup: return .hangup
    case .woken: break
    }
    return nil
  }

  private func resize(to size: Size) {
    self.size = size
    _ = state.reduce(.resized(size))
    pace.press(at: .now)
  }

  /// The outcome that a signal asks for; nil when none came.
  private var asked: Outcome? {
    if let signal = intake?.signal { return .signal(signal) }
    return intake?.isHungUp == true ? .hangup : nil
  }

  /// Applies the news of the source; returns true when there was any.
  private func applyNews() -> Bool {
    let news = source.news(for: state, columns: size.width)
    for action in news { give(state.reduce(action)) }
    return !news.isEmpty
  }

  /// Gives the alarms among the effects of news; news has no others.
  private func give(_ effects: [DashboardEffect]) {
    for effect in effects { _ = perform(effect) }
  }

  /// Reports the load of this machine, if the run is trained on it, and the space on the run's disk.
  private func reportMachine(at now: ContinuousClock.Instant) {
    guard let overview = state.playback?.overview, overview.isLive else {
      _ = state.reduce(.machine(nil))
      return
    }
    let host = overview.whole.info?.host ?? ""
    let isHere = host.isEmpty || host == thisHost
    _ = state.reduce(.machine(machine.state(disk: overview.origin, isRunHere: isHere, now)))
  }

  private func perform(_ effects: [DashboardEffect]) -> Outcome? {
    for effect in effects {
      if let outcome = perform(effect) { return outcome }
    }
    return nil
  }

  private func perform(_ effect: DashboardEffect) -> Outcome? {
    switch effect {
    case .send(let request):
      source.send(request)
      return nil
    case .export(let export):
      let words = FigureExport(export, of: state, source.recordings).write()
      _ = state.reduce(.exported(words))
      return nil
    case .readEdits(let path):
      do throws(CommandWords.Failure) {
        return perform(state.reduce(.edits(try EditedRecipe.edits(of: path))))
      } catch {
        _ = state.reduce(.exported(error.description))
        return nil
      }
    case .alarm(let alarm):
      AlarmNotice(alarm, run: state.playback?.overview.name ?? "", state.configuration.alarms)
        .give(on: surface)
      return nil
    case .quit: return .quit
    case .trainOn(let continuation): return .trainOn(continuation)
    case .leaveScreen: return .leftScreen
    case .suspend:
      surface.suspend()
      return nil
    }
  }
}

extension TerminalEvent {
  /// True for the colour of the background.
  fileprivate var isBackground: Bool {
    if case .background = self { true } else { false }
  }
}
