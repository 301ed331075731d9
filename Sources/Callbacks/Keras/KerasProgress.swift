internal import JSONText
public import RunModel

/// The line of Keras's progress bar, in its words and number forms.
public enum KerasProgress {
  /// Steps done, a bar of twenty characters, the time left, and the metrics.
  ///
  /// - Parameters:
  ///   - seconds: Seconds since the epoch began.
  ///   - logs: Means since then.
  public static func running(step: Int, steps: Int, seconds: Double, logs: Logs) -> String {
    let each = step > 0 ? seconds / Double(step) : 0
    return count(step, of: steps) + " \(bar(step, of: steps)) \(clock(each * Double(steps - step)))"
      + perStep(each) + metrics(logs)
  }

  /// The line of an epoch that has ended.
  ///
  /// - Parameters:
  ///   - seconds: The duration of the epoch.
  ///   - hasBar: True when the bar stays, as with `verbose=1`.
  public static func finished(
    step: Int, steps: Int, seconds: Double, logs: Logs, hasBar: Bool = false
  ) -> String {
    let time = "\(seconds.printed("%.0f"))s"
    let middle = hasBar ? " \(bar(step, of: steps)) \(time)" : " - \(time) -"
    return count(step, of: steps) + middle + perStep(step > 0 ? seconds / Double(step) : 0)
      + metrics(logs)
  }

  private static func bar(_ step: Int, of steps: Int) -> String {
    let filled = 20 * step / max(1, steps)
    return String(repeating: "━", count: filled) + String(repeating: "─", count: 20 - filled)
  }

  /// Metrics with their names: ` - loss: 0.4123 - accuracy: 0.8700`.
  public static func metrics(_ logs: Logs) -> String {
    logs.compactMap { name, value in value.double.map { " - \(name): \(number($0))" } }.joined()
  }

  /// A number with four decimals, or with an exponent where four decimals would say little; unlike
  /// in Keras also for numbers of many digits.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.pythonDescription }
    return value.printed(abs(value) > 1e-3 && abs(value) < 1e9 ? "%.4f" : "%.4e")
  }

  private static func count(_ step: Int, of steps: Int) -> String {
    let text = "\(step)"
    return String(repeating: " ", count: max(0, "\(steps)".count - text.count)) + "\(text)/\(steps)"
  }

  private static func clock(_ seconds: Double) -> String {
    let all = Int(min(max(0, seconds), 1e9))
    func padded(_ part: Int) -> String { part < 10 ? "0\(part)" : "\(part)" }
    if all > 3600 { return "\(all / 3600):\(padded(all / 60 % 60)):\(padded(all % 60))" }
    return all > 60 ? "\(all / 60):\(padded(all % 60))" : "\(all)s"
  }

  private static func perStep(_ seconds: Double) -> String {
    if seconds >= 1 || seconds == 0 { return " \(seconds.printed("%.0f"))s/step" }
    return seconds >= 1e-3
      ? " \((seconds * 1e3).printed("%.0f"))ms/step" : " \((seconds * 1e6).printed("%.0f"))us/step"
  }
}
