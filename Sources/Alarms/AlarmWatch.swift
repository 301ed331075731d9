internal import RunModel

/// Watches a run that is being trained and keeps the alarms until somebody has seen them.
public struct AlarmWatch: Equatable, Sendable {
  /// The alarms that nobody has acknowledged, the oldest first.
  public private(set) var open: [Alarm] = []
  /// Acknowledged alarms whose condition is still met.
  private var acknowledged: [Alarm] = []
  /// The news of the run since it was first looked at.
  private var news = NewsHabit()
  /// True when the run was silent before it was first looked at, and until there is news.
  private var wasSilentBefore: Bool?

  /// Creates a watch without alarms.
  public init() {}

  /// The alarm that is shown: the newest of the serious ones, else of all.
  public var shown: Alarm? { open.last(where: \.kind.isSerious) ?? open.last }

  /// True while the writer is silent for much longer than usual, whether or not somebody has
  /// acknowledged it.
  public var isSilent: Bool {
    (open + acknowledged).contains { $0.kind == .silence && !$0.hasEnded }
  }

  /// Acknowledges the alarm that is shown: it comes again only after its condition has ended.
  public mutating func acknowledge() {
    guard let shown else { return }
    acknowledged.append(shown)
    open.removeAll { $0 == shown }
  }

  /// Drops the alarms that mean nothing once the run has ended.
  public mutating func end() {
    open.removeAll { [.silence, .slowdown, .disk, .heat].contains($0.kind) }
  }

  /// Looks at a run that is being trained or whose log is followed.
  ///
  /// - Returns: The alarms that are new.
  /// - Complexity: O(series + epochs of the losses).
  public mutating func look(
    at observation: RunObservation, _ settings: AlarmSettings
  ) -> [Alarm] {
    note(observation.lastNews)
    guard observation.history.end == nil else { return [] }
    let met =
      ValueAlarms(observation: observation, settings: settings).all
      + operation(observation, settings).compactMap(\.self)
    acknowledged.removeAll { known in !met.contains { $0.isSame(as: known) } }
    // Nobody has to acknowledge that the speed is normal again.
    open.removeAll { known in
      known.kind == .slowdown && !met.contains { $0.isSame(as: known) }
    }
    for index in open.indices where !met.contains(where: { $0.isSame(as: open[index]) }) {
      open[index].end()
    }
    var new: [Alarm] = []
    for alarm in met where !acknowledged.contains(where: { $0.isSame(as: alarm) }) {
      if let index = open.firstIndex(where: { $0.isSame(as: alarm) }) {
        open[index] = alarm
      } else {
        open.append(alarm)
        new.append(alarm)
      }
    }
    return new
  }

  // MARK: Pace and machine

  private mutating func note(_ time: Double?) {
    guard let time, time != news.last else { return }
    // A wait that began before the run was looked at says nothing of the writer's habit.
    let isHabit = wasSilentBefore != true
    if news.last != nil { wasSilentBefore = false }
    news.note(time, counts: isHabit)
  }

  private mutating func operation(
    _ observation: RunObservation, _ settings: AlarmSettings
  ) -> [Alarm?] {
    let machine = observation.machine ?? MachineState()
    let isHot = (open + acknowledged).contains { $0.kind == .heat }
    return [
      silence(observation, settings),
      settings.slowdown.flatMap { OperationAlarms.slowdown(observation.durations, share: $0) },
      settings.disk.flatMap { OperationAlarms.disk(machine, below: $0) },
      settings.heat.flatMap { OperationAlarms.heat(machine, from: $0, isKnown: isHot) },
    ]
  }

  /// The alarm of a run that is silent for a multiple of the writer's longest gap.
  private mutating func silence(_ observation: RunObservation, _ settings: AlarmSettings) -> Alarm?
  {
    guard let factor = settings.silence, let last = news.last,
      observation.history.status != .paused,
      let habit = [news.longest, observation.durations.max()].compactMap(\.self).max()
    else { return nil }
    let alarm = OperationAlarms.silence(of: observation.now - last, habit: habit, times: factor)
    if wasSilentBefore == nil { wasSilentBefore = alarm != nil }
    return wasSilentBefore == false ? alarm : nil
  }
}
