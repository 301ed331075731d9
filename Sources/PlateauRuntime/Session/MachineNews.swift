internal import MachineReadings
internal import RunModel

/// The load of this machine as events of a run, every ten seconds.
///
/// A run that is silent stays silent: the load is told only along with other news.
struct MachineNews {
  private static let interval = Duration.seconds(10)

  private let gauge = MachineGauge()
  private let disk: String
  private var last: ContinuousClock.Instant

  /// Prepares to read.
  ///
  /// - Parameters:
  ///   - disk: A path on the run's disk.
  ///   - now: The present; the first event is due ten seconds later.
  init(disk: String, _ now: ContinuousClock.Instant = .now) {
    self.disk = disk
    last = now
  }

  /// Returns the event that is due; nil for none.
  ///
  /// It never waits.
  mutating func next(_ now: ContinuousClock.Instant = .now) -> RunEvent.Kind? {
    let state = gauge.state(disk: disk, isRunHere: true, now)
    guard now - last >= Self.interval, state != MachineState() else { return nil }
    last = now
    return .machineRead(state)
  }
}
