/// Another program that does the same work.
struct Peer {
  /// The work, and the size of its batches.
  struct Work: Equatable {
    /// `mlp` or `ssd`: the subcommand.
    let subject: String
    let batch: Int
    var name: String { "\(subject)-\(batch)" }
  }

  let name: String
  /// The script in `Benchmarks/peers`.
  let script: String
  let arguments: [String]
  /// The Python module that it requires.
  let module: String
  /// Keras's backend.
  let backend: String?
  let subject: String

  init(
    _ name: String, _ subject: String, _ script: String, _ arguments: [String] = [],
    module: String, backend: String? = nil
  ) {
    self.name = name
    self.subject = subject
    self.script = script
    self.arguments = arguments
    self.module = module
    self.backend = backend
  }

  /// The work to compare.
  static let works = [
    Work(subject: "mlp", batch: 32), Work(subject: "mlp", batch: 128),
    Work(subject: "mlp", batch: 1024), Work(subject: "ssd", batch: 32),
  ]

  /// All peers, with their fastest settings and with the most common ones.
  static let all = [
    Peer("torch-fused", "mlp", "torch_mlp.py", ["--mode", "fused"], module: "torch"),
    Peer("torch-eager", "mlp", "torch_mlp.py", ["--mode", "eager"], module: "torch"),
    Peer("keras-jax", "mlp", "keras_mlp.py", module: "jax", backend: "jax"),
    Peer(
      "keras-tensorflow", "mlp", "keras_mlp.py", module: "tensorflow", backend: "tensorflow"),
    Peer("torch-channels-last", "ssd", "torch_ssd.py", ["--fmt", "cl"], module: "torch"),
    Peer(
      "keras-tensorflow", "ssd", "keras_ssd.py", module: "tensorflow", backend: "tensorflow"),
  ]
}
