public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Saves the model at each epoch's end, or only when a metric is the best yet: Keras's `ModelCheckpoint`.
///
/// The best value survives from one training to the next, as in Keras. Files are in the safetensors
/// format, so the path ends in `.safetensors` where Keras's ends in `.keras`.
public final class ModelCheckpoint: Callback {
  private let template: PathTemplate
  private let folder: String
  private var monitor: Monitor
  private let verbose: Int
  private var savesBestOnly: Bool
  private let savesWeightsOnly: Bool
  /// The best value; nil before the first.
  public private(set) var best: Double?
  private var bestEpoch: Int?
  private var saved = 0
  private var lastPath: String?

  /// Makes the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - path: the file, with fields in braces: `{epoch:02d}-{val_loss:.2f}.safetensors`.
  ///   - folder: what a relative path in events is written without; empty for none.
  ///   - monitor: the metric's name in `logs`.
  ///   - verbose: above 0 it says what it does.
  ///   - saveBestOnly: save only when the metric improves.
  ///   - saveWeightsOnly: leave the optimiser's state out.
  ///   - mode: which way is better; `auto` cannot know it of a metric that a callback adds.
  ///   - initialValueThreshold: a value that the first must improve on.
  /// - Throws: `CallbackError` when the path does not end in `.safetensors`.
  public init(
    path: String, folder: String = "", monitor: String = "val_loss", verbose: Int = 0,
    saveBestOnly: Bool = false, saveWeightsOnly: Bool = false, mode: MonitorMode = .auto,
    initialValueThreshold: Double? = nil
  ) throws(CallbackError) {
    guard path.hasSuffix(".safetensors") else {
      throw CallbackError("\(path): the path of a checkpoint must end in .safetensors")
    }
    template = PathTemplate(text: path)
    self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    self.monitor = Monitor(metric: monitor, mode: mode, minDelta: 0)
    self.verbose = verbose
    savesBestOnly = saveBestOnly
    savesWeightsOnly = saveWeightsOnly
    best = initialValueThreshold
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try monitor.resolve(for: name, model: training.model)
    let path = try template.path(epoch: epoch + 1, logs: logs)
    guard try isDue(epoch: epoch, path: path, logs: logs, training: training) else { return }
    try Self.makeFolder(of: path)
    try training.model.save(to: path, weightsOnly: savesWeightsOnly)
    saved += 1
    lastPath = path
    let shown = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    training.tell(.checkpointSaved(epoch: epoch, path: shown))
    if verbose > 0 {
      training.say("Epoch \(epoch + 1): finished saving model to \(path)", from: self)
    }
  }

  private func isDue(
    epoch: Int, path: String, logs: Logs, training: TrainingContext
  ) throws -> Bool {
    func say(_ text: String) {
      if verbose > 0 { training.say("Epoch \(epoch + 1): \(text)", from: self) }
    }
    let value = logs[monitor.metric]
    if !savesBestOnly {
      if let value, monitor.isImprovement(value, over: best) { (best, bestEpoch) = (value, epoch) }
      say("saving model to \(path)")
      return true
    }
    guard let value else {
      // Keras has saved in this case since 3.10.
      training.warn("Can save best model only with \(monitor.metric) available.", from: self)
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

  /// Makes the folders above a file, as Keras does.
  private static func makeFolder(of path: String) throws(CallbackError) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
      if mkdir(folder, 0o755) != 0, errno != EEXIST {
        throw CallbackError(
          "\(folder): the folder cannot be made: \(String(cString: strerror(errno)).lowercased())")
      }
    }
  }
}

extension ModelCheckpoint {
  public var state: CallbackState {
    let file = lastPath.flatMap { $0.split(separator: "/").last }.map { " → \($0)" } ?? ""
    return CallbackState(
      id: Self.recipeName, name: name, monitor: monitor.metric,
      direction: monitor.knownDirection, best: savesBestOnly ? best : nil,
      bestEpoch: savesBestOnly ? bestEpoch : nil,
      summary: "\(saved) saved\(file)",
      fields: [CallbackField("save_best_only", .boolean(savesBestOnly), .boolean)])
  }

  public func reset() throws(EditRefusal) { (best, bestEpoch) = (nil, nil) }

  public func set(_ field: String, to value: FieldValue) throws(EditRefusal) -> FieldValue {
    let old = try fieldValue(field)
    savesBestOnly = try value.boolean(field)
    return old
  }
}
