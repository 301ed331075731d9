public import Cells
internal import Charts
public import Dashboard
public import RunModel
internal import Training

/// Shows a run on a surface and sends what is asked to its trainer.
///
/// One thread: it sleeps until a key, an event or a tick of the clock, and draws only when something
/// changed: at once after a key, else ten times a second at most.
public final class DashboardLoop {
  /// How the person left.
  public enum Outcome: Equatable, Sendable {
    /// They quit.
    case quit
    /// They want the training to go on without a screen.
    case leftScreen
    /// A signal asks the process to end.
    case signal(Int32)
    /// The terminal is gone.
    case hangup
  }

  private let session: RunSession
  private let surface: any TerminalSurface
  private var state: DashboardState
  private var size: Size
  private let symbols: Symbols

  /// Prepares to show a session.
  ///
  /// - Parameter history: what was told already, by a run that goes on.
  public init(
    session: RunSession, history: RunHistory = RunHistory(), surface: any TerminalSurface,
    themes: [Theme], theme: Int
  ) {
    self.session = session
    self.surface = surface
    state = DashboardState(
      now: WallClock.now, history: history, themes: themes, themeIndex: theme)
    size = surface.size
    symbols = .fitting(isUnicode: surface.isUnicode, colorDepth: surface.colorDepth)
  }

  /// What the screen knows, for the line that is printed at the end.
  public var history: RunHistory { state.history }

  /// Runs until the person leaves.
  public func run() -> Outcome {
    session.mailbox.setWaker(surface.waker)
    defer { session.mailbox.setWaker(nil) }
    let clock = ContinuousClock()
    var lastFrame = clock.now - .seconds(1)
    var hasNews = true
    var wasPressed = true
    while true {
      let interval: Duration = wasPressed ? .milliseconds(33) : .milliseconds(100)
      let wait = hasNews ? max(.zero, interval - (clock.now - lastFrame)) : .milliseconds(250)
      for event in surface.events(timeout: wait) {
        switch event {
        case .key(let key):
          wasPressed = true
          for effect in state.reduce(.key(key)) {
            if let outcome = perform(effect) { return outcome }
          }
        case .resized(let size):
          self.size = size
          wasPressed = true
        case .returned:
          size = surface.size
          wasPressed = true
        case .terminate(let signal): return .signal(signal)
        case .hangup: return .hangup
        case .woken: break
        }
      }
      session.lookForCommands()
      let events = session.mailbox.take()
      if !events.isEmpty {
        _ = state.reduce(.events(events))
        hasNews = true
      }
      // A run that could not even begin has nothing to show; its reason is printed.
      if state.history.info == nil, session.failureReason != nil { return .quit }
      let isDue = clock.now - lastFrame >= (wasPressed ? .milliseconds(33) : .milliseconds(100))
      let isStale = clock.now - lastFrame >= .milliseconds(500)
      if (hasNews || wasPressed) && isDue || isStale {
        _ = state.reduce(.tick(WallClock.now))
        surface.present(view(state, size: size, symbols: symbols))
        lastFrame = clock.now
        hasNews = false
        wasPressed = false
      } else {
        hasNews = hasNews || wasPressed
      }
    }
  }

  private func perform(_ effect: DashboardEffect) -> Outcome? {
    switch effect {
    case .send(let request):
      session.inbox.post(request)
      return nil
    case .quit: return .quit
    case .leaveScreen: return .leftScreen
    case .suspend:
      surface.suspend()
      return nil
    }
  }
}
