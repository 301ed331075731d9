public import Cells
public import Dashboard
public import Recordings
public import RunModel

/// A screen source of runs that are over.
public final class ReplaySource: ScreenSource {
  private var cache = RecordingCache()

  /// Creates a source of recordings.
  public init(_ recordings: [any RunRecording]) { cache.replace(recordings) }

  public func setWaker(_ waker: (any TerminalWaker)?) {}

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    answer(to: state, columns: columns).map { [$0] } ?? []
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    cache.answer(state.query(columns: columns))
  }

  public var recordings: [any RunRecording] { cache.recordings }

  public func send(_ request: CommandRequest) {}
  public var failureReason: String? { nil }
}
