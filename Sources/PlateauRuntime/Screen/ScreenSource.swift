public import Cells
public import Dashboard
public import Recordings
public import RunModel

/// The source of a screen's runs: this process, another one, or files.
public protocol ScreenSource: AnyObject {
  /// Sets the waker to call when there is news; nil for none.
  func setWaker(_ waker: (any TerminalWaker)?)
  /// Returns the news since the last call, and the answer to the screen's query.
  ///
  /// - Parameters:
  ///   - state: The current state of the screen.
  ///   - columns: The width of the screen.
  func news(for state: DashboardState, columns: Int) -> [DashboardAction]
  /// Returns the answer to the screen's query as of the last news; nil when it has been given.
  func answer(to state: DashboardState, columns: Int) -> DashboardAction?
  /// Sends a person's request; never waits.
  func send(_ request: CommandRequest)
  /// Waits a moment for requests that are still being written.
  ///
  /// - Returns: A sentence about requests that could not be sent; nil when all were.
  func finish() -> String?
  /// The recordings of the runs, in the order of their overviews.
  var recordings: [any RunRecording] { get }
  /// The reason why the run failed before it began; nil while there is something to show.
  var failureReason: String? { get }
}

extension ScreenSource {
  public func finish() -> String? { nil }
}

extension DashboardState {
  /// Applies everything that a source has, and the answers to the queries that follow, until
  /// nothing is left.
  ///
  /// - Parameter columns: The width of the screen.
  public mutating func settle(with source: any ScreenSource, columns: Int) {
    var news = source.news(for: self, columns: columns)
    while !news.isEmpty {
      for action in news { _ = reduce(action) }
      news = source.news(for: self, columns: columns)
    }
  }
}
