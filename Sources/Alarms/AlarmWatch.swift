internal import RunModel

/// Watches a run that is being trained and keeps the alarms until somebody has seen them.
public struct AlarmWatch: Equatable, Sendable {
  /// The alarms that nobody has acknowledged, the oldest first.
  public private(set) var open: [Alarm] = []
  /// Acknowledged alarms whose condition is still met.
  private var acknowledged: [Alarm] = []
  /// The time of the last news, in seconds since 1970.
  private var lastNews: Double?
  /// True when the run was silent before it was first looked at, and until there is news.
  private var wasSilentBefore: Bool?
  /// The longest times between news lately, in seconds.
  private var gaps: [Double] = []

  /// The number of gaps that are remembered.
  private static let limit = 50
  /// The shortest silence that gives an alarm, in seconds.
  static let leastSilence = 30.0

  /// Creates a watch without alarms.
  public init() {}

  /// The alarm that is shown: the newest of the serious ones, else of all.
  public var shown: Alarm? { open.last(where: \.kind.isSerious) ?? open.last }

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
    let others = [
      silence(observation, settings), slowdown(observation, settings), disk(observation, settings),
      heat(observation, settings),
    ]
    let met =
      ValueAlarms(observation: observation, settings: settings).all + others.compactMap(\.self)
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

  // MARK: Pace

  private mutating func note(_ news: Double?) {
    guard let news, news != lastNews else { return }
    // A wait that began before the run was looked at says nothing of the writer's habit.
    let isHabit = wasSilentBefore != true
    if lastNews != nil { wasSilentBefore = false }
    if let lastNews, news > lastNews, isHabit {
      gaps.append(news - lastNews)
      if gaps.count > Self.limit { gaps.removeFirst() }
    }
    lastNews = news
  }

  /// The alarm of a run that is silent for a multiple of the writer's longest gap.
  private mutating func silence(_ observation: RunObservation, _ settings: AlarmSettings) -> Alarm?
  {
    guard let factor = settings.silence, let lastNews, observation.history.status != .paused,
      let habit = (gaps + [observation.durations.max()].compactMap(\.self)).max()
    else { return nil }
    let quiet = observation.now - lastNews
    let isSilent = quiet > max(Self.leastSilence, factor * habit)
    if wasSilentBefore == nil { wasSilentBefore = isSilent }
    guard isSilent, wasSilentBefore == false else { return nil }
    return Alarm(
      .silence,
      text: "no news for \(Self.span(quiet)); until now the longest wait was \(Self.span(habit))",
      past: "no news came for \(Self.span(quiet)); it has gone on since")
  }

  /// The alarm of an epoch that took much longer than usual.
  private func slowdown(_ observation: RunObservation, _ settings: AlarmSettings) -> Alarm? {
    let durations = observation.durations
    guard let share = settings.slowdown, durations.count >= 4, let last = durations.last else {
      return nil
    }
    let before = durations.dropLast().suffix(10).sorted()
    let usual = before[before.count / 2]
    // Epochs of a moment vary by themselves.
    guard usual > 1, usual < last * (1 - share) else { return nil }
    let words = "\(Self.span(last)), usually \(Self.span(usual))"
    return Alarm(.slowdown, text: "slower: the last epoch took \(words)", brief: "slower: \(words)")
  }

  private func disk(_ observation: RunObservation, _ settings: AlarmSettings) -> Alarm? {
    guard let limit = settings.disk, let free = observation.machine?.diskFree, free < limit * 1e9
    else {
      return nil
    }
    let words = "\((free / 1e9).printed("%.1f")) GB left"
    return Alarm(
      .disk, text: "the disk of the run has \(words)", past: "the disk of the run had \(words)")
  }

  /// The alarm of GPUs that are too hot, or that run more slowly for it.
  private func heat(_ observation: RunObservation, _ settings: AlarmSettings) -> Alarm? {
    guard let limit = settings.heat, let gpus = observation.machine?.gpus else { return nil }
    // An alarm that is known ends some degrees below, or it would come and go at the limit.
    let isKnown = (open + acknowledged).contains { $0.kind == .heat }
    let hot = gpus.enumerated().filter { _, gpu in
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
    return seconds < 7200 ? "\(Int(seconds / 60)) min" : "\(Int(seconds / 3600)) h"
  }
}
