import Cells
import Charts
import Dashboard
import Recordings
import RunModel
import TestSupport

/// A screen of a size in memory: of a run that this process trains, or of recordings.
struct MemoryScreen: RobotScreen {
  private enum Source {
    case run(OwnRun)
    case recordings(Projector)
  }

  private var source: Source
  private let size: Size

  init(_ run: OwnRun, _ size: Size) {
    var run = run
    _ = run.reduce(.resized(size))
    (source, self.size) = (.run(run), size)
  }

  init(_ recordings: Projector, _ size: Size) {
    var recordings = recordings
    _ = recordings.state.reduce(.resized(size))
    (source, self.size) = (.recordings(recordings), size)
  }

  var grid: CellGrid {
    switch source {
    case .run(let run): view(run, size: size, symbols: .braille)
    case .recordings(let screen): view(screen.state, size: size, symbols: .braille)
    }
  }

  var rows: [String] { grid.text }

  mutating func press(_ key: Key) {
    switch source {
    case .run(var run):
      run.press(key)
      source = .run(run)
    case .recordings(var screen):
      screen.press(key)
      source = .recordings(screen)
    }
  }
}

/// The same run seen while it trains, at an earlier moment meanwhile, and when it is over.
enum Tense: CaseIterable {
  case training, lookingBack, replay

  /// A robot in front of the run's screen.
  func robot(_ size: Size, _ events: [RunEvent] = Fixtures.events()) -> Robot<MemoryScreen> {
    if self == .replay {
      var recording = EventRecording(name: "shapes")
      for event in events { recording.append(event) }
      return Robot(MemoryScreen(Projector([recording], origin: "runs/shapes"), size))
    }
    var run = OwnRun(now: Fixtures.start)
    run.report(events)
    _ = run.reduce(.tick(events.last?.time ?? Fixtures.start))
    if self == .lookingBack { run.press(.character("b")) }
    return Robot(MemoryScreen(run, size))
  }
}
