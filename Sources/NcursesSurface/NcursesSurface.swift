internal import CNcurses
internal import CTerminalGuard
public import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A terminal driven by ncurses, which no other module calls.
///
/// Not `Sendable`: it stays on the thread that created it.
public final class NcursesSurface: TerminalSurface {
  /// The current size.
  public private(set) var size: Size
  /// The colours in use.
  public let colorDepth: ColorDepth
  /// True when characters outside ASCII can be drawn.
  public let isUnicode: Bool
  /// Wakes `events` from other threads.
  public let waker: any TerminalWaker = GuardWaker()

  /// The time that the line lately took for a frame; see `TerminalSurface`.
  public var frameTime: Duration { flow.frameTime }

  private let screen: OpaquePointer
  private let pipe: Int32
  private var writer: FrameWriter
  private var flow = FrameFlow()
  private var isOpen = true
  /// True when the shell has the terminal, so that nothing may be written or read.
  private var isAway = false
  /// True when the terminal has come back and `.returned` has not been reported yet.
  private var isBack = false
  private var input: TerminalInput
  /// When the last bytes arrived.
  private var lastByte = ContinuousClock.now
  /// Until when the first events wait for the colour of the background; nil when they no longer do.
  private var backgroundLimit: ContinuousClock.Instant?
  /// The time in which a local terminal answers.
  private static let answerTime = Duration.milliseconds(8)

  /// Takes over the terminal.
  ///
  /// - Parameters:
  ///   - colorDepth: the colours to use; nil for what the terminal and `NO_COLOR` allow.
  ///   - mouse: True to report presses and the wheel; text is then selected with Shift held down.
  /// - Throws: `TerminalError` when there is no terminal, or it cannot place its cursor.
  public init(colorDepth wanted: ColorDepth? = nil, mouse: Bool = false) throws {
    let type = try TerminalType.find(wanted)
    // Of characters alone: numbers in files and on the screen have a point in every language.
    setlocale(LC_CTYPE, "")
    isUnicode = OutputTerminal.isUnicode
    pipe = plateau_guard_open()
    size = OutputTerminal.size ?? Size(80, 24)
    plateau_guard_save_modes()
    guard pipe >= 0, let screen = type.open(size) else {
      throw TerminalError(
        description:
          "ncurses cannot use the terminal \(type.entry.name.sanitized); set TERM to another type")
    }
    self.screen = screen
    let hasColors = start_color() == OK && has_colors()
    colorDepth = hasColors ? type.depth(colors: Int(plateau_color_count())) : .none
    writer = FrameWriter(depth: colorDepth)
    use_default_colors()
    input = TerminalInput(sequences: TerminalKeys.sequences(), watchesMouse: mouse)
    raw()
    noecho()
    nonl()
    keypad(plateau_screen(), true)
    // Otherwise ncurses abandons a half-drawn frame whenever a key is waiting.
    typeahead(-1)
    curs_set(0)
    if mouse { plateau_watch_mouse() }
    watch(mouse: mouse)
    // The Linux console would print the question.
    if colorDepth != .none, !type.entry.name.hasPrefix("linux") {
      plateau_send(ControlSequences.backgroundQuestion)
      backgroundLimit = .now + Self.answerTime
    }
    if type.answersQuestions { plateau_send(ControlSequences.synchronizedQuestion) }
  }

  deinit { close() }

  /// The reason why no screen can be shown here; nil when one can.
  ///
  /// - Parameter colorDepth: the colours to ask for; nil for what the terminal and `NO_COLOR` allow.
  public static func obstacle(colorDepth: ColorDepth? = nil) -> (any Error)? {
    do {
      _ = try TerminalType.find(colorDepth)
      return nil
    } catch {
      return error
    }
  }

  /// The colours that the dashboard has on this terminal: all of them where the terminal announces
  /// that it shows them, else 256.
  public static var announcedDepth: ColorDepth {
    (try? TerminalType.find(nil))?.isDirect == true ? .trueColor : .palette
  }

  /// Installs the signal handlers; must follow newterm, which installs its own.
  private func watch(mouse: Bool) {
    for signal in [SIGINT, SIGTERM, SIGHUP] { _ = plateau_guard_watch_unless_ignored(signal) }
    for signal in [SIGWINCH, SIGTSTP, SIGCONT] { plateau_guard_watch(signal) }
    _ = plateau_guard_capture_errors()
    plateau_send(ControlSequences.pasteOn)
    ControlSequences.forCrash(mouse: mouse).withCString { plateau_guard_arm($0, strlen($0)) }
  }

  // MARK: Showing

  /// Shows a grid of the current size; any other is ignored.
  ///
  /// - Complexity: O(cells).
  public func present(_ grid: CellGrid) {
    guard isOpen, !isAway, grid.size == size, !flow.holds(grid) else { return }
    show(grid)
  }

  private func show(_ grid: CellGrid) {
    // An unchanged frame sends nothing.
    let isBracketed = writer.draw(grid) && input.canSynchronize
    if isBracketed { plateau_send(ControlSequences.frameStart) }
    refresh()
    guard isBracketed else { return }
    plateau_send(ControlSequences.frameEnd)
    if flow.asks {
      plateau_send(ControlSequences.synchronizedQuestion)
      flow.ask()
    }
  }

  // MARK: Events

  /// Waits for events; see `TerminalSurface`.
  public func events(timeout: Duration?) -> [TerminalEvent] {
    guard isOpen else { return [.hangup] }
    if isBack {
      isBack = false
      return [.returned]
    }
    // The first frame already has the theme that fits the background.
    let early = awaitBackground()
    if !early.isEmpty { return early }
    var files = [
      pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
    ]
    if isAway {
      // Check every quarter of a second whether the shell has given the terminal back.
      poll(&files, 1, min(250, milliseconds(until: timeout, or: .milliseconds(250))))
    } else {
      let rest = input.patience.map { max(.zero, $0 - (.now - lastByte)) }
      poll(&files, 2, milliseconds(until: timeout, or: rest))
    }
    var events = signals()
    if isAway {
      takeBack()
      if isBack {
        isBack = false
        events.append(.returned)
      }
      return events
    }
    if files[1].revents & Int16(POLLIN) != 0 {
      events += keys()
    } else if let patience = input.patience, .now - lastByte >= patience {
      events += input.giveUp()
      lastByte = .now
    }
    if files[1].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { events.append(.hangup) }
    return events
  }

  /// Waits a moment, once, for the colour of the background; that of `COLORFGBG` where the terminal
  /// has not told it whole.
  ///
  /// - Returns: The colour, and what else has come meanwhile.
  private func awaitBackground() -> [TerminalEvent] {
    guard let limit = backgroundLimit else { return [] }
    backgroundLimit = nil
    var events: [TerminalEvent] = []
    while !events.contains(where: \.endsWaitForBackground) {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let rest = max(.zero, limit - .now)
      if poll(&input, 1, milliseconds(until: rest, or: nil)) > 0 { events += keys() }
      if rest == .zero { break }
    }
    if !events.contains(where: \.endsWaitForBackground),
      let named = Color(foregroundAndBackground: TerminalType.variable("COLORFGBG"))
    {
      events.insert(.background(named), at: 0)
    }
    return events
  }

  /// The shorter of two times in milliseconds for `poll`; -1 for no limit.
  private func milliseconds(until timeout: Duration?, or rest: Duration?) -> Int32 {
    guard let limit = [timeout, rest].compactMap(\.self).min() else { return -1 }
    return Int32(clamping: max(0, Int((limit / .milliseconds(1)).rounded(.up))))
  }

  /// Reads the waiting input; `.hangup` at the end of it.
  private func keys() -> [TerminalEvent] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0 {
      return errno == EINTR || errno == EAGAIN ? [] : [.hangup]
    }
    if count == 0 { return [.hangup] }
    lastByte = .now
    if let frame = flow.read(bytes[..<count]), frame.size == size { show(frame) }
    let events = input.read(bytes[..<count])
    if !events.isEmpty { flow.press() }
    return events
  }

  /// Reads the signals and wake-ups that are waiting in the guard's pipe.
  private func signals() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while true {
      let byte = plateau_guard_read()
      switch byte {
      case -1: return events
      case 0:
        if events.last != .woken { events.append(.woken) }
      case SIGWINCH:
        if let resized = resize() { events.append(resized) }
      case SIGTSTP:
        suspend()
      case SIGCONT:
        // After kill -STOP the terminal was not given away, and its content is unknown.
        isAway = true
        takeBack()
        if isBack {
          isBack = false
          events.append(.returned)
        }
      default: events.append(.terminate(byte))
      }
    }
  }

  private func resize() -> TerminalEvent? {
    guard let now = OutputTerminal.size else { return nil }
    size = now
    resizeterm(Int32(now.height), Int32(now.width))
    // A terminal that was made smaller and has its old size again has lost what was cut off.
    clearok(plateau_screen(), true)
    writer.forgetFrame()
    flow.forgetFrame()
    return .resized(now)
  }

  /// Sounds the bell.
  public func bell() {
    if isOpen, !isAway { beep() }
  }

  /// Asks the terminal to show a notification.
  public func notify(title: String, text: String, by sequence: NotificationSequence) {
    if isOpen, !isAway { plateau_send(sequence.bytes(title: title, text: text)) }
  }

  // MARK: Leaving and coming back

  /// Stops the process as ^Z does, and takes the terminal back when it continues in the foreground.
  public func suspend() {
    guard isOpen else { return }
    if !isAway { giveAway() }
    isAway = true
    plateau_guard_stop()
    takeBack()
  }

  private func giveAway() {
    awaitAnswers()
    if plateau_capability("rmcup") == nil {
      werase(plateau_screen())
      refresh()
    }
    plateau_send(ControlSequences.pasteOff)
    endwin()
  }

  /// Waits a moment for the terminal to answer, so that no answer reaches the shell; keys pressed
  /// meanwhile are lost.
  private func awaitAnswers() {
    let end = ContinuousClock.now + .milliseconds(300)
    var bytes = [UInt8](repeating: 0, count: 256)
    while flow.isWaiting, .now < end {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let wait = milliseconds(until: end - ContinuousClock.now, or: nil)
      guard poll(&input, 1, wait) > 0 else { return }
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else { return }
      _ = flow.read(bytes[..<count])
    }
  }

  /// Takes the terminal back once the shell has put this process in the foreground.
  private func takeBack() {
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    isAway = false
    isBack = true
    flow.reset()
    writer.forgetFrame()
    _ = resize()
    plateau_send(ControlSequences.pasteOn)
    clearok(plateau_screen(), true)
    refresh()
  }

  /// Gives the terminal back; calling it again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    if !isAway { giveAway() }
    plateau_guard_disarm()
    delscreen(screen)
    // INT, TERM and HUP stay watched: a run may continue without its screen.
    for signal in [SIGWINCH, SIGTSTP, SIGCONT] { plateau_guard_unwatch(signal) }
    plateau_guard_release_errors()
  }
}

extension TerminalEvent {
  /// True for the colour of the background, and where none can come any more.
  fileprivate var endsWaitForBackground: Bool {
    switch self {
    case .background, .hangup: true
    default: false
    }
  }
}
