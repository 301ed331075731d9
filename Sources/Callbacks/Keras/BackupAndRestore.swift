public import RunModel
internal import SystemFiles

/// Backs up training and continues from the backup after an interruption: Keras's
/// `BackupAndRestore`.
///
/// As in Keras only the weights, the optimiser's state and the epoch are restored: an interrupted
/// epoch starts over, and so does every other callback. A run's own `state.json` restores those as
/// well.
///
///     try BackupAndRestore(backupDirectory: "backups/digits")
public final class BackupAndRestore: ConfigurableCallback {
  private var folder: String
  private var frequency: SaveFrequency
  private var keepsTwo: Bool
  private var deletes: Bool
  private var counter = BatchCounter()
  private var nextEpoch = 0
  private var lastBatch = 0
  private var saved = 0
  private var disk = FullDisk()
  /// The model that did not fit on the disk.
  private var missed: ModelSnapshot?
  /// A sentence with the reason why it did not fit at the end of training either.
  private var trouble: String?

  /// Creates the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - backupDirectory: The folder, which is made when it is needed.
  ///   - saveFrequency: The moments at which it saves.
  ///   - doubleCheckpoint: True keeps the backup before the last one, in case that cannot be read.
  ///   - deleteCheckpoint: True removes the backup when training has ended.
  /// - Throws: `CallbackError` when the folder's name is empty.
  public convenience init(
    backupDirectory: String, saveFrequency: SaveFrequency = .epoch,
    doubleCheckpoint: Bool = false, deleteCheckpoint: Bool = true
  ) throws(CallbackError) {
    guard !backupDirectory.isEmpty else {
      throw CallbackError("Empty `backup_dir` argument passed")
    }
    self.init(
      folder: backupDirectory, saveFrequency: saveFrequency, doubleCheckpoint: doubleCheckpoint,
      deleteCheckpoint: deleteCheckpoint)
  }

  private init(
    folder: String, saveFrequency: SaveFrequency = .epoch, doubleCheckpoint: Bool = false,
    deleteCheckpoint: Bool = true
  ) {
    self.folder = folder
    frequency = saveFrequency
    keepsTwo = doubleCheckpoint
    deletes = deleteCheckpoint
  }

  private var weights: String { folder + "/latest.weights.safetensors" }
  private var metadata: String { folder + "/training_metadata.json" }
  /// The metadata of weights that are being saved.
  private var nextMetadata: String { metadata + ".new" }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    // Checked before a folder of an earlier training is touched.
    _ = try training.savableModel(for: self)
    (counter, nextEpoch, lastBatch, saved) = (BatchCounter(), 0, 0, 0)
    (missed, trouble) = (nil, nil)
    // A run resumed from its own state knows more than a backup.
    if training.isResumed || training.startsOver { return }
    let hasOlder = FileSystem.exists(weights + ".bkp")
    do {
      if hasOlder, !FileSystem.exists(weights) {
        throw CallbackError("\(weights): is missing")
      }
      try load(training)
    } catch {
      guard hasOlder else { throw error }
      training.warn("\(error); the backup before it is used", from: self)
      try FileSystem.link(weights + ".bkp", to: weights)
      if FileSystem.exists(metadata + ".bkp") {
        try FileSystem.link(metadata + ".bkp", to: metadata)
      } else {
        FileSystem.remove(metadata)
      }
      try load(training)
    }
  }

  private func load(_ training: TrainingContext) throws {
    if FileSystem.exists(weights) {
      _ = try training.savableModel(for: self).load(from: weights)
    }
    guard FileSystem.exists(metadata) else { return }
    guard let epoch = FileSystem.text(of: metadata).flatMap({ Self.number("epoch", in: $0) }) else {
      throw CallbackError("\(metadata): no \"epoch\" in it; remove the file to start over")
    }
    training.request(.begin(atEpoch: epoch))
    nextEpoch = epoch
    if epoch > 0 { training.say("continues at epoch \(epoch + 1) from \(folder)", from: self) }
  }

  /// Reads a whole number by its name from the flat JSON that this callback writes.
  static func number(_ name: String, in text: String) -> Int? {
    let pieces = text.split(whereSeparator: { "{},: \"\n".contains($0) })
    guard let index = pieces.firstIndex(of: Substring(name)), index + 1 < pieces.count,
      let number = Int(pieces[index + 1]), (0...1_000_000_000).contains(number)
    else { return nil }
    return number
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    lastBatch = batch
    if counter.isDue(batch, every: frequency) { try keep(training) }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    // An epoch that was broken off starts over.
    if training.isBrokenOff { return }
    nextEpoch = epoch + 1
    lastBatch = 0
    if frequency == .epoch { try keep(training) }
  }

  /// Saves the model; on a full disk the last backup stays.
  private func keep(_ training: TrainingContext) throws {
    let isSaved = try disk.bear(training, for: self) { try save(training) }
    missed = isSaved ? nil : ModelSnapshot(of: training.model)
  }

  private func save(_ training: TrainingContext) throws {
    let model = try training.savableModel(for: self)
    try FileSystem.makeFolder(of: weights)
    // It is written before the weights are replaced, so that either both are replaced or neither.
    try FileSystem.write("{\"epoch\": \(nextEpoch), \"batch\": \(lastBatch)}", to: nextMetadata)
    defer { FileSystem.remove(nextMetadata) }
    if keepsTwo {
      for file in [weights, metadata] where FileSystem.exists(file) {
        // The link keeps the old file when the new one replaces it.
        try FileSystem.link(file, to: file + ".bkp")
      }
    }
    try model.save(to: weights, weightsOnly: false)
    try FileSystem.move(nextMetadata, to: metadata)
    saved += 1
  }

  public func writeWaiting(_ training: TrainingContext) throws -> String? {
    // A backup that is removed at the end need not be complete.
    guard let missed, !deletes else { return nil }
    guard missed.isStill(training.model) else {
      // The end of training has restored other weights since.
      if let trouble { return trouble }
      // Training has continued, so that model is gone.
      let words = "\(weights): the last backup did not fit on the disk"
      if saved == 0 { return words + "; no backup was saved" }
      training.warn(words + "; the one before it is kept", from: self)
      self.missed = nil
      return nil
    }
    do {
      try save(training)
    } catch let error as any StorageError where error.isLackOfRoom {
      trouble = "\(error); " + (saved == 0 ? "no backup was saved" : "the backup before it is kept")
      return trouble
    }
    self.missed = nil
    return nil
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    guard deletes else { return }
    FileSystem.remove(nextMetadata)
    for file in [weights, metadata] {
      FileSystem.remove(file)
      FileSystem.remove(file + ".bkp")
    }
    FileSystem.removeEmptyFolder(folder)
  }
}

extension BackupAndRestore {
  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .backsUp, summary: "\(saved) saved → \(folder)")
  }

  public func writtenPaths() throws(CallbackError) -> [WrittenPath] {
    // It outlives the run, so it lies outside the run's folder.
    [
      WrittenPath(folder, .folder, isOfRun: false),
      WrittenPath(nextMetadata, .replacedFile, isOfRun: false, isSide: true),
    ]
      + [weights, metadata].flatMap { file in
        [
          WrittenPath(file, .replacedFile, isOfRun: false, isSide: true),
          WrittenPath(file + ".bkp", .replacedFile, isOfRun: false, isSide: true),
        ]
      }
  }

  public static func makeDefault() -> BackupAndRestore { BackupAndRestore(folder: "") }

  public static var table: ParameterTable<BackupAndRestore> {
    [
      // A relative path starts at the working directory, because the backup outlives the run's
      // folder.
      .fixed("backup_dir", \.folder, .text, "the folder", example: "backups/digits"),
      .live("save_freq", \.frequency, .frequency, "when it saves"),
      .live(
        "double_checkpoint", \.keepsTwo, .boolean, "whether the backup before the last is kept"),
      .live(
        "delete_checkpoint", \.deletes, .boolean,
        "whether the backup is removed when training has ended"),
    ]
  }

  public func placeFiles(in _: CallbackFolder) throws(CallbackError) {
    if folder.isEmpty { throw CallbackError("Empty `backup_dir` argument passed") }
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "next_epoch": .integer(nextEpoch), "saved": .integer(saved), "batches": counter.memory,
      ])
    }
    set {
      nextEpoch = newValue.integer("next_epoch") ?? 0
      saved = newValue.integer("saved") ?? 0
      if let batches = newValue.values[value: "batches"] { counter.memory = batches }
    }
  }
}
