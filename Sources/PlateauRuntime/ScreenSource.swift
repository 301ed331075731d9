public import Cells
public import Dashboard
public import RunModel

/// Where a screen's runs come from: this process, another one, or files.
public protocol ScreenSource: AnyObject {
  /// Wakes this reader when there is news; nil for none.
  func setWaker(_ waker: (any TerminalWaker)?)
  /// What happened since the last call, and what the screen wants to be shown now.
  ///
  /// - Parameters:
  ///   - state: the screen as it is.
  ///   - columns: its width.
  func news(for state: DashboardState, columns: Int) -> [DashboardAction]
  /// Passes a person's request on; never waits.
  func send(_ request: CommandRequest)
  /// Waits a moment for requests that are on their way.
  ///
  /// - Returns: what to say of those that could not be sent; nil when all were.
  func finish() -> String?
  /// What made the run fail before it began; nil while there is something to show.
  var failureReason: String? { get }
}

extension ScreenSource {
  public func finish() -> String? { nil }
}

extension DashboardState {
  /// Takes in all that a source has, and then what the screen wants to see of it, until nothing is left.
  ///
  /// - Parameter columns: the screen's width.
  public mutating func settle(with source: any ScreenSource, columns: Int) {
    var news = source.news(for: self, columns: columns)
    while !news.isEmpty {
      for action in news { _ = reduce(action) }
      news = source.news(for: self, columns: columns)
    }
  }
}
