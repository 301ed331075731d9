internal import Callbacks
public import RunModel
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Saves after every epoch the state from which a run can be resumed.
///
/// The weights go to one of two files in turn, and the state, which names that file, is replaced in
/// one piece: whenever the process dies, the state on the disk and its weights fit together. Both
/// carry checksums.
public final class ResumeKeeper {
  private let folder: String
  private let recipe: String?
  private let read: (String) -> ResumeState?
  private let write: (ResumeState, String) throws -> Void
  private var last: ResumeState?
  private var isBroken = false
  /// The state that did not fit on a full disk, and the checkpoints of its epoch.
  private var missed: (state: ResumeState, checkpoints: [String])?
  /// Checkpoints of the last state that have no state beside them yet, because the disk was full.
  private var lacking: [String] = []
  private var isAmendmentLost = false

  /// Creates a keeper of a run's states.
  ///
  /// - Parameters:
  ///   - folder: The run's folder; `state.json` and `checkpoints` are in it.
  ///   - current: The state that is already in the folder.
  ///   - recipe: The YAML text of the recipe.
  ///   - read: Reads a state; nil when there is none or it is damaged.
  ///   - write: Writes a state to a file, in one piece.
  public init(
    folder: String, current: ResumeState? = nil, recipe: String? = nil,
    read: @escaping (String) -> ResumeState? = { _ in nil },
    write: @escaping (ResumeState, String) throws -> Void
  ) {
    self.folder = folder
    self.recipe = recipe
    self.read = read
    self.write = write
    last = current
  }

  /// Saves a state with its weights, and also beside each checkpoint of this epoch.
  ///
  /// - Parameter checkpoints: Files of whole models that were written in this epoch.
  /// - Returns: The reason why it could not be saved, once in a row; training continues without it.
  func keep(_ state: ResumeState, model: any Model, checkpoints: [String]) -> String? {
    let outcome = Result { try replace(with: state, model: model, checkpoints: checkpoints) }
    switch outcome {
    case .success(let trouble): return trouble
    case .failure(let error):
      defer { isBroken = true }
      if (error as? any StorageError)?.isLackOfRoom == true { missed = (state, checkpoints) }
      return isBroken ? nil : Self.words(error, state)
    }
  }

  /// Saves the state that did not fit on a full disk, when training has ended.
  ///
  /// - Parameters:
  ///   - links: The current chain, before its `onTrainEnd`.
  ///   - checkpoints: Files of whole models that were written since.
  /// - Returns: The reason why it is still missing; nil when everything is saved.
  func writeWaiting(
    model: any Model, _ links: [ResumeState.SavedCallback], checkpoints: [String]
  ) -> String? {
    let known = checkpoints.isEmpty ? nil : last.map { ($0, $0.checkpoints) }
    guard case (var state, let before)? = missed ?? known else { return keepLacking() }
    guard model.iterations == state.iterations else {
      return missed.map {
        "\(folder)/state.json: the state after epoch \($0.state.epoch) did not fit on the disk; "
          + "an earlier one is kept"
      }
    }
    state.callbacks = links
    do {
      return try replace(with: state, model: model, checkpoints: before + checkpoints)
    } catch {
      return Self.words(error, state)
    }
  }

  private static func words(_ error: any Error, _ state: ResumeState) -> String {
    "\(error); this run cannot be resumed from epoch \(state.epoch + 1)"
  }

  /// Saves the weights of this moment, which a person asked for, in a file of their own.
  ///
  /// - Returns: The path of the file.
  func saveApart(_ model: any SavableModel, name: String) throws -> String {
    mkdir(folder + "/checkpoints", 0o755)
    let path = "\(folder)/checkpoints/\(name).safetensors"
    try model.save(to: path, weightsOnly: false)
    return path
  }

  /// Replaces the state on the disk.
  ///
  /// - Returns: The reason why it could not be saved beside a checkpoint.
  private func replace(
    with state: ResumeState, model: any Model, checkpoints: [String]
  ) throws -> String? {
    var state = state
    state.weights = last?.weights == Self.names[0] ? Self.names[1] : Self.names[0]
    state.checkpoints = checkpoints.map(seenFromFolder)
    state.recipe = recipe.map { RecipeRecord(text: $0) }
    var kept: [String: [[Float]]] = [:]
    for link in state.callbacks {
      if let weights = link.memory.weights { kept[link.id] = weights }
    }
    guard let model = model as? any SavableModel else {
      throw CallbackError("\(type(of: model)) is not a model that can be saved")
    }
    mkdir(folder + "/checkpoints", 0o755)
    try model.save(to: path(state.weights), weightsOnly: false, keeping: kept)
    state.weightsChecksum = try FileChecksum.of(file: path(state.weights))
    try write(state, folder + "/state.json")
    missed = nil
    isBroken = false
    last = state
    removeOldWeights()
    lacking = state.checkpoints
    return keepLacking()
  }

  /// Saves the last state beside those of its checkpoints that lack it.
  ///
  /// - Returns: The reason why one still lacks it; nil when none does.
  private func keepLacking() -> String? {
    guard let last else { return nil }
    var trouble: String?
    lacking = lacking.filter { checkpoint in
      do {
        try keep(last, beside: checkpoint)
        return false
      } catch {
        trouble = "\(error); the run cannot be resumed from this checkpoint"
        // Another try can help only on a full disk.
        return (error as? any StorageError)?.isLackOfRoom == true
      }
    }
    return trouble
  }

  /// Adds the changes that a person made since, which hold even if this epoch is never finished.
  ///
  /// - Parameters:
  ///   - epoch: The epoch in progress; the state of another epoch stays as it is.
  ///   - links: The current chain, of whose memories only those of `reset` are saved.
  ///   - epochs: The changed number of epochs to train; nil for the recipe's.
  ///   - reset: The callbacks that were reset, or whose reset was undone.
  ///   - edits: The recipe's changes of this epoch that were made.
  /// - Returns: The reason why it could not be saved, once; training continues without it.
  func amend(
    epoch: Int, _ links: [ResumeState.SavedCallback], learningRate: Float, epochs: Int?,
    reset: Set<String> = [], edits: [RunEdit]
  ) -> String? {
    guard var state = last, state.epoch == epoch else { return nil }
    state.learningRate = learningRate
    state.epochs = epochs
    state.edits = edits
    state.callbacks = links.map { link in
      guard !reset.contains(link.id), let known = state.callbacks.first(where: { $0.id == link.id })
      else {
        return link
      }
      var link = link
      link.memory = known.memory
      link.keepsWeights = known.keepsWeights
      return link
    }
    if let recipe, state.recipe?.text != recipe {
      let file = try? FileChecksum.of(file: recipeFile)
      state.recipe = RecipeRecord(
        text: recipe, replaced: file == FileChecksum.of(recipe.utf8) ? nil : file)
    }
    last = state
    do {
      try write(state, folder + "/state.json")
      isAmendmentLost = false
      return nil
    } catch {
      defer { isAmendmentLost = true }
      return isAmendmentLost
        ? nil : "\(error); an interruption before the epoch ends would lose these changes"
    }
  }

  /// Notes in the state that `recipe.yaml` is about to be replaced, so that neither version is
  /// taken for damage.
  ///
  /// - Throws: When the state cannot be written; the recipe should then stay.
  public func announceRecipe() throws {
    guard let recipe, var state = last, var record = state.recipe, record.text != recipe else {
      return
    }
    record.replacement = FileChecksum.of(recipe.utf8)
    state.recipe = record
    last = state
    try write(state, folder + "/state.json")
  }

  /// Repairs the folder of a process that died: half-written files are removed, and a checkpoint of
  /// the state's epoch gets its missing state.
  ///
  /// - Parameter unfinished: The files that the callbacks of that process left half written.
  /// - Returns: One sentence for each repair that failed.
  public func repair(unfinished: [String] = []) -> [String] {
    for name in ["state.json", "recipe.yaml"] + Self.names { unlink(path(name + ".part")) }
    for file in unfinished { unlink(file) }
    guard let last else { return [] }
    removeOldWeights()
    var problems: [String] = []
    for checkpoint in last.checkpoints where access(path(checkpoint), F_OK) == 0 {
      do {
        if try !isWhole(checkpoint, last) { try keep(last, beside: checkpoint) }
      } catch {
        problems.append("\(error); the run cannot be resumed from this checkpoint")
      }
    }
    return problems
  }

  /// Returns true when the files beside a checkpoint exist and belong to the state.
  private func isWhole(_ checkpoint: String, _ state: ResumeState) throws -> Bool {
    let stem = path(Self.stem(checkpoint))
    guard let known = read(stem + ".state.json"), known.epoch == state.epoch,
      let expected = state.weightsChecksum, known.weightsChecksum == expected
    else { return false }
    return (try? FileChecksum.of(file: stem + ".resume.safetensors")) == expected
  }

  private func removeOldWeights() {
    for name in Self.names where name != last?.weights { unlink(path(name)) }
  }

  /// Saves `best.state.json` beside `best.safetensors`, with the weights after the whole chain: a
  /// callback may have saved others within it.
  private func keep(_ state: ResumeState, beside checkpoint: String) throws {
    let stem = path(Self.stem(checkpoint))
    try FileReplacement.link(path(state.weights), as: stem + ".resume.safetensors")
    var state = state
    state.weights = String(
      (stem + ".resume.safetensors").split(separator: "/").last ?? "")
    state.checkpoints = []
    state.modelChecksum = try FileChecksum.of(file: path(checkpoint))
    try write(state, stem + ".state.json")
  }

  private static func stem(_ checkpoint: String) -> String {
    String(checkpoint.dropLast(".safetensors".count))
  }

  private func seenFromFolder(_ checkpoint: String) -> String {
    checkpoint.hasPrefix(folder + "/") ? String(checkpoint.dropFirst(folder.count + 1)) : checkpoint
  }

  /// An absolute path stays as it is.
  private func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }

  private var recipeFile: String { path("recipe.yaml") }

  private static let names = [
    "checkpoints/resume-a.safetensors", "checkpoints/resume-b.safetensors",
  ]
}
