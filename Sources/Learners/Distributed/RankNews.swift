package import RunModel

/// The events about the ranks that train a run together: their work, and a warning where it could be
/// spread better.
package struct RankNews {
  private let hosts: [String]
  private let advice: String?
  /// The work in the epoch so far.
  private var epoch: [RankLoad] = []
  /// The rank that was much slower than the others in the last epochs, and their number.
  private var slow: (rank: Int, epochs: Int) = (-1, 0)
  /// The ranks that were warned of.
  private var told: Set<Int> = []
  private var hasWarnedOfMessages = false

  /// The epochs for which a rank must be slower.
  private static let slowEpochs = 3
  /// The seconds of steps that are enough to judge by, at the end of an epoch and within one.
  private static let enough = (atEnd: 1.0, within: 10.0)

  /// Prepares to tell of ranks on hosts.
  ///
  /// - Parameter advice: What would make better use of their processors; nil for nothing.
  package init(hosts: [String], advice: String? = nil) {
    (self.hosts, self.advice) = (hosts, advice)
  }

  /// Returns the events that follow another one.
  ///
  /// - Parameter loads: The work of all ranks since the last time, if it has been told.
  package mutating func events(
    after event: RunEvent.Kind, _ loads: [RankLoad]?
  ) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    if case .runStarted = event {
      events = [.ranksTold(hosts.map { RankLoad(host: $0) })]
      if let advice { events.append(.warning(from: "ranks", text: advice)) }
    }
    if let loads {
      if epoch.count != loads.count { epoch = loads.map { RankLoad(host: $0.host) } }
      for (index, load) in loads.enumerated() { epoch[index] += load }
      events.append(.ranksTold(loads))
    }
    var isEnd = false
    if case .epochEnded = event { isEnd = true }
    if loads != nil || isEnd { events += warnings(atEnd: isEnd) }
    if isEnd { epoch = [] }
    return events
  }

  private mutating func warnings(atEnd isEnd: Bool) -> [RunEvent.Kind] {
    let seconds = epoch.map(\.seconds).max() ?? 0
    guard seconds >= (isEnd ? Self.enough.atEnd : Self.enough.within) else {
      if isEnd { slow = (-1, 0) }
      return []
    }
    let summary = RankSummary(epoch)
    var sentences: [String] = []
    if !hasWarnedOfMessages, let messages = summary.messages, messages > RankSummary.muchWaiting {
      hasWarnedOfMessages = true
      sentences.append(Self.sentence(messages: messages, summary.count))
    }
    if isEnd, let slowest = summary.slowest, slowest.excess > RankSummary.muchSlower {
      slow = (slowest.rank, slow.rank == slowest.rank ? slow.epochs + 1 : 1)
      if slow.epochs >= Self.slowEpochs, told.insert(slowest.rank).inserted {
        sentences.append(sentence(slowest))
      }
    } else if isEnd {
      slow = (-1, 0)
    }
    return sentences.map { .warning(from: "ranks", text: $0) }
  }

  /// With messages that take longer than the work of all the other ranks, one rank would be faster.
  private static func sentence(messages: Double, _ count: Int) -> String {
    let words = "in messages \(RankSummary.percent(messages)) % of a step"
    return messages > 1 - 1 / Double(count)
      ? "\(words): fewer ranks would be faster"
      : "\(words): a larger batch_size would make better use of \(count) ranks"
  }

  private func sentence(_ slowest: RankSummary.Slowest) -> String {
    let host = epoch[slowest.rank].host
    let place = host.isEmpty ? "" : " on \(host)"
    let words =
      "rank \(slowest.rank)\(place) computes \(RankSummary.percent(slowest.excess)) % longer than "
      + "the others, which wait for it"
    let fewest = epoch.map(\.samples).min() ?? 0
    guard Double(epoch[slowest.rank].samples) > 1.1 * Double(fewest) else { return words }
    return words + "; \(epoch.count) does not divide batch_size, so that it gets more of each batch"
  }
}
