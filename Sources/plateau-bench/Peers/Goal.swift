/// The goal of a comparison: the smallest ratio of our rate to that of a peer.
struct Goal {
  let work: String
  let peer: String
  let ratio: Double

  static let all = [
    Goal(work: "mlp-32", peer: "torch-fused", ratio: 2.5),
    Goal(work: "mlp-32", peer: "torch-eager", ratio: 6),
    Goal(work: "mlp-32", peer: "keras-tensorflow", ratio: 4),
    Goal(work: "mlp-32", peer: "keras-jax", ratio: 1.5),
    Goal(work: "mlp-128", peer: "torch-fused", ratio: 2),
    Goal(work: "mlp-128", peer: "keras-jax", ratio: 1.3),
    Goal(work: "mlp-1024", peer: "torch-fused", ratio: 1.8),
    Goal(work: "mlp-1024", peer: "keras-jax", ratio: 1.05),
    Goal(work: "ssd-32", peer: "torch-channels-last", ratio: 1.5),
    Goal(work: "ssd-32", peer: "keras-tensorflow", ratio: 1.5),
  ]

  /// The fraction of the machine's limit that the classifier has to reach in batches of 32.
  static let shareOfLimit = 0.5
  /// The fraction of PyTorch's memory that ours may take.
  static let shareOfMemory = 0.5

  /// The goal of a comparison; `nil` if it has none.
  static func ratio(_ work: Peer.Work, _ peer: String) -> Double? {
    all.first { $0.work == work.name && $0.peer == peer }?.ratio
  }
}
