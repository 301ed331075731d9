/// The results of some rounds: ours, each peer's, and the machine's limit in the same round.
struct Comparison {
  let work: Peer.Work
  let peers: [String]
  private var own: [ProgramResult] = []
  private var others: [[ProgramResult]] = []
  private var limits: [Double] = []

  init(work: Peer.Work, peers: [String]) {
    self.work = work
    self.peers = peers
  }

  /// Adds a round.
  ///
  /// - Parameter limit: the rate that the machine allowed at most; nil when there is none for this work.
  mutating func add(own: ProgramResult, peers: [ProgramResult], limit: Double?) {
    self.own.append(own)
    others.append(peers)
    if let limit { limits.append(limit) }
  }

  /// How many times a peer's rate ours is, round by round.
  private func ratios(to peer: Int) -> [Double] {
    zip(own, others).map { $0.rate / $1[peer].rate }
  }

  /// Prints a part for each peer, and one for the limit.
  func print(_ format: BenchResult.Format) {
    let rate = Measurement.median(own.map(\.rate))
    let memory = Measurement.median(own.map { Double($0.memory) })
    for (index, name) in peers.enumerated() {
      let ratios = ratios(to: index)
      let theirs = others.map { $0[index] }
      let theirMemory = Measurement.median(theirs.map { Double($0.memory) })
      var fields: [(name: String, value: BenchResult.Value)] = [
        ("work", .text(work.name)), ("against", .text(name)),
        ("plateau", .number(rate, decimals: 0)),
        ("theirs", .number(Measurement.median(theirs.map(\.rate)), decimals: 0)),
        ("ratio", .number(Measurement.median(ratios), decimals: 2)),
        ("rounds", .text(ratios.map { rounded($0, 2) }.joined(separator: " "))),
      ]
      fields += judged(Measurement.median(ratios), atLeast: Goal.ratio(work, name))
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
        ("limit", .number(Measurement.median(limits), decimals: 0)),
        ("share", .number(Measurement.median(shares), decimals: 2)),
        ("rounds", .text(shares.map { rounded($0, 2) }.joined(separator: " "))),
      ]
        + judged(
          Measurement.median(shares), atLeast: work.batch == 32 ? Goal.shareOfLimit : nil)
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
