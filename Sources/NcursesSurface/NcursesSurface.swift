internal import CNcurses
internal import CTerminalGuard
public import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The terminal through ncurses, the only code that calls it.
///
/// Not `Sendable`: it stays on the thread that made it.
public final class NcursesSurface: TerminalSurface {
  public private(set) var size: Size
  public let colorDepth: ColorDepth
  public let isUnicode: Bool
  public let waker: any TerminalWaker = GuardWaker()

  private let screen: OpaquePointer
  private let pipe: Int32
  private var palette: TerminalPalette
  /// What the terminal shows; nil when that is unknown.
  private var shown: CellGrid?
  private var line: [cchar_t] = []
  private var isOpen = true
  /// The shell has the terminal: nothing may be written or read.
  private var isAway = false
  private var isBack = false
  private var input: TerminalInput
  /// When bytes came last.
  private var lastByte = ContinuousClock.now

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - colorDepth: the colours to use; nil for what the terminal and `NO_COLOR` allow.
  ///   - mouse: whether presses and the wheel are told; a person then selects text with Shift.
  /// - Throws: `TerminalError` when there is no terminal, or it cannot place its cursor.
  public init(colorDepth wanted: ColorDepth? = nil, mouse: Bool = false) throws {
    let type = try TerminalType.find(wanted)
    setlocale(LC_ALL, "")
    isUnicode = plateau_is_utf8() != 0
    pipe = plateau_guard_open()
    size = Self.readSize() ?? Size(80, 24)
    plateau_guard_save_modes()
    guard pipe >= 0, let screen = type.open(size) else {
      throw TerminalError(
        description:
          "ncurses cannot use the terminal \(type.entry.name.sanitized); set TERM to another type")
    }
    self.screen = screen
    let hasColors = start_color() == OK && has_colors()
    colorDepth = hasColors ? type.depth(colors: Int(plateau_color_count())) : .none
    palette = TerminalPalette(depth: colorDepth)
    use_default_colors()
    input = TerminalInput(sequences: TerminalKeys.sequences(), watchesMouse: mouse)
    raw()
    noecho()
    nonl()
    keypad(plateau_screen(), true)
    // Else a frame is given up half drawn whenever a key waits.
    typeahead(-1)
    curs_set(0)
    if mouse { plateau_watch_mouse() }
    watch(mouse: mouse)
  }

  deinit { close() }

  /// Why there can be no screen here; nil when there can be one.
  ///
  /// - Parameter colorDepth: the colours that would be asked for.
  public static func obstacle(colorDepth: ColorDepth? = nil) -> (any Error)? {
    do {
      _ = try TerminalType.find(colorDepth)
      return nil
    } catch {
      return error
    }
  }

  /// Lets the terminal mark what is pasted, and not; one that cannot takes no notice.
  private static let (pasteOn, pasteOff) = ("\u{1B}[?2004h", "\u{1B}[?2004l")
  /// Bytes that are written in a crash at most.
  private static let mostRestored = 1024
  /// Ends xterm's reports of the mouse, for a crash; otherwise ncurses does it.
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

  /// After newterm, which puts handlers of its own in.
  private func watch(mouse: Bool) {
    for signal in [SIGINT, SIGTERM, SIGHUP] { _ = plateau_guard_watch_unless_ignored(signal) }
    for signal in [SIGWINCH, SIGTSTP, SIGCONT] { plateau_guard_watch(signal) }
    _ = plateau_guard_capture_errors()
    plateau_send(Self.pasteOn)
    let names: [String] = ["sgr0", "cnorm", "rmkx", "rmcup"]
    let capabilities: [String] =
      names
      .compactMap { name -> String? in plateau_capability(name).map { String(cString: $0) } }
      .map(\.withoutPadding)
    var bytes = Self.pasteOff + (mouse ? Self.mouseOff : "")
    // Each whole or not at all: half a sequence would be worse than none.
    for sequence in capabilities where bytes.utf8.count + sequence.utf8.count <= Self.mostRestored {
      bytes += sequence
    }
    bytes.withCString { plateau_guard_arm($0, strlen($0)) }
  }

  private static func readSize() -> Size? {
    var (width, height): (Int32, Int32) = (0, 0)
    guard plateau_window_size(STDOUT_FILENO, &width, &height) != 0 else { return nil }
    return Size(Int(width), Int(height)).onScreen
  }

  // MARK: Showing

  public func present(_ grid: CellGrid) {
    guard isOpen, !isAway, grid.size == size else { return }
    if palette.forgetIfMany() { shown = nil }
    let old = shown?.size == grid.size ? shown : nil
    if old == nil { werase(plateau_screen()) }
    for row in 0..<grid.size.height { present(grid.row(row), over: old?.row(row), at: row) }
    shown = grid
    refresh()
  }

  /// Hands ncurses the part of a row that changed.
  private func present(_ row: ArraySlice<Cell>, over old: ArraySlice<Cell>?, at y: Int) {
    var first = row.startIndex
    var last = row.endIndex - 1
    if let old {
      guard let changed = row.indices.first(where: { row[$0] != old[$0] }) else { return }
      first = changed
      last = row.indices.last { row[$0] != old[$0] } ?? last
    }
    // Never begin in the right half of a wide character.
    if row[first].scalar == Cell.continuation, first > row.startIndex { first -= 1 }
    line.removeAll(keepingCapacity: true)
    for index in first...last where row[index].scalar != Cell.continuation {
      let isWide = index + 1 < row.endIndex && row[index + 1].scalar == Cell.continuation
      let scalar = row[index].scalar
      // ncurses asks the system, whose Unicode may be older or newer than ours: what the two do not agree on would
      // shift the rest of the row.
      if scalar.value < 0x300 || plateau_columns(scalar.value) == (isWide ? 2 : 1) {
        append(scalar, row[index].style)
      } else {
        append("?", row[index].style)
        if isWide { append(" ", row[index].style) }
      }
    }
    mvwadd_wchnstr(
      plateau_screen(), Int32(y), Int32(first - row.startIndex), line, Int32(line.count))
  }

  private func append(_ scalar: Unicode.Scalar, _ style: Style) {
    var made = cchar_t()
    let isText = !("\u{2580}"..."\u{259F}").contains(scalar)
    plateau_set_cell(
      &made, scalar.value, attributes(style),
      palette.pair(style.foreground, on: style.background, isText: isText))
    line.append(made)
  }

  private func attributes(_ style: Style) -> attr_t {
    var bits: attr_t = 0
    if style.attributes.contains(.bold) { bits |= plateau_bold }
    // A theme's faint colours are faint enough.
    if style.attributes.contains(.dim), colorDepth == .none { bits |= plateau_dim }
    if style.attributes.contains(.underline) { bits |= plateau_underline }
    if style.attributes.contains(.reverse) { bits |= plateau_reverse }
    return bits
  }

  // MARK: Events

  public func events(timeout: Duration?) -> [TerminalEvent] {
    guard isOpen else { return [.hangup] }
    if isBack {
      isBack = false
      return [.returned]
    }
    var files = [
      pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
    ]
    if isAway {
      // Look every quarter of a second whether the shell has given the terminal back.
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

  /// The shorter of two times for `poll`; -1 for no limit.
  private func milliseconds(until timeout: Duration?, or rest: Duration?) -> Int32 {
    guard let limit = [timeout, rest].compactMap(\.self).min() else { return -1 }
    return Int32(clamping: max(0, Int((limit / .milliseconds(1)).rounded(.up))))
  }

  /// What was pressed; the end of the terminal where it says that there will be no more.
  private func keys() -> [TerminalEvent] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0 {
      return errno == EINTR || errno == EAGAIN ? [] : [.hangup]
    }
    if count == 0 { return [.hangup] }
    lastByte = .now
    return input.take(bytes[..<count])
  }

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
        // After kill -STOP nobody has put the terminal away; what it shows is unknown.
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
    guard let now = Self.readSize(), now != size else { return nil }
    size = now
    resizeterm(Int32(now.height), Int32(now.width))
    shown = nil
    return .resized(now)
  }

  public func bell() {
    if isOpen, !isAway { beep() }
  }

  // MARK: Leaving and coming back

  public func suspend() {
    guard isOpen else { return }
    if !isAway { giveAway() }
    isAway = true
    plateau_guard_stop()
    takeBack()
  }

  private func giveAway() {
    if plateau_capability("rmcup") == nil {
      werase(plateau_screen())
      refresh()
    }
    plateau_send(Self.pasteOff)
    endwin()
  }

  /// Takes the terminal again when the shell has put this process in front.
  private func takeBack() {
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    isAway = false
    isBack = true
    shown = nil
    _ = resize()
    plateau_send(Self.pasteOn)
    clearok(plateau_screen(), true)
    refresh()
  }

  public func close() {
    guard isOpen else { return }
    isOpen = false
    if !isAway { giveAway() }
    plateau_guard_disarm()
    delscreen(screen)
    // INT, TERM and HUP stay watched: a run may go on without its screen.
    for signal in [SIGWINCH, SIGTSTP, SIGCONT] { plateau_guard_unwatch(signal) }
    plateau_guard_release_errors()
  }
}
