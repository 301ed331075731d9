import Foundation
import Recipes
import RunFiles
import RunModel
import Training

/// An interrupted run, locked, with everything it needs to go on.
struct Resumption {
  let directory: RunDirectory
  let journal: Journal
  /// The requests that come from the moment on when the run was locked.
  let commands: CommandFile
  let recipe: Recipe
  /// Where it goes on; nil when no epoch was finished, so that it starts over.
  let point: ResumePoint?
  /// The state in `state.json`; nil when there is none or it is damaged.
  let current: ResumeState?
  let history: RunHistory
  /// What was repaired or cannot be, a sentence each.
  let remarks: [String]

  /// The run is over and nothing was changed that would make it go on.
  struct NothingToDo: Error { let words: String }

  /// Finds a run, locks it and repairs what an interruption left unfinished.
  ///
  /// - Parameters:
  ///   - recipe: a run's folder, or a recipe to go on with; nil for the run's own.
  ///   - folder: the run's folder, where `recipe` is none.
  ///   - checkpoint: a checkpoint of the run; nil for its last whole epoch.
  ///   - settings: what `--set` changes; this wins over what was changed while the run went on.
  /// - Throws: `NothingToDo`, or an error of one line.
  init(recipe: String?, folder: String?, checkpoint: String?, settings: [String]) throws {
    let isRun = recipe.map { FileManager.default.fileExists(atPath: $0 + "/events.jsonl") } ?? false
    guard let path = folder ?? (isRun ? recipe : nil) else {
      throw CommandFailure(
        recipe == nil
          ? "--resume takes the run's folder, as plateau train runs/NAME --resume"
          : "\(recipe ?? ""): holds no run; name its folder, as plateau train runs/NAME --resume",
        recipe == nil ? .usage : .failure)
    }
    let directory = RunDirectory(path: path)
    self.directory = directory
    guard FileManager.default.fileExists(atPath: directory.events) else {
      throw CommandFailure("\(path): holds no run; it has no events.jsonl")
    }
    // From here to the end of the run nobody else has it.
    journal = try Journal(path: directory.events, isNew: false)
    // What is asked for from now on is for this process.
    commands = CommandFile(path: directory.commands, fromEnd: true)
    history = try RunHistory(events: directory.events)
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
    guard var state else {
      point = nil
      return
    }
    // The callbacks' fields in the state come from this one.
    let basis = try Recipe(yaml: state.recipe?.text ?? texts.text, file: directory.recipe)
    let changes = try self.recipe.changes(from: basis)
    try states.refuseOther(state, changes, lastEpoch: history.epochs.last?.epoch)
    // A rate that is asked for now wins over the one that training had come to.
    if self.recipe.optimizer.learningRate != basis.optimizer.learningRate {
      state.learningRate = self.recipe.optimizer.learningRate
    }
    let stateFolder = checkpoint.map { ($0 as NSString).deletingLastPathComponent } ?? path
    var point = ResumePoint(
      state: state, folder: stateFolder.isEmpty ? "." : stateFolder, keeping: changes.parameters,
      keepsOrder: changes.isOtherOrder)
    point.epochs = history.epochs
    point.isToFinish =
      (history.end == nil || !(history.end?.unwritten.isEmpty ?? true)) && changes.isEmpty
      && checkpoint == nil
      && (state.reason != nil || state.epoch == self.recipe.epochs)
    self.point = point
    if !point.isToFinish {
      try Self.refuseFinished(state, self.recipe, isChanged: !changes.isEmpty)
    }
    do { try point.verify() } catch { throw states.hint(after: "\(error)", besides: checkpoint) }
  }

  /// What keeps the run's states from now on.
  static func keeper(
    _ directory: RunDirectory, _ current: ResumeState?, recipe: String? = nil
  ) -> ResumeKeeper {
    ResumeKeeper(
      folder: directory.path, current: current, recipe: recipe,
      read: { try? ResumeState(path: $0) }, write: { try $0.write(to: $1) })
  }

  private static func refuseFinished(
    _ state: ResumeState, _ recipe: Recipe, isChanged: Bool
  ) throws {
    let done = "\(state.epoch) \(state.epoch == 1 ? "epoch" : "epochs")"
    var advice: [String] = []
    var words = ""
    if case .callback(let name, _, _)? = state.reason, !isChanged, let reason = state.reason {
      words = reason.sentence
      advice.append(
        name == "EarlyStopping"
          ? "--set early_stopping.patience=20" : "--set with more for the callback that stopped it")
    }
    if state.epoch > recipe.epochs {
      words =
        words.isEmpty ? "\(done) are trained, more than the \(recipe.epochs) asked for" : words
      advice.append("--set epochs=\(state.epoch + 10)")
    } else if state.epoch == recipe.epochs {
      words = words.isEmpty ? "all \(done) are trained" : words
      advice.append("--set epochs=\(state.epoch + 10)")
    }
    guard !advice.isEmpty else { return }
    throw NothingToDo(words: "\(recipe.name): \(words); \(advice.joined(separator: " ")) trains on")
  }
}
