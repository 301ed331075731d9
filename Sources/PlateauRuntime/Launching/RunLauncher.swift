internal import Callbacks
internal import Learners
package import Recipes
package import RunFiles
package import RunModel
internal import SystemThreads
internal import Training

/// The training of a recipe in a folder that this process owns, ready to start.
package struct RunLauncher {
  /// The recipe that is trained.
  package let recipe: Recipe
  /// The run's folder, locked by this process.
  package let directory: RunDirectory
  private let journal: Journal
  private let resumption: Resumption?

  /// Claims the folder of a new run.
  ///
  /// - Parameter folder: The folder's path; nil for one in `runs/` with the date and the recipe's
  ///   name.
  /// - Throws: An error of one line when the recipe cannot be trained here or the folder is taken.
  ///   Nothing has been written then.
  package init(_ recipe: Recipe, folder: String?) throws {
    try Self.refuseImpossible(recipe, in: folder ?? "")
    if let foreign = try recipe.foreignFiles(in: folder ?? "").first {
      throw CommandFailure(foreign.text)
    }
    try RunLimits.check(for: recipe)
    self.recipe = recipe
    resumption = nil
    guard let folder else {
      (directory, journal) = try RunDirectory.claimNew(named: recipe.name, recipe: recipe.text)
      return
    }
    directory = RunDirectory(path: folder)
    do {
      journal = try directory.claim(recipe: recipe.text)
    } catch {
      // A run that is there already makes the request wrong, as an existing file does for the recipe.
      guard RunDirectory(at: folder) != nil else { throw error }
      throw CommandFailure("\(error)", .usage)
    }
  }

  /// Continues an interrupted run, whose folder is claimed already.
  ///
  /// - Throws: An error of one line when the recipe cannot be trained here.
  package init(resuming resumption: Resumption) throws {
    try Self.refuseImpossible(resumption.recipe, in: resumption.directory.path)
    try RunLimits.check(for: resumption.recipe)
    recipe = resumption.recipe
    directory = resumption.directory
    journal = resumption.journal
    self.resumption = resumption
  }

  /// The fold of the run's events before the interruption; empty for a new run.
  package var history: RunHistory { resumption?.history ?? RunHistory() }

  /// Creates the run's session; the trainer does not exist before `start`.
  package func makeSession() -> RunSession {
    RunSession(directory: directory, journal: journal, commands: resumption?.commands)
  }

  /// Creates the source of a screen that shows the session's run.
  package func makeSource(_ session: RunSession) -> SessionSource {
    SessionSource(
      session, recording: resumption?.recording, preset: WhatIfPreset(recipe).whatIf)
  }

  /// Removes the files that `init` wrote for a run that cannot start.
  package func abandon() { directory.removeUnused(journal) }

  /// Creates the trainer on its own thread and trains.
  ///
  /// - Parameter processes: The ranks that train together, whose leader this one is; nil for
  ///   one process.
  package func start(_ session: RunSession, _ processes: TrainingProcesses? = nil) {
    let (group, advice) = (processes?.group, processes?.advice(for: recipe.threads))
    let (recipe, directory) = (recipe, directory)
    let spread = RankSpread(ranks: group?.place.size ?? 1, threads: recipe.threads)
    let note = RankSpread(history).flatMap { spread.note(after: $0, isDetector: recipe.isDetector) }
    let noise = LastRun.noise(of: recipe.name)
    let (point, current) = (resumption?.point, resumption?.current)
    let (isNew, remarks) = (resumption == nil, resumption?.remarks ?? [])
    let startsOver = resumption?.startsOver ?? false
    session.start { inbox, report in
      let keeper = Resumption.keeper(directory, current, recipe: recipe.text)
      var steps = ResumptionSteps(
        recipe: recipe.text, directory: directory, keeper: keeper, isKept: isNew, remarks: remarks,
        note: note)
      var news = group.map { RankNews(hosts: $0.hosts, advice: advice) }
      let trainer = try recipe.makeTrainer(
        folder: directory.path, group: group, resuming: point, keeper: keeper, noise: noise,
        inbox: inbox
      ) { event in
        steps.pass(event, to: report)
        for event in news?.events(after: event, group?.takeLoads()) ?? [] { report(event) }
      }
      trainer.startsOver = startsOver
      return trainer
    }
  }

  /// Refuses a recipe that could not get past its first epoch.
  private static func refuseImpossible(_ recipe: Recipe, in folder: String) throws {
    let findings: [ChainFinding]
    do {
      findings = try recipe.findings(folder: folder)
    } catch {
      throw CommandFailure("\(error)", .usage)
    }
    let impossible = findings.filter(\.isImpossible)
    if !impossible.isEmpty { throw CommandFailure(impossible.map(\.text), .usage) }
  }
}
