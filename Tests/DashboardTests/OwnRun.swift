import Cells
import Charts
import Dashboard
import Playbacks
import Recordings
import RunModel

/// A screen that keys are pressed on.
protocol TestedScreen {
  var state: DashboardState { get }
  mutating func reduce(_ action: DashboardAction) -> [DashboardEffect]
}

extension DashboardState: TestedScreen {
  var state: DashboardState { self }
}

/// The screen of a run that this process trains, with the recording that its events become.
@dynamicMemberLookup
struct OwnRun: TestedScreen {
  private(set) var recording = EventRecording(name: "run")
  var state: DashboardState
  private var overview: RunOverview?

  init(now: Double = Fixtures.start, waitingFor: String? = nil) {
    state = DashboardState(now: now, waitingFor: waitingFor)
  }

  subscript<Value>(dynamicMember member: KeyPath<DashboardState, Value>) -> Value {
    state[keyPath: member]
  }

  /// Applies an action and looks up what it asks for.
  mutating func reduce(_ action: DashboardAction) -> [DashboardEffect] {
    defer { answer() }
    return state.reduce(action)
  }

  /// Presses keys one after the other.
  @discardableResult
  mutating func press(_ keys: Key...) -> [DashboardEffect] { keys.flatMap { reduce(.key($0)) } }

  /// Types a text.
  @discardableResult
  mutating func type(_ text: String) -> [DashboardEffect] {
    text.unicodeScalars.flatMap { reduce(.key($0 == "\n" ? .enter : .character($0))) }
  }

  /// Reports events as the trainer does.
  ///
  /// - Returns: The effects of the news.
  @discardableResult
  mutating func report(_ events: [RunEvent]) -> [DashboardEffect] {
    for event in events { recording.append(event) }
    let known = RunOverview(
      ofThisProcess: recording, after: overview, folder: Fixtures.info.directory ?? "")
    overview = known
    let effects = state.reduce(.overviews([known])) + state.reduce(.answers(events))
    answer()
    return effects
  }

  /// The rows of the screen.
  func text(_ size: Size) -> [String] { view(self, size: size, symbols: .braille).text }

  private mutating func answer() {
    guard let query = state.query(columns: 120) else { return }
    var readings: [Int: CursorReading] = [:]
    if let x = query.hairline {
      readings[0] = recording.reading(at: x, upTo: query.position, on: query.part.axis)
    }
    _ = state.reduce(
      .shown(recording.history(at: query.position, query.part), others: [:], readings: readings))
  }
}

/// Draws a screen.
func view(_ screen: some TestedScreen, size: Size, symbols: Symbols) -> CellGrid {
  view(screen.state, size: size, symbols: symbols)
}
