public import Recordings
public import Cells
public import Dashboard
public import RunModel

/// Runs that are over, for a screen.
public final class ReplaySource: ScreenSource {
  private var cache = RecordingCache()

  /// Shows runs.
  public init(_ recordings: [any RunRecording]) { cache.replace(recordings) }

  public func setWaker(_ waker: (any TerminalWaker)?) {}

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    cache.answer(state.query(columns: columns)).map { [$0] } ?? []
  }

  public func send(_ request: CommandRequest) {}
  public var failureReason: String? { nil }
}
