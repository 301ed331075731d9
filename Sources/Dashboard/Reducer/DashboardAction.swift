public import Cells
public import RunModel

/// Something that changes the screen's state.
public enum DashboardAction: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted: it is typed where text is typed, and does nothing elsewhere.
  case paste(String)
  /// The mouse was used, on a screen of a size.
  case mouse(Mouse, Size)
  /// The run told something.
  case events([RunEvent])
  /// What the replayed runs are now.
  case overviews([RunOverview])
  /// A trainer in another process answered requests, among other things.
  case answers([RunEvent])
  /// What was wanted of the runs: the chosen one's history, and the others' by their numbers.
  case shown(RunHistory, others: [Int: RunHistory])
  /// There is nothing to be seen yet, and why.
  case waiting(String)
  /// Lines came through standard input, and so much of one that has no end yet.
  case output([String], unfinished: String = "")
  /// Time passed; seconds since 1970.
  case tick(Double)
}

/// Something the state asks the outside to do.
public enum DashboardEffect: Equatable, Sendable {
  /// Ask the trainer.
  case send(CommandRequest)
  /// Leave the program.
  case quit
  /// Give the terminal back and go on training without a screen.
  case leaveScreen
  /// Stop the process as ^Z does.
  case suspend
}
