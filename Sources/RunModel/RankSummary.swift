/// The work of all ranks that train a run together, in a few numbers and words.
public struct RankSummary: Equatable, Sendable {
  /// The rank for which the others wait.
  public struct Slowest: Equatable, Sendable {
    /// Its number.
    public var rank: Int
    /// The host, if no other rank runs there, or else the number: `n3`, `rank 2`.
    public var name: String
    /// The time that it computes longer than the mean of the others, as a part of that mean.
    public var excess: Double
  }

  /// The part of a step in messages, or spent waiting, that is worth a warning.
  package static let muchWaiting = 0.5
  /// The excess of the slowest rank that is worth a warning.
  package static let muchSlower = 0.2

  /// The number of ranks.
  public let count: Int
  /// The number of hosts; 0 when unknown.
  public let hosts: Int
  /// The part of a step in which ranks wait, on average, 0 … 1; nil as long as no step is known.
  public let waiting: Double?
  /// The part of a step that messages take, 0 … 1: the time that even the rank with the shortest
  /// waits spends waiting; nil as long as no step is known.
  public let messages: Double?
  /// The rank that computes longest; nil for one rank, and as long as no step is known.
  public let slowest: Slowest?

  /// Sums up the work of all ranks, in their order.
  public init(_ loads: [RankLoad]) {
    count = loads.count
    hosts = Set(loads.map(\.host)).subtracting([""]).count
    let shares = loads.compactMap(\.waitingShare)
    waiting = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
    messages = shares.min()
    slowest = Self.slowest(loads)
  }

  private static func slowest(_ loads: [RankLoad]) -> Slowest? {
    guard loads.count > 1,
      let rank = loads.indices.max(by: { loads[$0].computing < loads[$1].computing })
    else { return nil }
    let others = loads.indices.filter { $0 != rank }.map { loads[$0].computing }
    let excess = loads[rank].computing / (others.reduce(0, +) / Double(others.count)) - 1
    guard excess.isFinite else { return nil }
    let host = loads[rank].host
    let isAlone = !host.isEmpty && loads.count { $0.host == host } == 1
    return Slowest(rank: rank, name: isAlone ? host : "rank \(rank)", excess: excess)
  }

  /// A share or an excess in percent, 0 … 9 900 whatever a file says.
  package static func percent(_ share: Double) -> Int {
    Int((100 * min(99, max(0, share))).rounded())
  }

  /// The number of ranks and hosts: `4 ranks on 2 hosts`.
  public var place: String {
    let ranks = "\(count) \(count == 1 ? "rank" : "ranks")"
    return hosts > 1 ? "\(ranks) on \(hosts) hosts" : ranks
  }
}
