public import Cells
public import RunModel

/// Something that changes the screen's state.
public enum DashboardAction: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The run told something.
  case events([RunEvent])
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
