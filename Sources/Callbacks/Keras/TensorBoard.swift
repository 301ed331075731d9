public import RunModel
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes logs as event files that TensorBoard opens: the scalars of Keras 3.15's `TensorBoard`.
///
/// | when | where | name | step |
/// |---|---|---|---|
/// | epoch end | `train/` | `epoch_<name>`, `epoch_learning_rate` | the epoch, from 0 |
/// | epoch end | `validation/` | `epoch_<name>` without `val_` | the epoch, from 0 |
/// | validation end | `validation/` | `evaluation_<name>_vs_iterations` | training steps done |
/// | every so many batches | `train/` | `batch_<name>` | batches of this training, from 1 |
///
/// As in Keras only names that begin with `val_` go to `validation/`: `val/mAP` becomes
/// `epoch_val/mAP` in `train/`. Values are kept in 32 bits; values that are not numbers are left
/// out, where Keras would fail. A folder and its file are made with the first value, and each
/// training writes files of its own. Everything is flushed at each epoch's end.
///
///     TensorBoard(logDirectory: "logs", updateFrequency: .batches(100))
public final class TensorBoard: ConfigurableCallback {
  private var folder: String {
    didSet {
      train = ScalarFile(folder: folder + "/train")
      validation = ScalarFile(folder: folder + "/validation")
    }
  }
  private var updateFrequency: SaveFrequency
  private var writesStepsPerSecond: Bool
  private var train: ScalarFile
  private var validation: ScalarFile
  private var scalars = 0
  private var disk = FullDisk()
  private var batchesOfTraining = 0
  private var epochStart = (iterations: 0, time: ContinuousClock.now)
  private var batchStart = ContinuousClock.now

  /// Creates the callback; nothing is written before there is a value.
  ///
  /// - Parameters:
  ///   - logDirectory: The folder for TensorBoard's `--logdir`.
  ///   - writeStepsPerSecond: True writes `epoch_steps_per_second`, and `batch_steps_per_second`
  ///     with batches.
  ///   - updateFrequency: The batches from one write of their means to the next; `epoch` for never.
  public init(
    logDirectory: String = "logs", writeStepsPerSecond: Bool = false,
    updateFrequency: SaveFrequency = .epoch
  ) {
    folder = logDirectory
    train = ScalarFile(folder: logDirectory + "/train")
    validation = ScalarFile(folder: logDirectory + "/validation")
    writesStepsPerSecond = writeStepsPerSecond
    self.updateFrequency = updateFrequency
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    try bearingFullDisk(training) { try closeFiles() }
    batchesOfTraining = 0
    scalars = 0
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    epochStart = (training.model.iterations, .now)
  }

  public func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    batchesOfTraining += 1
    if writesStepsPerSecond { batchStart = .now }
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard case .batches(let every) = updateFrequency, batchesOfTraining % max(1, every) == 0 else {
      return
    }
    var values = Logs()
    if writesStepsPerSecond { values["steps_per_second"] = 1 / Self.seconds(since: batchStart) }
    values.update(logs)
    try write(values, to: train, step: batchesOfTraining, training) { "batch_\($0)" }
  }

  public func onTestEnd(logs: inout Logs, training: TrainingContext) throws {
    if training.isBrokenOff { return }
    try write(logs, to: validation, step: training.model.iterations, training) {
      "evaluation_\($0)_vs_iterations"
    }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if logs.isEmpty || training.isBrokenOff { return }
    var ofTraining = Logs(
      logs.lazy.filter { !$0.name.hasPrefix("val_") }.map { ($0.name, $0.value) })
    let ofValidation = Logs(
      logs.lazy.filter { $0.name.hasPrefix("val_") }.map {
        (String($0.name.dropFirst(4)), $0.value)
      })
    ofTraining["learning_rate"] = Double(training.model.learningRate)
    if writesStepsPerSecond {
      ofTraining["steps_per_second"] =
        Double(training.model.iterations - epochStart.iterations)
        / Self.seconds(since: epochStart.time)
    }
    try write(ofTraining, to: train, step: epoch, training) { "epoch_\($0)" }
    try write(ofValidation, to: validation, step: epoch, training) { "epoch_\($0)" }
    try bearingFullDisk(training) { try flush() }
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    try bearingFullDisk(training) { try closeFiles() }
  }

  public func writeWaiting(_ training: TrainingContext) throws -> String? {
    do {
      try flush()
      let lost = train.lost + validation.lost
      return lost == 0 ? nil : "\(folder): \(lost) values did not fit on the disk"
    } catch let error as any StorageError where error.isLackOfRoom {
      return "\(error); its last values are missing"
    }
  }

  /// Uses the files; on a full disk the next values bring another try.
  private func bearingFullDisk(_ training: TrainingContext, _ body: () throws -> Void) throws {
    _ = try disk.bear(training, for: self, body)
  }

  private func flush() throws {
    // One file that does not fit must not keep the other from being written.
    let outcome = Result { try train.flush() }
    try validation.flush()
    try outcome.get()
  }

  private func closeFiles() throws {
    try flush()
    train = ScalarFile(folder: folder + "/train")
    validation = ScalarFile(folder: folder + "/validation")
  }

  /// Writes every number in some logs.
  private func write(
    _ logs: Logs, to file: ScalarFile, step: Int, _ training: TrainingContext,
    tag: (String) -> String
  ) throws {
    for (name, value) in logs {
      guard let number = value.double else { continue }
      file.add(Float(number), tag: tag(name), step: Int64(step), wallTime: WallClock.now)
      scalars += 1
    }
    try bearingFullDisk(training) { try file.write() }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    // A clock that has not moved must not give an infinite speed.
    max((ContinuousClock.now - start) / .seconds(1), 1e-9)
  }
}

extension TensorBoard {
  public static var recipeName: String { "tensorboard" }

  public var state: CallbackState {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return CallbackState(
      id: Self.recipeName, name: self.name, role: .logs,
      summary: "\(scalars) \(scalars == 1 ? "scalar" : "scalars") → \(name)/")
  }

  public func writtenPaths() throws(CallbackError) -> [WrittenPath] {
    [
      WrittenPath(folder, .folder), WrittenPath(folder + "/train", .folder, isSide: true),
      WrittenPath(folder + "/validation", .folder, isSide: true),
    ]
  }

  public static func makeDefault() -> TensorBoard { TensorBoard(logDirectory: "tensorboard") }

  public static var table: ParameterTable<TensorBoard> {
    [
      .fixed("log_dir", \.folder, .file, "the folder"),
      .live("update_freq", \.updateFrequency, .frequency, "how often means of batches are written"),
      .live(
        "write_steps_per_second", \.writesStepsPerSecond, .boolean, "whether the speed is written"),
    ]
  }

  public func placeFiles(in folder: CallbackFolder) { self.folder = folder.file(self.folder) }

  /// The steps so far; a resumed run writes new files, which TensorBoard shows as one run.
  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "batches": .integer(batchesOfTraining), "scalars": .integer(scalars),
      ])
    }
    set {
      batchesOfTraining = newValue.integer("batches") ?? 0
      scalars = newValue.integer("scalars") ?? 0
    }
  }
}
