public import Cells
public import Dashboard
public import RunModel

/// Runs that are over, for a screen.
public final class ReplaySource: ScreenSource {
  private var shelf = TapeShelf()

  /// Shows runs.
  public init(_ tapes: [any RunTape]) { shelf.replace(tapes) }

  public func setWaker(_ waker: (any TerminalWaker)?) {}

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    shelf.look(state.screening(columns: columns)).map { [$0] } ?? []
  }

  public func send(_ request: CommandRequest) {}
  public var failureReason: String? { nil }
}
