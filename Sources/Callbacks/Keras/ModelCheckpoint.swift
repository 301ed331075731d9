public import RunModel
internal import SystemFiles

/// Saves the model at each epoch's end, or only when a metric improves: Keras's `ModelCheckpoint`.
///
/// As in Keras, the best value survives from one training to the next. Files are in the safetensors
/// format, so the path ends in `.safetensors` where Keras's ends in `.keras`.
///
///     try ModelCheckpoint(path: "best.safetensors", monitor: "val_loss", saveBestOnly: true)
public final class ModelCheckpoint: ConfigurableCallback {
  private var template: PathTemplate
  private var folder: String
  private var monitor: Monitor
  private var verbose: Int
  private var savesBestOnly: Bool
  private var savesWeightsOnly: Bool
  private var frequency: SaveFrequency
  private var threshold: Double? {
    // Once an epoch was saved the threshold has done its work.
    didSet { if bestEpoch == nil { best = threshold } }
  }
  private var counter = BatchCounter()
  /// The best value; nil before the first.
  public private(set) var best: Double?
  private var bestEpoch: Int?
  private var saved = 0
  private var lastPath: String?
  private var hasWarned = false
  private var disk = FullDisk()
  private var missed: MissedCheckpoint?

  /// Creates the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - path: The file, with fields in braces: `{epoch:02d}-{val_loss:.2f}.safetensors`.
  ///   - folder: The folder that paths in events are relative to; empty for none.
  ///   - monitor: The metric's name in `logs`.
  ///   - verbose: Above 0 it reports each of its actions.
  ///   - saveBestOnly: True saves only when the metric improves.
  ///   - saveWeightsOnly: True leaves the optimiser's state out.
  ///   - mode: The better direction; `auto` cannot know that of a metric added by a callback.
  ///   - saveFrequency: The moments at which it saves.
  ///   - initialValueThreshold: A value that the first save must improve on.
  /// - Throws: `CallbackError` when the path does not end in `.safetensors`.
  public convenience init(
    path: String, folder: String = "", monitor: String = "val_loss", verbose: Int = 0,
    saveBestOnly: Bool = false, saveWeightsOnly: Bool = false, mode: MonitorMode = .auto,
    saveFrequency: SaveFrequency = .epoch, initialValueThreshold: Double? = nil
  ) throws(CallbackError) {
    try Self.checkName(path)
    self.init(
      template: PathTemplate(text: path), folder: folder, monitor: monitor, verbose: verbose,
      saveBestOnly: saveBestOnly, saveWeightsOnly: saveWeightsOnly, mode: mode,
      saveFrequency: saveFrequency, initialValueThreshold: initialValueThreshold)
  }

  private init(
    template: PathTemplate, folder: String = "", monitor: String = "val_loss", verbose: Int = 0,
    saveBestOnly: Bool = false, saveWeightsOnly: Bool = false, mode: MonitorMode = .auto,
    saveFrequency: SaveFrequency = .epoch, initialValueThreshold: Double? = nil
  ) {
    self.template = template
    self.folder = Self.prefix(folder)
    self.monitor = Monitor(metric: monitor, mode: mode, minDelta: 0)
    self.verbose = verbose
    savesBestOnly = saveBestOnly
    savesWeightsOnly = saveWeightsOnly
    frequency = saveFrequency
    threshold = initialValueThreshold
    best = initialValueThreshold
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    _ = try training.savableModel(for: self)
    hasWarned = false
    missed = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try monitor.resolve(for: name, model: training.model)
    // Nothing is kept of an epoch that was broken off, because a resumed run trains it again.
    if frequency == .epoch, !training.isBrokenOff {
      try save(epoch: epoch, batch: nil, logs, training)
    }
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard counter.isDue(batch, every: frequency) else { return }
    // Keras resolves the direction at the first epoch's end only and fails here before it.
    try monitor.resolve(for: name, model: training.model)
    try save(epoch: training.epoch, batch: batch, logs, training)
  }

  private func save(
    epoch: Int, batch: Int?, _ logs: Logs, _ training: TrainingContext
  ) throws {
    let model = try training.savableModel(for: self)
    let path = try template.path(epoch: epoch + 1, batch: batch.map { $0 + 1 }, logs: logs)
    let before = (best, bestEpoch)
    guard try isDue(epoch: epoch, path: path, logs: logs, training: training) else { return }
    let isSaved = try disk.bear(training, for: self) {
      try FileSystem.makeFolder(of: path)
      try model.save(to: path, weightsOnly: savesWeightsOnly)
    }
    guard isSaved else {
      let value = savesBestOnly ? best : nil
      // The file still holds the best model before; the next improvement is saved.
      (best, bestEpoch) = before
      // Only the best or the last of several missed checkpoints is worth another try.
      if let known = missed?.best, let value, !monitor.isImprovement(value, over: known) { return }
      missed = MissedCheckpoint(
        epoch: epoch, isWithin: batch != nil, path: path, best: value,
        snapshot: ModelSnapshot(of: model))
      return
    }
    if missed?.isMadeUp(by: savesBestOnly ? best : nil, monitor) == true { missed = nil }
    finishSave(epoch: epoch, path: path, isWithin: batch != nil, training)
  }

  private func finishSave(
    epoch: Int, path: String, isWithin: Bool, _ training: TrainingContext
  ) {
    saved += 1
    lastPath = path
    let shown = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    training.tell(
      .checkpointSaved(epoch: epoch, path: shown, step: isWithin ? training.step : nil))
    // A run cannot be resumed from within an epoch.
    if !isWithin, !savesWeightsOnly {
      training.request(.keepState(besideCheckpoint: path))
    }
    if verbose > 0 {
      training.say("Epoch \(epoch + 1): finished saving model to \(path)", from: self)
    }
  }

  public func writeWaiting(_ training: TrainingContext) throws -> String? {
    guard let missed else { return nil }
    let model = try training.savableModel(for: self)
    guard missed.snapshot.isStill(model) else {
      // The end of training has restored other weights since.
      if let trouble = missed.trouble { return trouble }
      // Training has continued, so that model is gone.
      let words =
        "\(missed.path): the model of epoch \(missed.epoch + 1) did not fit on the disk"
      if lastPath == nil { return words + "; no checkpoint was saved" }
      training.warn(words + "; the one before it is kept", from: self)
      self.missed = nil
      return nil
    }
    do {
      try FileSystem.makeFolder(of: missed.path)
      try model.save(to: missed.path, weightsOnly: savesWeightsOnly)
    } catch let error as any StorageError where error.isLackOfRoom {
      self.missed?.trouble = "\(error); the model of epoch \(missed.epoch + 1) is missing"
      return self.missed?.trouble
    }
    if let value = missed.best { (best, bestEpoch) = (value, missed.epoch) }
    finishSave(epoch: missed.epoch, path: missed.path, isWithin: missed.isWithin, training)
    self.missed = nil
    return nil
  }

  private func isDue(
    epoch: Int, path: String, logs: Logs, training: TrainingContext
  ) throws -> Bool {
    func say(_ text: String) {
      if verbose > 0 { training.say("Epoch \(epoch + 1): \(text)", from: self) }
    }
    if !savesBestOnly {
      say("saving model to \(path)")
      return true
    }
    guard let value = logs[monitor.metric] else {
      // Keras saves in this case since 3.10.
      // Python shows a repeated warning once.
      if !hasWarned {
        training.warn("Can save best model only with \(monitor.metric) available.", from: self)
      }
      hasWarned = true
      return true
    }
    let bestText = best?.printed("%.5f") ?? "None"
    guard monitor.isImprovement(value, over: best) else {
      say("\(monitor.metric) did not improve from \(bestText)")
      return false
    }
    say(
      "\(monitor.metric) improved from \(bestText) to \(value.printed("%.5f")), "
        + "saving model to \(path)")
    (best, bestEpoch) = (value, epoch)
    training.tell(.improved(epoch: epoch, by: name, metric: monitor.metric, value: value))
    return true
  }
}

extension ModelCheckpoint {
  public var state: CallbackState {
    let file = lastPath.flatMap { $0.split(separator: "/").last }.map { " → \($0)" } ?? ""
    return CallbackState(
      id: Self.recipeName, name: name, role: .saves, monitor: monitor.metric,
      direction: monitor.knownDirection, best: savesBestOnly ? best : nil,
      bestEpoch: savesBestOnly ? bestEpoch : nil,
      summary: "\(saved) saved\(file)")
  }

  public func writtenPaths() throws(CallbackError) -> [WrittenPath] {
    let example = Logs(template.metrics.map { ($0, .number(0.5)) })
    let isWithin = frequency != .epoch
    // Throws for a field that cannot be filled in.
    _ = try template.path(epoch: 1, batch: isWithin ? 1 : nil, logs: example)
    let stem = template.text.dropLast(".safetensors".count)
    return [
      WrittenPath(template.text, .replacedFile, hasFields: true),
      // A resume from this checkpoint reads these files.
      WrittenPath(stem + ".resume.safetensors", .replacedFile, hasFields: true, isSide: true),
      WrittenPath(stem + ".state.json", .replacedFile, hasFields: true, isSide: true),
    ]
  }

  public func reset() throws(EditRefusal) { (best, bestEpoch) = (threshold, nil) }

  public var monitors: [String] { [monitor.metric] + template.metrics }

  public static func makeDefault() -> ModelCheckpoint {
    ModelCheckpoint(template: PathTemplate(text: ""))
  }

  public static var table: ParameterTable<ModelCheckpoint> {
    [
      .fixed("filepath", \.template.text, .file, "the file, with fields in braces"),
      .monitor(\.monitor.metric),
      .mode(\.monitor.mode),
      .live(
        "save_best_only", \.savesBestOnly, .boolean, "whether only improvements are saved"),
      .live(
        "save_weights_only", \.savesWeightsOnly, .boolean,
        "whether the optimiser's state is left out"),
      .live("save_freq", \.frequency, .frequency, "when it saves"),
      .live(
        "initial_value_threshold", \.threshold, .optionalNumber,
        "a value that the first saved model must improve on"),
      .verbose(\.verbose),
    ]
  }

  public func placeFiles(in folder: CallbackFolder) throws(CallbackError) {
    if template.text.isEmpty {
      let batch = frequency == .epoch ? "" : "-{batch:06d}"
      let name = savesBestOnly ? "best" : "epoch-{epoch:02d}\(batch)"
      template.text = "checkpoints/\(name).safetensors"
    }
    // Braces in the name of the run's folder are no fields.
    let path = folder.file(template.text)
    template.text = PathTemplate.literal(path.dropLast(template.text.count)) + template.text
    self.folder = Self.prefix(folder.path)
    try Self.checkName(template.text)
  }

  private static func checkName(_ path: String) throws(CallbackError) {
    guard path.hasSuffix(".safetensors") else {
      throw CallbackError("\(path): the path of a checkpoint must end in .safetensors")
    }
  }

  private static func prefix(_ folder: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text(monitor.words), "best": LogValue(best), "best_epoch": LogValue(bestEpoch),
        "saved": .integer(saved),
        "last_path": lastPath.map(LogValue.text) ?? .none, "batches": counter.memory,
        "missed": missed?.memory ?? .none,
      ])
    }
    set {
      (best, bestEpoch) = (newValue["best"], newValue.integer("best_epoch"))
      saved = newValue.integer("saved") ?? 0
      lastPath = newValue.text("last_path")
      missed = MissedCheckpoint(newValue.values[value: "missed"])
      if let batches = newValue.values[value: "batches"] { counter.memory = batches }
    }
  }
}
