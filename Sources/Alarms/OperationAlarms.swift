internal import RunModel

/// The alarms about the pace and the machine of a run.
enum OperationAlarms {
  /// The shortest silence that gives an alarm, in seconds.
  static let leastSilence = 30.0

  /// The alarm of a run that is silent for a multiple of its longest usual wait.
  ///
  /// - Parameters:
  ///   - quiet: The seconds since the last news.
  ///   - habit: The longest of the usual waits in seconds.
  static func silence(of quiet: Double, habit: Double, times factor: Double) -> Alarm? {
    guard quiet > max(leastSilence, factor * habit) else { return nil }
    return Alarm(
      .silence, text: "no news for \(span(quiet)); usually at most \(span(habit))",
      brief: "no news for \(span(quiet))",
      past: "no news came for \(span(quiet)); it has gone on since")
  }

  /// The alarm of an epoch that took much longer than usual.
  ///
  /// - Parameters:
  ///   - durations: The seconds that the epochs took, of which the last eleven count.
  ///   - share: The part of the usual speed that may be lost.
  static func slowdown(_ durations: [Double], share: Double) -> Alarm? {
    guard durations.count >= 4, let last = durations.last else { return nil }
    let before = durations.dropLast().suffix(10).sorted()
    let usual = before[before.count / 2]
    // Epochs of a moment vary by themselves.
    guard usual > 1, usual < last * (1 - share) else { return nil }
    let words = "\(span(last)), usually \(span(usual))"
    return Alarm(.slowdown, text: "slower: the last epoch took \(words)", brief: "slower: \(words)")
  }

  /// The alarm of a disk with less free space than a number of gigabytes.
  static func disk(_ machine: MachineState, below limit: Double) -> Alarm? {
    guard let free = machine.diskFree, free < limit * 1e9 else { return nil }
    let words = "\((free / 1e9).printed("%.1f")) GB left"
    return Alarm(
      .disk, text: "the disk of the run has \(words)", past: "the disk of the run had \(words)")
  }

  /// The alarm of GPUs that are too hot, or that run more slowly for it.
  ///
  /// - Parameters:
  ///   - limit: Degrees Celsius.
  ///   - isKnown: True for an alarm that holds already. It ends some degrees below, or it would come
  ///     and go at the limit.
  static func heat(_ machine: MachineState, from limit: Double, isKnown: Bool) -> Alarm? {
    let hot = machine.gpus.enumerated().filter { _, gpu in
      gpu.isThrottled || (gpu.temperature ?? 0) >= (isKnown ? limit - 5 : limit)
    }
    guard let first = hot.first else { return nil }
    let isOne = hot.count == 1
    let subject = isOne ? "gpu \(first.offset)" : "\(hot.count) gpus"
    let temperature = hot.compactMap(\.element.temperature).max()
    let degrees = temperature.map { ": \($0.printed("%.0f")) °C" } ?? ""
    let isSlowed = hot.contains(where: \.element.isThrottled)
    let verb = isOne ? "slows itself down" : "slow themselves down"
    return Alarm(
      .heat,
      text: "\(subject) \(isOne ? "is" : "are") hot\(degrees)\(isSlowed ? ", and \(verb)" : "")",
      past: "\(subject) \(isOne ? "was" : "were") hot\(degrees)")
  }

  /// A time span in words.
  private static func span(_ seconds: Double) -> String {
    if seconds < 10 { return "\(seconds.printed("%.1f")) s" }
    if seconds < 120 { return "\(Int(seconds)) s" }
    if seconds < 7200 { return "\(Int(seconds / 60)) min" }
    // A log may hold any number.
    return Int(exactly: (seconds / 3600).rounded(.down)).map { "\($0) h" } ?? "ages"
  }
}
