import Foundation
import Learners
import RunLogs
import RunModel
import Training

/// An interrupted run, with everything it needs to go on.
struct Resumption {
  let directory: RunDirectory
  let recipe: Recipe
  let point: ResumePoint
  let history: RunHistory

  /// The run is over and nothing was changed that would make it go on.
  struct NothingToDo: Error { let words: String }

  /// Finds a run.
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
    directory = RunDirectory(path: path)
    guard FileManager.default.fileExists(atPath: directory.events) else {
      throw CommandFailure(
        "\(path): holds no run; it has no events.jsonl")
    }
    let kept = try Recipe(
      yaml: try RecipeFile.text(of: directory.recipe), file: directory.recipe)
    if let recipe, !isRun {
      self.recipe = try Recipe(
        yaml: try RecipeFile.text(of: recipe), file: recipe, settings: settings)
    } else {
      self.recipe = try Recipe(yaml: kept.text, file: directory.recipe, settings: settings)
    }
    var state = try Self.state(of: directory, checkpoint)
    // A rate that is asked for now wins over the one that training had come to.
    if self.recipe.optimizer.learningRate != kept.optimizer.learningRate {
      state.learningRate = self.recipe.optimizer.learningRate
    }
    let changes = try self.recipe.changes(from: kept)
    try Self.refuseFinished(state, self.recipe, isChanged: !changes.isEmpty)
    let stateFolder = checkpoint.map { ($0 as NSString).deletingLastPathComponent } ?? path
    point = ResumePoint(
      state: state, folder: stateFolder.isEmpty ? "." : stateFolder, keeping: changes.parameters,
      keepsOrder: changes.isOtherOrder)
    // Only to find out whether another process trains this run.
    _ = try AppendFile(path: directory.events, isAlone: true)
    history = try RunHistory(events: directory.events)
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func state(
    of directory: RunDirectory, _ checkpoint: String?
  ) throws -> ResumeState {
    if let checkpoint {
      guard checkpoint.hasSuffix(".safetensors") else {
        throw CommandFailure(
          "\(checkpoint): is no checkpoint; they end in .safetensors", .usage)
      }
      let (file, run) = (Self.resolved(checkpoint), Self.resolved(directory.path))
      guard file.hasPrefix(run + "/") else {
        throw CommandFailure(
          "\(checkpoint): is not in \(directory.path), so not of this run", .usage)
      }
      return try ResumeState(
        path: checkpoint.dropLast(".safetensors".count) + ".state.json")
    }
    guard FileManager.default.fileExists(atPath: directory.state) else {
      throw CommandFailure(
        "\(directory.path): no epoch was finished, so there is nothing to go on from; "
          + "take the folder away and train anew")
    }
    return try ResumeState(path: directory.state)
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
