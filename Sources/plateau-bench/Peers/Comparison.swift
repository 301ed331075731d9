/// The results of several rounds: ours, those of each peer, and the limit of the machine in the same round.
struct Comparison {
  let work: Peer.Work
  let peers: [String]
  private var own: [ProgramResult] = []
  private var others: [[ProgramResult?]] = []
  private var limits: [Double] = []

  init(work: Peer.Work, peers: [String]) {
    self.work = work
    self.peers = peers
  }

  /// Adds a round.
  ///
  /// - Parameters:
  ///   - peers: The result of each peer; `nil` for one that failed.
  ///   - limit: The highest rate that the machine allows; `nil` if there is no limit for this work.
  mutating func add(own: ProgramResult, peers: [ProgramResult?], limit: Double?) {
    self.own.append(own)
    others.append(peers)
    if let limit { limits.append(limit) }
  }

  /// The ratio of our rate to that of a peer, round by round.
  private func ratios(to peer: Int) -> [Double] {
    zip(own, others).compactMap { own, others in others[peer].map { own.rate / $0.rate } }
  }

  /// Prints a section for each peer, and one for the limit.
  func print(_ format: BenchResult.Format) {
    let rate = Timing.median(own.map(\.rate))
    let memory = Timing.median(own.map { Double($0.memory) })
    for (index, name) in peers.enumerated() {
      let ratios = ratios(to: index)
      guard !ratios.isEmpty else { continue }
      let theirs = others.compactMap { $0[index] }
      let theirMemory = Timing.median(theirs.map { Double($0.memory) })
      var fields: [(name: String, value: BenchResult.Value)] = [
        ("work", .text(work.name)), ("against", .text(name)),
        ("plateau", .number(rate, decimals: 0)),
        ("theirs", .number(Timing.median(theirs.map(\.rate)), decimals: 0)),
        ("ratio", .number(Timing.median(ratios), decimals: 2)),
        ("rounds", .text(ratios.map { rounded($0, 2) }.joined(separator: " "))),
      ]
      fields += judged(Timing.median(ratios), atLeast: Goal.ratio(work, name))
      fields += [
        ("rss_mb", .number(memory, decimals: 0)),
        ("their_rss_mb", .number(theirMemory, decimals: 0)),
        ("share_of_memory", .number(memory / theirMemory, decimals: 2)),
      ]
      if name.hasPrefix("torch") {
        fields.append(
          ("memory_is_below_\(Goal.shareOfMemory)", .yes(memory / theirMemory < Goal.shareOfMemory))
        )
      }
      BenchResult(fields).print(format)
      if !format.json { Swift.print() }
    }
    guard !limits.isEmpty else { return }
    let shares = zip(own, limits).map { $0.rate / $1 }
    BenchResult(
      [
        ("work", .text(work.name)), ("against", .text("the machine's limit")),
        ("plateau", .number(rate, decimals: 0)),
        ("limit", .number(Timing.median(limits), decimals: 0)),
        ("share", .number(Timing.median(shares), decimals: 2)),
        ("rounds", .text(shares.map { rounded($0, 2) }.joined(separator: " "))),
      ]
        + judged(
          Timing.median(shares), atLeast: work.batch == 32 ? Goal.shareOfLimit : nil)
    ).print(format)
    if !format.json { Swift.print() }
  }

  private func judged(
    _ value: Double, atLeast goal: Double?
  ) -> [(name: String, value: BenchResult.Value)] {
    guard let goal else { return [] }
    return [("goal", .number(goal, decimals: 2)), ("met", .yes(value >= goal))]
  }
}
