import Cells
import Dashboard
import PlateauRuntime
import RunModel
import SystemFiles
import TestSupport

/// A screen that shows what its source reports.
final class Viewer {
  var state: DashboardState
  let source: any ScreenSource
  private let signal = ChangeSignal()

  init(_ source: any ScreenSource, subject: Subject = .ownRun) {
    self.source = source
    state = DashboardState(now: WallClock.now, subject: subject)
    source.setWaker(signal)
  }

  deinit { source.setWaker(nil) }

  /// Reads news until a condition holds; false when it does not within half a minute.
  func waits(until condition: (DashboardState) -> Bool) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(30)
    while clock.now < end {
      for action in source.news(for: state, columns: 120) { _ = state.reduce(action) }
      _ = state.reduce(.tick(WallClock.now))
      if condition(state) { return true }
      // Some news comes by the clock alone, such as that a request takes long.
      signal.wait(for: .milliseconds(50))
    }
    return false
  }

  func press(_ keys: Key...) {
    for key in keys {
      for case .send(let request) in state.reduce(.key(key)) { source.send(request) }
    }
  }
}
