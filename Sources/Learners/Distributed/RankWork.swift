internal import Messages
internal import RunModel
internal import Training

/// The work of this rank in steps of training since it was told last.
struct RankWork {
  private var load = RankLoad()
  /// The time of the last telling; before the first one, of the beginning.
  private var told = ContinuousClock.now
  private var hasTold = false

  /// The usual time between two tellings, which grows with the ranks up to two minutes: a day of
  /// them takes some megabytes of the journal up to a hundred ranks.
  private static func interval(_ ranks: Int) -> Duration {
    .seconds(5 * max(1, min(24, (ranks + 3) / 4)))
  }

  /// Adds a step.
  mutating func add(samples: Int, _ time: Duration, waiting: Duration) {
    load += RankLoad(
      samples: samples, computing: (time - waiting) / .seconds(1), waiting: waiting / .seconds(1))
  }

  /// True when the work should be told again: every few seconds, for many ranks minutes, and, unless that was just done, at
  /// the end of an epoch.
  func isDue(
    atEnd isEnd: Bool, ranks: Int, _ now: ContinuousClock.Instant = .now
  ) -> Bool {
    let interval = Self.interval(ranks)
    return now - told >= interval || isEnd && (!hasTold || now - told >= interval / 5)
  }

  /// Takes the numbers that are told: examples, and seconds of computing and of waiting.
  mutating func take(_ now: ContinuousClock.Instant = .now) -> [Double] {
    defer { (load, told, hasTold) = (RankLoad(), now, true) }
    return [Double(load.samples), load.computing, load.waiting]
  }
}

extension TrainingGroup {
  /// Makes a step of training and measures this rank's part of it.
  func measured(_ step: () throws -> StepMetrics) rethrows -> StepMetrics {
    let (start, before) = (ContinuousClock.now, waited)
    let metrics = try step()
    work.add(
      samples: part(of: metrics.samples).count, ContinuousClock.now - start,
      waiting: waited - before)
    return metrics
  }

  /// Tells the leader what all ranks have done since the last time.
  func tellWork() throws(MessagesError) {
    let own = work.take()
    var parts = [Double](repeating: 0, count: own.count * messages.size)
    parts.replaceSubrange(messages.rank * own.count..<(messages.rank + 1) * own.count, with: own)
    parts.withUnsafeMutableBufferPointer { gather($0) }
    try check()
    guard isLeader else { return }
    func seconds(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
    let before = loads
    loads = (0..<messages.size).map { rank in
      let told = Array(parts[rank * own.count..<(rank + 1) * own.count])
      var load = RankLoad(
        host: hosts.indices.contains(rank) ? hosts[rank] : "", samples: Int(told[0]),
        computing: seconds(told[1]), waiting: seconds(told[2]))
      if let before { load += before[rank] }
      return load
    }
  }
}
