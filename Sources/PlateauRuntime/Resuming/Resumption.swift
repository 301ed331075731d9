internal import BareFoundation
package import Recipes
package import Recordings
package import RunFiles
package import RunModel
internal import Training

/// An interrupted run, locked by this process, with everything it needs to continue.
package struct Resumption {
  package let directory: RunDirectory
  let journal: Journal
  /// The requests that arrive after the run was locked.
  let commands: CommandFile
  package let recipe: Recipe
  /// The point to continue from; nil when no epoch was finished, so that the run starts over.
  let point: ResumePoint?
  /// The state in `state.json`; nil when there is none or it is damaged.
  let current: ResumeState?
  /// The recording of the run before it is continued.
  package let recording: EventRecording
  /// Sentences about what was repaired or cannot be.
  let remarks: [String]

  /// The run before it is continued.
  package var history: RunHistory { recording.whole }

  /// True for a run that ended before its first state and did not begin with a backup: it starts
  /// over.
  var startsOver: Bool { point == nil && (history.info?.firstEpoch ?? 0) == 0 }

  /// The run is over, and nothing was changed that would let it continue.
  package struct NothingToDo: Error { package let words: String }

  /// Finds a run, locks it and repairs files that an interruption left unfinished.
  ///
  /// - Parameters:
  ///   - recipe: The folder of a run, or a recipe to continue with; nil for the run's own.
  ///   - folder: The folder of the run where `recipe` is not one.
  ///   - checkpoint: A checkpoint of the run; nil for its last whole epoch.
  ///   - settings: The changes of `--set`; they win over changes that were made while the run was
  ///     trained.
  /// - Throws: `NothingToDo`, or an error of one line.
  package init(recipe: String?, folder: String?, checkpoint: String?, settings: [String]) throws {
    let isRun = recipe.map { FileManager.default.fileExists(atPath: $0 + "/events.jsonl") } ?? false
    guard let path = folder ?? (isRun ? recipe : nil) else {
      throw CommandFailure(
        recipe == nil
          ? "--resume takes the run's folder, such as plateau train runs/NAME --resume"
          : "\(recipe ?? ""): holds no run; name its folder, such as plateau train runs/NAME --resume",
        recipe == nil ? .usage : .failure)
    }
    let directory = RunDirectory(path: path)
    self.directory = directory
    guard FileManager.default.fileExists(atPath: directory.events) else {
      throw CommandFailure("\(path): holds no run; it has no events.jsonl")
    }
    // From here to the end, no other process has the run.
    journal = try Journal(path: directory.events, isNew: false)
    // Requests from now on are for this process.
    commands = CommandFile(path: directory.commands, fromEnd: true)
    var recording = EventRecording(name: directory.path)
    for event in try RunEvent.all(of: directory.events) { recording.append(event) }
    self.recording = recording
    let history = recording.whole
    let states = SavedStates(directory)
    current = try? states.latest.get()
    let texts = try KeptRecipe(directory, current)
    let trained = try? Recipe(yaml: texts.text, file: directory.recipe)
    let unfinished = try? trained?.unfinishedFiles(in: path)
    var remarks = Self.keeper(directory, current).repair(unfinished: unfinished ?? [])
    remarks += texts.remarks
    // The first epoch's state is written after the event of its end.
    let state = try states.state(of: checkpoint, hasEpochs: history.epochs.count > 1)
    let own = try Recipe(yaml: texts.text, file: directory.recipe, settings: settings)
    if let recipe, !isRun {
      self.recipe = try Recipe(
        yaml: try RecipeFile.text(of: recipe), file: recipe, settings: settings)
    } else {
      try texts.refuseForeign()
      self.recipe = own
    }
    remarks += states.damagedModels()
    self.remarks = remarks
    let (used, known) = (self.recipe, history)
    point = try state.map {
      try Self.point(
        at: $0, of: states, recipe: used, kept: texts, history: known, checkpoint: checkpoint,
        settings: settings)
    }
  }

  /// Creates the point to continue from, and refuses one from which nothing is left to do.
  private static func point(
    at state: ResumeState, of states: SavedStates, recipe: Recipe, kept: KeptRecipe,
    history: RunHistory, checkpoint: String?, settings: [String]
  ) throws -> ResumePoint {
    var state = state
    let directory = states.directory
    // The callbacks' fields in the state come from this one.
    let basis = try Recipe(yaml: state.recipe?.text ?? kept.text, file: directory.recipe)
    var changes = try recipe.changes(from: basis)
    changes.parameters.merge(retaken(by: settings, from: state)) { $0.union($1) }
    try states.refuseOther(state, changes, lastEpoch: history.epochs.last?.epoch)
    // A rate that is set now wins over the one that training had reached.
    if recipe.learningRate != basis.learningRate {
      state.learningRate = recipe.learningRate
    }
    // So does a number of epochs.
    let isEpochsGiven = settings.contains { $0.hasPrefix("epochs=") }
    if isEpochsGiven || recipe.epochs != basis.epochs { state.epochs = nil }
    let epochs = state.epochs ?? recipe.epochs
    let folder = checkpoint.map(SavedStates.folder(of:)) ?? directory.path
    var point = ResumePoint(
      state: state, folder: folder.isEmpty ? "." : folder, keeping: changes.parameters,
      keepsOrder: changes.isOtherOrder)
    point.epochs = history.epochs
    point.isToFinish =
      (history.end == nil || !(history.end?.unwritten.isEmpty ?? true)) && changes.isEmpty
      && checkpoint == nil && (state.reason != nil || state.epoch == epochs)
    if !point.isToFinish {
      try refuseFinished(
        state, recipe.name, epochs, history.callbacks, isChanged: !changes.isEmpty)
    }
    do { try point.verify() } catch { throw states.hint(after: "\(error)", besides: checkpoint) }
    return point
  }

  /// The parameters that `--set` gives another value than a person did meanwhile, also where that is
  /// the recipe's own.
  private static func retaken(
    by settings: [String], from state: ResumeState
  ) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1)
      let path = parts.first?.split(separator: ".").map(String.init) ?? []
      guard parts.count == 2, path.count == 2,
        let link = state.callbacks.first(where: { $0.id == path[0] }),
        let saved = link.fields.first(where: { $0.name == path[1] }),
        (try? saved.parse(String(parts[1]))) != saved.value
      else { continue }
      names[path[0], default: []].insert(path[1])
    }
    return names
  }

  /// Creates the keeper of the run's states.
  static func keeper(
    _ directory: RunDirectory, _ current: ResumeState?, recipe: String? = nil
  ) -> ResumeKeeper {
    ResumeKeeper(
      folder: directory.path, current: current, recipe: recipe,
      read: { try? ResumeState(path: $0) }, write: { try $0.write(to: $1) })
  }

  private static func refuseFinished(
    _ state: ResumeState, _ name: String, _ epochs: Int, _ callbacks: [CallbackState],
    isChanged: Bool
  ) throws {
    let done = "\(state.epoch) \(state.epoch == 1 ? "epoch" : "epochs")"
    var advice: [String] = []
    var words = ""
    if case .callback(let callback, _, _)? = state.reason, !isChanged, let reason = state.reason {
      words = reason.sentence
      let stopper = callbacks.first { $0.name == callback && $0.field("patience") != nil }
      advice.append(
        stopper.map { "--set \($0.id).patience=\(max(20, 2 * ($0.patience ?? 0)))" }
          ?? "--set with more for the callback that stopped it")
    }
    if state.epoch > epochs {
      words =
        words.isEmpty ? "it has trained \(done), more than the \(epochs) asked for" : words
      advice.append("--set epochs=\(state.epoch + 10)")
    } else if state.epoch == epochs {
      words =
        !words.isEmpty
        ? words : epochs == 1 ? "it has trained its only epoch" : "it has trained all \(done)"
      advice.append("--set epochs=\(state.epoch + 10)")
    }
    guard !advice.isEmpty else { return }
    throw NothingToDo(
      words: "\(name): \(words); \(advice.joined(separator: " ")) continues it")
  }
}
