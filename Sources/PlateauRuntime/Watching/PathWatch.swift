public import Cells
public import Dashboard
public import RunLogs
public import RunModel

/// Whatever comes to be at a path: a log of any tool, until the events of a run of our own are there; from then on that
/// run, which can be steered.
///
/// So `plateau watch runs/x` may begin before `plateau train --run runs/x` does.
public final class PathWatch: ScreenSource {
  private let path: String
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
    self.path = path
    self.makeRun = makeRun
    source = log
  }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    self.waker = waker
    source.setWaker(waker)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    if let makeRun, let directory = RunDirectory(at: path) {
      self.makeRun = nil
      source = makeRun(directory)
      source.setWaker(waker)
    }
    return source.news(for: state, columns: columns)
  }

  public func send(_ request: CommandRequest) { source.send(request) }

  public var failureReason: String? { source.failureReason }
}
