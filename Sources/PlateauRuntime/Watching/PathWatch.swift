public import Cells
public import Dashboard
internal import Foundation
public import RunLogs
public import RunModel

/// Whatever comes to be at a path: a log of any tool, until the events of a run of our own are there; from then on that
/// run, which can be steered.
///
/// So `plateau watch runs/x` may begin before `plateau train --run runs/x` does.
public final class PathWatch: ScreenSource {
  private let finding: RunFinding
  private let thread = WatchThread()
  private let threadFailure: String?
  private var source: any ScreenSource
  /// Watches the run of our own; nil once it does.
  private var makeRun: ((RunDirectory) -> RunWatch)?
  private var waker: (any TerminalWaker)?

  /// Watches a path; nothing may be there yet.
  ///
  /// - Parameters:
  ///   - path: a file or folder.
  ///   - log: follows a log of another tool there.
  ///   - makeRun: watches a run of our own, when it is there.
  public init(_ path: String, log: LogWatch, makeRun: @escaping (RunDirectory) -> RunWatch) {
    let finding = RunFinding(path)
    self.finding = finding
    self.makeRun = makeRun
    source = log
    threadFailure = thread.start {
      if finding.look() { return false }
      usleep(100_000)
      return true
    }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    self.waker = waker
    source.setWaker(waker)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    if let makeRun, let directory = finding.found {
      self.makeRun = nil
      source = makeRun(directory)
      source.setWaker(waker)
    }
    return source.news(for: state, columns: columns)
  }

  public func send(_ request: CommandRequest) { source.send(request) }

  public func finish() -> String? { source.finish() }

  public var failureReason: String? { source.failureReason ?? threadFailure }
}
