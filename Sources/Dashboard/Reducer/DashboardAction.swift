public import Alarms
public import Cells
public import ChartPanels
public import Charts
public import Playbacks
public import Recordings
public import RunModel

/// A change of the screen's state.
public enum DashboardAction: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted; it is entered where text is typed and ignored elsewhere.
  case paste(String)
  /// The mouse was used on a screen of this size, with these characters.
  case mouse(Mouse, Size, Symbols = .braille)
  /// The overviews of the recordings are new or have changed.
  case overviews([RunOverview])
  /// The trainer reported events, some of which may answer requests.
  case answers([RunEvent])
  /// The answer to `query`: the history of the chosen run, and those of the others by index.
  ///
  /// The readings are the values at the hairline, by the index of the run. The summary is that of
  /// the series of values beyond numbers that the query names. The marks are those of the whole run
  /// where the curve that is looked at decides on them.
  case shown(
    RunHistory, others: [Int: RunHistory], readings: [Int: CursorReading] = [:],
    summary: SummaryReading? = nil, marks: RecordedMarks? = nil)
  /// There is nothing to be seen yet, for this reason.
  case waiting(String)
  /// Lines were printed, and below them others that may still change.
  case output([String], open: [String] = [])
  /// The screen has another size.
  case resized(Size)
  /// The outcome of writing or reading a file, in words.
  case exported(String)
  /// Edits were read from a file that somebody named.
  case edits([RunEdit])
  /// The terminal told the colour of its background.
  case background(Color)
  /// The load of this machine and the space on the run's disk were read; nil when they do not
  /// concern the run.
  case machine(MachineState?)
  /// Time passed; seconds since 1970.
  case tick(Double)
}

extension DashboardAction {
  /// True when only time passed.
  var isTick: Bool { if case .tick = self { true } else { false } }
}

/// An effect that is carried out outside the state.
public enum DashboardEffect: Equatable, Sendable {
  /// Send a request to the trainer.
  case send(CommandRequest)
  /// Write the shown charts to a file.
  case export(ChartExport)
  /// Read the edits of a file.
  case readEdits(of: String)
  /// Give an alarm, outside of the screen.
  case alarm(Alarm)
  /// Leave the program.
  case quit
  /// Leave the screen and train the run, which has ended, on.
  case trainOn(Continuation)
  /// Give the terminal back and continue training without a screen.
  case leaveScreen
  /// Stop the process as ^Z does.
  case suspend
}

extension DashboardEffect {
  /// The effect of a line that was typed behind `:`, which a request then names as its source.
  var typed: DashboardEffect {
    guard case .send(var request) = self else { return self }
    request.source = CommandRequest.typed
    return .send(request)
  }
}
