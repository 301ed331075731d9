package import RunModel

/// The alarms of a run as events: each stays when the alarm is gone.
///
/// The limits are the usual ones, since a run is shown the same on every screen.
package struct AlarmRecord: Sendable {
  private let settings = AlarmSettings()
  private var courses: [String: LossCourse] = [:]
  /// The lowest value of each loss when an alarm about it was told.
  private var told: [String: Double] = [:]
  /// The alarms about the machine whose condition is met.
  private var met: Set<Alarm.Kind> = []
  private var news = NewsHabit()
  private var longestEpoch: Double?
  /// The epochs since the alarm of a slow one was told.
  private var epochsSinceSlow = AlarmRecord.slowEpochs

  /// Slow epochs that follow in fewer epochs are one alarm.
  private static let slowEpochs = 10

  /// Creates the record of a run that has not begun.
  package init() {}

  /// Takes in the end of an epoch.
  ///
  /// - Parameter value: The value of a series in that epoch; nil for none.
  /// - Returns: The alarms that begin with it; a loss gives another of the same kind only after a new
  ///   lowest value.
  /// - Complexity: O(losses).
  package mutating func end(
    _ curves: [Curve], value: (String) -> Double?
  ) -> [(series: String, text: String)] {
    var begun: [(series: String, text: String)] = []
    for curve in curves where curve.kind == .loss {
      let names = [curve.train, curve.validation].compactMap(\.self)
      for name in names {
        guard let value = value(name) else { continue }
        courses[name, default: LossCourse(span: settings.overfitting ?? 5)].add(value)
      }
      for name in names {
        let found = courses[name]?.divergence(of: name, over: settings.divergence ?? 3)
        if let text = tell(found) { begun.append((name, text)) }
      }
      guard let train = curve.train, let validation = curve.validation,
        let falling = courses[train]
      else { continue }
      let found = courses[validation]?.overfitting(of: validation, beside: train, falling)
      if let text = tell(found) { begun.append((validation, text)) }
    }
    return begun
  }

  /// Takes in the seconds that the epochs took, the last eleven at least, as another one has ended.
  ///
  /// - Returns: The alarm of a slow epoch; nil for none, and within ten epochs of the last.
  package mutating func end(epochsOf durations: [Double]) -> String? {
    guard let last = durations.last, last > 0, last.isFinite else { return nil }
    // An epoch whose seconds were not told has 0.
    let durations = durations.filter { $0 > 0 && $0.isFinite }
    longestEpoch = max(longestEpoch ?? 0, last)
    epochsSinceSlow += 1
    let slow = settings.slowdown.flatMap { OperationAlarms.slowdown(durations, share: $0) }
    guard let slow, epochsSinceSlow > Self.slowEpochs else { return nil }
    epochsSinceSlow = 0
    return slow.text
  }

  /// Takes in the state of the run's machine.
  ///
  /// - Returns: The alarms that begin with it.
  package mutating func read(_ machine: MachineState) -> [String] {
    // As that of heat, the alarm of a disk would come and go at its limit.
    let disk = settings.disk.flatMap {
      OperationAlarms.disk(machine, below: met.contains(.disk) ? 1.2 * $0 : $0)
    }
    let heat = settings.heat.flatMap {
      OperationAlarms.heat(machine, from: $0, isKnown: met.contains(.heat))
    }
    let alarms = [disk, heat].compactMap(\.self)
    let begun = alarms.filter { !met.contains($0.kind) }
    // A reading that lacks a value does not end its alarm.
    if machine.diskFree != nil { met.remove(.disk) }
    if !machine.gpus.isEmpty { met.remove(.heat) }
    met.formUnion(alarms.map(\.kind))
    return begun.map(\.text)
  }

  /// Takes in the time of an event, in seconds since 1970.
  ///
  /// Before an epoch has ended, nobody knows how long the run is usually silent.
  ///
  /// - Parameter wasPaused: True when the run had nothing to tell.
  /// - Returns: The alarm of the silence that the event ends; nil for none.
  package mutating func hear(at time: Double, wasPaused: Bool) -> String? {
    defer { news.note(time, counts: !wasPaused) }
    guard let factor = settings.silence, !wasPaused, let last = news.last, let longestEpoch,
      time - last > OperationAlarms.leastSilence
    else { return nil }
    let habit = max(longestEpoch, news.longest ?? 0)
    return OperationAlarms.silence(of: time - last, habit: habit, times: factor)?.brief
  }

  /// The text of an alarm that has not been told since the lowest value of its loss.
  private mutating func tell(_ alarm: Alarm?) -> String? {
    guard let alarm, let lowest = courses[alarm.subject]?.lowest else { return nil }
    let key = "\(alarm.kind.rawValue) \(alarm.subject)"
    if let before = told[key], before <= lowest { return nil }
    told[key] = lowest
    return alarm.text
  }
}
