package import RunModel

/// The alarms about the losses of a run as events: each stays when the alarm is gone.
///
/// The limits are the usual ones, since a run is shown the same on every screen.
package struct AlarmRecord: Sendable {
  private let settings = AlarmSettings()
  private var courses: [String: LossCourse] = [:]
  /// The lowest value of each loss when an alarm about it was told.
  private var told: [String: Double] = [:]

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

  /// The text of an alarm that has not been told since the lowest value of its loss.
  private mutating func tell(_ alarm: Alarm?) -> String? {
    guard let alarm, let lowest = courses[alarm.subject]?.lowest else { return nil }
    let key = "\(alarm.kind.rawValue) \(alarm.subject)"
    if let before = told[key], before <= lowest { return nil }
    told[key] = lowest
    return alarm.text
  }
}
