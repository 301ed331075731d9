import Foundation
import Testing

/// A launcher of MPI, which may not be installed.
struct MPILauncher: CustomTestStringConvertible {
  let name: String
  let options: [String]
  let environment: [String: String]
  var testDescription: String { name }

  var path: String? {
    let path = "/usr/bin/\(name)"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  static let openMPI = MPILauncher(
    name: "mpirun.openmpi", options: ["--oversubscribe", "--bind-to", "none"],
    // Open MPI asks the superuser whether that is meant.
    environment: ["OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"])
  static let mpich = MPILauncher(name: "mpirun.mpich", options: [], environment: [:])
  static let all = [openMPI, mpich].filter { $0.path != nil }
}

extension Program {
  /// Runs this program with several processes.
  func run(
    on launcher: MPILauncher, _ count: Int, _ words: String, environment: [String: String] = [:]
  ) throws -> Program.Result {
    try run(
      launcher.options + ["-n", "\(count)", Program.path]
        + words.split(separator: " ").map(String.init),
      of: launcher.path, environment: launcher.environment.merging(environment) { $1 })
  }

  /// A detector that trains in a moment, whose callbacks cut the rate and restore weights.
  static let detector = """
    name: together
    epochs: 3
    batch_size: 10
    threads: 1
    data:
      shapes: {train: 47, validation: 23, side: 32, fresh: true}
    network:
      - conv: {filters: 8, stride: 2}
      - conv: {filters: 16, stride: 2, pool: true}
      - conv: {filters: 16, scale: 0.4}
    optimizer: {adam: {learning_rate: 0.01}}
    callbacks:
      - evaluation: {metric: coco}
      - early_stopping: {monitor: val_loss, patience: 50, restore_best_weights: true}
      - reduce_lr_on_plateau: {monitor: val_loss, patience: 0, factor: 0.5, min_delta: 100}
      - csv_logger
      - model_checkpoint: {filepath: 'checkpoints/last.safetensors'}
    """

  /// The last weights of a run.
  func weights(_ run: String) throws -> Data {
    try Data(
      contentsOf: URL(
        fileURLWithPath: folder + "/\(run)/checkpoints/last.safetensors"))
  }

  /// Writes `detector.yaml`.
  func writeDetector() throws {
    try Data(Self.detector.utf8).write(
      to: URL(fileURLWithPath: folder + "/detector.yaml"))
  }

  /// The process with a rank that a launcher started in this folder.
  func process(ofRank rank: Int) -> pid_t? {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(pid_t.init).first { number in
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
      guard let place, place.hasSuffix(folder.split(separator: "/").last ?? "-"),
        let variables = FileManager.default.contents(atPath: "/proc/\(number)/environ")
      else { return false }
      return String(decoding: variables, as: UTF8.self).split(separator: "\0")
        .contains("OMPI_COMM_WORLD_RANK=\(rank)")
    }
  }
}
