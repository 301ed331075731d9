/// The rates of some rounds: ours, and each peer's in the same round.
struct Comparison {
  let work: Peer.Work
  let peers: [String]
  private var own: [Double] = []
  private var others: [[Double]] = []

  init(work: Peer.Work, peers: [String]) {
    self.work = work
    self.peers = peers
  }

  /// Adds a round.
  mutating func add(own: Double, peers: [Double]) {
    self.own.append(own)
    others.append(peers)
  }

  /// The median of the rounds' ratios: how many times a peer's rate ours is.
  func ratio(to peer: Int) -> Double {
    Measurement.median(zip(own, others).map { $0 / $1[peer] })
  }

  /// Prints a line for us and one for each peer.
  ///
  /// - Parameter limit: the rate that the machine allows at most.
  func print(_ format: BenchResult.Format, limit: Double?) {
    let rate = Measurement.median(own)
    var fields: [(name: String, value: BenchResult.Value)] = [
      ("work", .text(work.name)), ("plateau", .number(rate, decimals: 0)),
    ]
    for (index, name) in peers.enumerated() {
      fields.append((name, .number(Measurement.median(others.map { $0[index] }), decimals: 0)))
      fields.append(("plateau / \(name)", .number(ratio(to: index), decimals: 2)))
    }
    if let limit { fields.append(("plateau / limit", .number(rate / limit, decimals: 2))) }
    BenchResult(fields).print(format)
    if !format.json { Swift.print() }
  }
}
