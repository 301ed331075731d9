public import Cells
public import CurveStore
public import Dashboard
internal import Playbacks
public import Recordings
public import RunModel
public import Simulation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A log of any tool: it is read in parts on its own thread, shown from the first part on, and
/// followed while it grows.
public final class LogWatch: ScreenSource {
  private let outbox = LogOutbox()
  private let thread = WatchThread()
  private var cache = RecordingCache()
  private var hasRuns = false

  /// Watches a file or folder, which may not be there yet.
  ///
  /// - Parameters:
  ///   - path: The log.
  ///   - title: The title of a run without a name.
  ///   - preset: Callbacks to try on it; nil for the usual ones.
  ///   - directions: Directions of improvement that the names of metrics do not tell.
  ///   - follows: False to end once everything has been read.
  ///   - forms: The patterns that name the numbers of console text.
  public convenience init(
    path: String, title: String, preset: WhatIf?, directions: GivenDirections = GivenDirections(),
    follows: Bool = true, forms: [GivenForm] = []
  ) {
    self.init(
      path: path, title: title, preset: preset, directions: directions, input: nil,
      follows: follows, forms: forms)
  }

  /// Watches a log that comes through a pipe.
  ///
  /// - Parameters:
  ///   - input: The descriptor of the pipe.
  ///   - forms: The patterns that name the numbers of console text.
  public convenience init(
    input: Int32, title: String, preset: WhatIf?, directions: GivenDirections = GivenDirections(),
    forms: [GivenForm] = []
  ) {
    self.init(
      path: "-", title: title, preset: preset, directions: directions, input: input, follows: true,
      forms: forms)
  }

  /// True for a log that comes through a pipe.
  private let isPipe: Bool
  /// The name of what is read, in messages.
  private let name: String

  private init(
    path: String, title: String, preset: WhatIf?, directions: GivenDirections, input: Int32?,
    follows: Bool, forms: [GivenForm]
  ) {
    isPipe = input != nil
    name = input == nil ? path : "standard input"
    let trouble = thread.start { [outbox] in
      let reader = LogReader(
        path: path, title: title, preset: preset, directions: directions,
        pipe: input.map(PipeText.init), follows: follows, forms: forms, outbox: outbox)
      return { reader.look() }
    }
    if let trouble { outbox.edit { ($0.reason, $0.isCaughtUp) = (trouble, true) } }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) { outbox.edit { $0.waker = waker } }

  /// Waits until everything that is there now has been read; of a pipe, until its end.
  ///
  /// - Returns: The reason why nothing could be read; nil when something was.
  public func catchUp() -> String? {
    outbox.wait { $0.isCaughtUp }
    let now = outbox.now
    return now.runs == nil ? now.reason ?? "\(name): holds no curves to show" : nil
  }

  /// Sentences about patterns that match no line of what has been read.
  public var remarks: [String] { outbox.now.remarks }

  /// The recordings that were shown last.
  public var recordings: [any RunRecording] { cache.recordings }

  /// True when everything was read and held no curves.
  var isWithoutCurves: Bool { outbox.now.isCaughtUp && !hasRuns && outbox.now.runs == nil }

  /// Waits until there is something to show, or never will be.
  ///
  /// - Returns: The reason why there is nothing; nil when there is something.
  public func begin() -> String? {
    outbox.wait { $0.runs != nil || $0.isCaughtUp }
    return outbox.now.runs == nil ? catchUp() : nil
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let news = outbox.edit { content in
      defer { (content.runs, content.text) = (nil, nil) }
      return content
    }
    var actions: [DashboardAction] =
      news.text.map { [.output($0.lines, open: $0.open)] } ?? []
    if !hasRuns, news.runs == nil, state.playback == nil, let reason = news.reason,
      state.waitingFor != reason
    {
      actions.append(.waiting(reason))
    }
    if let runs = news.runs {
      hasRuns = true
      cache.replace(runs.recordings)
      return actions + [.overviews(runs.overviews)]
    }
    return actions + [answer(to: state, columns: columns)].compactMap(\.self)
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    cache.answer(state.query(columns: columns))
  }

  public func send(_ request: CommandRequest) {}

  /// The reason why nothing will ever come: a pipe ended without a word.
  public var failureReason: String? { isPipe && isWithoutCurves ? outbox.now.reason : nil }
}
