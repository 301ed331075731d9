internal import Alarms
internal import Configuration
internal import Playbacks
internal import RunModel

/// The alarms of a run that is being trained or followed.
extension DashboardState {
  /// Looks at the run as it is now, whichever moment of it is shown.
  ///
  /// - Returns: The alarms to be given.
  mutating func lookForAlarms() -> [DashboardEffect] {
    // While a log is still being read, its past is not news.
    guard let overview = playback?.overview, overview.isLive, overview.progress == nil else {
      alarms.end()
      return []
    }
    var observation = RunObservation(of: overview, now: now)
    observation.durations = durations(of: overview)
    observation.lastNews = overview.lastNews ?? overview.whole.lastTime
    observation.machine = machineNow
    return alarms.look(at: observation, configuration.alarms).map(DashboardEffect.alarm)
  }

  /// The state of the run's machine at present: as this machine reads it, else as the run tells it.
  private var machineNow: MachineState? {
    guard var told = runNow.machine else { return machine }
    if let machine, machine.load != nil || !machine.gpus.isEmpty { return machine }
    told.diskFree = machine?.diskFree ?? told.diskFree
    return told
  }

  /// The seconds that the epochs of a run took.
  private func durations(of overview: RunOverview) -> [Double] {
    let told = overview.whole.epochs.map(\.seconds)
    if !told.isEmpty, told.allSatisfy({ $0 > 0 }) { return told }
    guard overview.isTimed else { return [] }
    return zip(overview.epochEnds, overview.epochEnds.dropFirst()).map { $1 - $0 }
  }

  /// Acknowledges the alarm that is shown.
  mutating func acknowledgeAlarms() {
    if alarms.open.isEmpty { return say("there is no alarm") }
    alarms.acknowledge()
  }
}

extension RunObservation {
  /// Creates the observation of a run as it is now.
  init(of overview: RunOverview, now: Double) {
    self.init(
      overview.whole, firstEpoch: overview.recorded.firstNumber,
      curves: overview.whole.knownCurves, now: now)
  }
}
