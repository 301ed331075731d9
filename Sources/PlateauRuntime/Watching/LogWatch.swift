public import Cells
public import Dashboard
internal import Foundation
internal import RunLogs
public import RunModel
public import Simulation
internal import Synchronization

/// A log of any tool: read in parts on a thread of its own, shown from the first part on, and followed while it is
/// written.
public final class LogWatch: ScreenSource {
  /// What the reading thread leaves.
  private struct Mail {
    var films: Films?
    var lines: [String] = []
    var waker: (any TerminalWaker)?
    var reason: String?
    var isCaughtUp = false
  }

  /// The runs as of one moment.
  private struct Films {
    var tapes: [LogTape]
    var reels: [Reel]
  }

  private let mail: Box
  private let thread = WatchThread()
  private var shelf = TapeShelf()
  private var hasFilms = false

  /// Watches a file or folder, which may not be there yet.
  ///
  /// - Parameters:
  ///   - path: the log.
  ///   - title: how a run without a name is called.
  ///   - trial: callbacks to try on it; nil for the usual ones.
  ///   - follows: whether it is looked at again when it has been read.
  public convenience init(path: String, title: String, trial: WhatIf?, follows: Bool = true) {
    self.init(path: path, title: title, trial: trial, input: nil, follows: follows)
  }

  /// Watches what comes through a pipe.
  ///
  /// - Parameter input: the pipe's descriptor.
  public convenience init(input: Int32, title: String, trial: WhatIf?) {
    self.init(path: "-", title: title, trial: trial, input: input, follows: true)
  }

  private init(
    path: String, title: String, trial: WhatIf?, input: Int32?, follows: Bool
  ) {
    let box = Box()
    mail = box
    let reader = Reader(
      path: path, title: title, trial: trial, input: input.map(PipeLines.init), follows: follows)
    thread.start("log") { reader.look(box) }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) { mail.edit { $0.waker = waker } }

  /// Waits until what is there now has been read; of a pipe, until its end.
  ///
  /// - Returns: why nothing could be read; nil when something was.
  public func catchUp() -> String? {
    while !mail.edit({ $0.isCaughtUp }) { usleep(5_000) }
    return mail.edit { $0.films == nil ? $0.reason ?? "holds no curves to show" : nil }
  }

  /// Waits until there is something to show, or nothing will be.
  ///
  /// - Returns: why there is nothing; nil when there is something.
  public func begin() -> String? {
    while true {
      let (hasFilms, isOver) = mail.edit { ($0.films != nil, $0.isCaughtUp) }
      if hasFilms { return nil }
      if isOver { return catchUp() }
      usleep(2_000)
    }
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let (films, lines) = mail.edit { mail in
      defer { (mail.films, mail.lines) = (nil, []) }
      return (mail.films, mail.lines)
    }
    var actions: [DashboardAction] = lines.isEmpty ? [] : [.output(lines)]
    if !hasFilms, films == nil, state.film == nil, let reason = mail.edit({ $0.reason }),
      state.waitingFor != reason
    {
      actions.append(.waiting(reason))
    }
    if let films {
      hasFilms = true
      shelf.replace(films.tapes)
      return actions + [.reels(films.reels)]
    }
    if let look = shelf.look(state.screening(columns: columns)) { actions.append(look) }
    return actions
  }

  public func send(_ request: CommandRequest) {}

  public var failureReason: String? { nil }

  /// Mail between two threads.
  private final class Box: Sendable {
    private let mail = Mutex(Mail())

    func edit<Value: Sendable>(_ change: (inout Mail) -> sending Value) -> Value {
      mail.withLock { change(&$0) }
    }
  }

  /// The reading side.
  private final class Reader: Sendable {
    private struct State {
      var follower: LogFollower
      let watch: FileWatch
      var pending: LogContents?
      var last: LogContents?
      var lastMade: ContinuousClock.Instant?
      var lastNews: Double?
      var progress: Double?
      var pipe: PipeLines?
    }

    private let state: Mutex<State>
    private let title: String
    private let trial: WhatIf?
    private let path: String
    private let follows: Bool

    init(path: String, title: String, trial: WhatIf?, input: PipeLines?, follows: Bool) {
      self.path = path
      self.follows = follows
      self.title = title
      self.trial = trial
      state = Mutex(
        State(follower: LogFollower(path: path), watch: FileWatch(path: path), pipe: input))
    }

    /// Reads the next part, or waits for one.
    func look(_ box: Box) -> Bool {
      state.withLock { state in
        var isAtEnd = false
        if state.pipe != nil, let bytes = state.pipe?.next(within: 100) {
          if bytes.isEmpty {
            isAtEnd = true
          } else {
            state.follower.take(bytes)
            let lines = state.pipe?.lines(of: bytes) ?? []
            box.edit { $0.lines = ($0.lines + lines).suffix(500) }
            wake(box)
          }
        }
        switch state.follower.next() {
        case .changed(let contents, let isCaughtUp, let read, let total):
          if state.lastNews == nil { state.lastNews = Self.written(path) }
          if isCaughtUp, box.edit({ $0.isCaughtUp }) { state.lastNews = WallClock.now }
          (state.pending, state.last) = (contents, contents)
          state.progress =
            isCaughtUp ? nil : total.map { $0 > 0 ? min(1, Double(read) / Double($0)) : 0 }
          if isCaughtUp, state.pipe == nil, !follows { isAtEnd = true }
          make(&state, box, isUrgent: isCaughtUp && state.pipe == nil, isAtEnd: isAtEnd)
          if isCaughtUp, state.pipe == nil || isAtEnd { box.edit { $0.isCaughtUp = true } }
        case .unreadable(let reason):
          if state.pipe == nil, !follows { isAtEnd = true }
          box.edit { mail in
            mail.reason = "\(self.path == "-" ? "standard input" : self.path): \(reason)"
            if state.pipe == nil || isAtEnd { mail.isCaughtUp = true }
          }
          wake(box)
        case .unchanged:
          make(&state, box, isUrgent: true, isAtEnd: isAtEnd)
          if state.pipe == nil || isAtEnd { box.edit { $0.isCaughtUp = true } }
          // The system tells of changes; what it cannot see, as on a network's disk, is looked for.
          if state.pipe == nil { state.watch.wait(seconds: 2) }
        }
        return !isAtEnd
      }
    }

    /// Makes films of what was read, at most ten times a second while more comes.
    private func make(_ state: inout State, _ box: Box, isUrgent: Bool, isAtEnd: Bool) {
      let now = ContinuousClock().now
      let isDue = state.lastMade.map { now - $0 > .milliseconds(100) } ?? true
      // At the end its runs are no longer live, whatever was shown of them.
      guard let contents = state.pending ?? (isAtEnd ? state.last : nil),
        isUrgent || isAtEnd || isDue
      else { return }
      state.pending = nil
      let tapes = LogTape.tapes(contents, title: title, isLive: !isAtEnd)
      let damage = contents.notes.count { $0.kind == .damaged } + contents.unlistedNotes
      let reels = tapes.map { tape in
        var reel = Reel(tape)
        reel.origin = contents.format.title
        if damage > 0 { reel.origin += ", \(damage) damaged (plateau inspect)" }
        reel.writerHabit = contents.format.writerHabit
        reel.lastNews = follows ? state.lastNews : nil
        reel.progress = state.progress
        reel.trial = trial
        return reel
      }
      state.lastMade = ContinuousClock().now
      guard !tapes.isEmpty else { return }
      box.edit { $0.films = Films(tapes: tapes, reels: reels) }
      wake(box)
    }

    private func wake(_ box: Box) { box.edit { $0.waker }?.wake() }

    /// When a file was written last, in seconds since 1970.
    private static func written(_ path: String) -> Double {
      var status = stat()
      guard stat(path, &status) == 0 else { return WallClock.now }
      return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
    }
  }
}
