public import RunModel
internal import SystemFiles

/// Keeps a backup of an interrupted training and goes on from it: Keras's `BackupAndRestore`.
///
/// As in Keras only weights, the optimiser's state and the epoch come back: an epoch that was interrupted
/// starts over, and so does every other callback. A run's own `state.json` keeps those, too.
public final class BackupAndRestore: Callback {
  private let folder: String
  private var frequency: SaveFrequency
  private var keepsTwo: Bool
  private var deletes: Bool
  private var counter = BatchCounter()
  private var nextEpoch = 0
  private var lastBatch = 0
  private var saved = 0
  private var lacksRoom = false
  /// Steps of the model when it was saved last, or should have been.
  private var lastIterations = 0

  /// Makes the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - backupDirectory: the folder; made when it is needed.
  ///   - saveFrequency: at each epoch's end, or every so many batches.
  ///   - doubleCheckpoint: keep the backup before the last one, for when that cannot be read.
  ///   - deleteCheckpoint: take the backup away when training has ended.
  /// - Throws: `CallbackError` when the folder's name is empty.
  public init(
    backupDirectory: String, saveFrequency: SaveFrequency = .epoch,
    doubleCheckpoint: Bool = false, deleteCheckpoint: Bool = true
  ) throws(CallbackError) {
    guard !backupDirectory.isEmpty else {
      throw CallbackError("Empty `backup_dir` argument passed")
    }
    folder = backupDirectory
    frequency = saveFrequency
    keepsTwo = doubleCheckpoint
    deletes = deleteCheckpoint
  }

  private var weights: String { folder + "/latest.weights.safetensors" }
  private var metadata: String { folder + "/training_metadata.json" }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    // Also before a folder of an earlier training is touched.
    _ = try training.savableModel(for: self)
    (counter, nextEpoch, lastBatch, saved) = (BatchCounter(), 0, 0, 0)
    // A run that goes on from its own state knows more than a backup.
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
      throw CallbackError("\(metadata): no \"epoch\" in it; take the file away to start over")
    }
    training.initialEpoch = epoch
    nextEpoch = epoch
    if epoch > 0 { training.say("goes on at epoch \(epoch + 1) from \(folder)", from: self) }
  }

  /// The whole number of a name in the flat JSON that this callback writes.
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

  /// Saves; a full disk leaves the backup before.
  private func keep(_ training: TrainingContext) throws {
    lastIterations = training.model.iterations
    do {
      try save(training)
      lacksRoom = false
    } catch let error as any StorageError where error.isLackOfRoom {
      if !lacksRoom { training.warn("\(error); training goes on", from: self) }
      lacksRoom = true
    }
  }

  private func save(_ training: TrainingContext) throws {
    let model = try training.savableModel(for: self)
    try FileSystem.makeFolder(of: weights)
    if keepsTwo {
      for file in [weights, metadata] where FileSystem.exists(file) {
        // A second name for the file: the new one is put in place of the first.
        try FileSystem.link(file, to: file + ".bkp")
      }
    }
    try model.save(to: weights, weightsOnly: false)
    try FileSystem.write("{\"epoch\": \(nextEpoch), \"batch\": \(lastBatch)}", to: metadata)
    saved += 1
  }

  public func writeWaiting(_ training: TrainingContext) throws -> String? {
    // What is taken away at the end need not be whole.
    guard lacksRoom, !deletes else { return nil }
    guard training.model.iterations == lastIterations else {
      return "\(weights): the last backup found no room on the disk; the one before it is kept"
    }
    do {
      try save(training)
    } catch let error as any StorageError where error.isLackOfRoom {
      return "\(error); the backup before it is kept"
    }
    lacksRoom = false
    return nil
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    guard deletes else { return }
    for file in [weights, metadata] {
      FileSystem.remove(file)
      FileSystem.remove(file + ".bkp")
    }
    FileSystem.removeEmptyFolder(folder)
  }
}

extension BackupAndRestore {
  public var state: CallbackState {
    CallbackState(id: Self.recipeName, name: name, summary: "\(saved) saved → \(folder)")
  }

  public func writtenPaths() throws(CallbackError) -> [WrittenPath] {
    // It is to outlive the run, so it lies outside the run's folder.
    [WrittenPath(folder, .folder, isOfRun: false)]
      + [weights, metadata].flatMap { file in
        [
          WrittenPath(file, .replacedFile, isOfRun: false, isSide: true),
          WrittenPath(file + ".bkp", .replacedFile, isOfRun: false, isSide: true),
        ]
      }
  }

  public var parameters: [Parameter] {
    [
      .frequency("save_freq", self, \.frequency),
      .boolean("double_checkpoint", self, \.keepsTwo),
      .boolean("delete_checkpoint", self, \.deletes),
    ]
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
