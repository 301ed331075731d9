public import Cells
public import Dashboard
public import Recordings
public import RunFiles
public import RunModel
public import Simulation

/// A watch of whatever appears at a path: a log of any tool, or a run of our own once its events are there,
/// which can be steered.
///
/// `plateau watch runs/x` may therefore start before `plateau train --run runs/x` does.
public final class PathWatch: ScreenSource {
  private let search: RunSearch
  private let thread = WatchThread()
  private let threadFailure: String?
  private var source: any ScreenSource
  private var isRun = false
  private var waker: (any TerminalWaker)?

  /// Watches a path at which there may be nothing yet.
  ///
  /// - Parameters:
  ///   - path: A file or folder.
  ///   - log: Follows a log of another tool at the path.
  ///   - preset: Reads the callbacks to try on a run of our own once it is there; called on a
  ///     thread that does not draw.
  public init(
    _ path: String, log: LogWatch, preset: @escaping @Sendable (RunDirectory) -> WhatIf?
  ) {
    let search = RunSearch(path, preset: preset)
    self.search = search
    source = log
    threadFailure = search.start(on: thread)
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    self.waker = waker
    source.setWaker(waker)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    if !isRun, let run = search.found {
      isRun = true
      source = RunWatch(run.directory, preset: run.preset)
      source.setWaker(waker)
    }
    return source.news(for: state, columns: columns)
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    source.answer(to: state, columns: columns)
  }

  public var recordings: [any RunRecording] { source.recordings }

  public func send(_ request: CommandRequest) { source.send(request) }

  public func finish() -> String? { source.finish() }

  public var failureReason: String? { source.failureReason ?? threadFailure }
}
