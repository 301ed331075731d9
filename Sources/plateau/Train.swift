import ArgumentParser
import Callbacks
import Cells
import Dashboard
import Foundation
import NcursesSurface
import PlateauRuntime
import Recipes
import RunFiles
import RunModel
import SystemThreads
import Training

/// `plateau train`: with a terminal the dashboard, without one progress lines.
struct Train: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a recipe; with a terminal in the dashboard, else with progress lines.",
    discussion: """
      The run is kept in a folder: events.jsonl (what happened), commands.jsonl (append a line to \
      steer it), recipe.yaml, log.csv and checkpoints. Steer a run from another terminal:

        plateau tell runs/NAME pause

      mpirun and srun start several tasks; {rank} in --run and --set makes each a run of its own:

        srun -n 4 plateau train RECIPE --run runs/NAME-{rank} --set seed={rank}
      """)

  @Argument(help: "The recipe, a YAML file; samples/ has some. With --resume also a run's folder.")
  var recipe: String?

  @Flag(help: "Print progress lines even where the dashboard could be shown.")
  var headless = false

  @Option(name: .customLong("run"), help: "The run's folder (default: runs/DATE-NAME).")
  var folder: String?

  @Flag(
    help: """
      Go on with the run in the folder where it was interrupted, or, with --set epochs or patience, where \
      it had ended.
      """)
  var resume = false

  @Option(help: "With --resume: go on from this checkpoint in place of the last whole epoch.")
  var checkpoint: String?

  @Option(
    parsing: .singleValue,
    help: "Change a value of the recipe, as epochs=5 or early_stopping.patience=3; may be repeated."
  )
  var set: [String] = []

  @Option(help: "The dashboard's theme; plateau themes lists them.")
  var theme: String?

  @Option(help: "Colours: truecolor, 256, 16 or none (default: what the terminal can).")
  var color: ColorChoice?

  @Option(
    help: """
      When the terminal goes away (a closed window, a broken connection): continue without a screen, or \
      stop in order.
      """)
  var onHangup = HangupChoice.goOn

  @Flag(
    help:
      "Check the recipe and its callbacks and try two batches: says the memory it takes; keeps nothing."
  )
  var check = false

  func validate() throws {
    if folder?.isEmpty == true || recipe?.isEmpty == true {
      throw ValidationError("the name is empty")
    }
    if recipe == nil, !resume {
      throw ValidationError("which recipe? for example plateau train samples/digits-mlp.yaml")
    }
    if resume, check { throw ValidationError("--check looks at a recipe; leave --resume out") }
    if checkpoint != nil, !resume { throw ValidationError("--checkpoint goes with --resume") }
    try ThemeFiles.check(theme)
  }

  func perform() throws {
    // A reader of the output that went away must not end the training.
    signal(SIGPIPE, SIG_IGN)
    var task = self
    try task.takePlaceAmongTasks()
    try task.train()
  }

  /// Puts the task's number into the options where a launcher started several; a run each, or none.
  private mutating func takePlaceAmongTasks() throws {
    let task = LauncherTask()
    let name = folder ?? (resume ? recipe : nil) ?? ""
    if let task, !check, !name.contains(LauncherTask.placeholder) {
      throw CommandFailure(task.refusal, .usage)
    }
    let rank = task?.rank ?? 0
    folder = folder.map { LauncherTask.text($0, rank: rank) }
    recipe = recipe.map { LauncherTask.text($0, rank: rank) }
    set = set.map { LauncherTask.text($0, rank: rank) }
  }

  private func train() throws {
    if resume { return try goOn() }
    let recipe = try RecipeFile.read(recipe ?? "", settings: set)
    if check {
      try Self.checkLimits(for: recipe)
      return try report(recipe)
    }
    try refuseImpossible(recipe, in: folder ?? "")
    if let lost = try recipe.foreignFiles(in: folder ?? "").first {
      throw CommandFailure(lost.text)
    }
    try Self.checkLimits(for: recipe)
    let claim = try claim(recipe)
    try train(recipe, in: claim.directory, claim.journal)
  }

  /// Makes a new run's folder, which nobody else has.
  private func claim(_ recipe: Recipe) throws -> (directory: RunDirectory, journal: Journal) {
    guard let folder else {
      return try RunDirectory.claimNew(named: recipe.name, recipe: recipe.text)
    }
    let directory = RunDirectory(path: folder)
    do {
      return (directory, try directory.claim(recipe: recipe.text))
    } catch {
      // Where a run is already, what is asked for is wrong, as where a run stands for the recipe.
      guard RunDirectory(at: folder) != nil else { throw error }
      throw CommandFailure("\(error)", .usage)
    }
  }

  /// Goes on with an interrupted run.
  private func goOn() throws {
    let resumption: Resumption
    do {
      resumption = try Resumption(
        recipe: recipe.map(RunFolder.path), folder: folder.map(RunFolder.path),
        checkpoint: checkpoint.map(RunFolder.path), settings: set)
    } catch let over as Resumption.NothingToDo {
      try Terminal.print(over.words.sanitized + "\n")
      return
    }
    try refuseImpossible(resumption.recipe, in: resumption.directory.path)
    try Self.checkLimits(for: resumption.recipe)
    try train(
      resumption.recipe, in: resumption.directory, resumption.journal, resuming: resumption)
  }

  private func train(
    _ recipe: Recipe, in directory: RunDirectory, _ journal: Journal,
    resuming resumption: Resumption? = nil
  ) throws {
    let session = RunSession(
      directory: directory, journal: journal, commands: resumption?.commands)
    // Before there is a screen: from now on signals go to the thread that obeys.
    let signals = SignalInbox()
    let intake = RequestIntake(
      session, hangup: onHangup.policy, nextSignal: { signals.next(timeout: $0) },
      end: { SignalInbox.dieAtOnce(by: $0) })
    do {
      try intake.start()
    } catch {
      directory.removeUnused(journal)
      throw error
    }
    let surface = headless ? nil : openSurface()
    let noise = LastRun.noise(of: recipe.name)
    let (point, current) = (resumption?.point, resumption?.current)
    let remarks = resumption?.remarks ?? []
    // One that began with a backup begins with it again.
    let startsOver =
      resumption.map { $0.point == nil && ($0.history.info?.firstEpoch ?? 0) == 0 } ?? false
    session.start { inbox, report in
      let keeper = Resumption.keeper(directory, current, recipe: recipe.text)
      var isKept = resumption == nil
      var isTold = false
      let trainer = try recipe.makeTrainer(
        folder: directory.path, resuming: point, keeper: keeper, noise: noise, inbox: inbox
      ) { event in
        // What a run goes on with becomes its recipe once it does go on.
        if !isKept, case .epochStarted = event {
          isKept = true
          do {
            try keeper.announceRecipe()
            try directory.write(recipe: recipe.text)
          } catch {
            report(.warning(from: "resume", text: "\(error)"))
          }
        }
        report(event)
        if !isTold, case .runStarted = event {
          isTold = true
          for remark in remarks { report(.warning(from: "resume", text: remark)) }
        }
      }
      trainer.startsOver = startsOver
      return trainer
    }
    try RunEnding(
      session: session, intake: intake, name: recipe.name, surface: surface,
      themes: ThemeFiles.find(),
      theme: theme,
      history: resumption?.history ?? RunHistory(), preset: WhatIfPreset(recipe).whatIf
    ).follow()
  }

  /// The memory and the threads that training takes must be there before anything is written: the threads of a step,
  /// the trainer, the one that obeys, the batches', and some of the system's libraries.
  private static func checkLimits(for recipe: Recipe) throws {
    let threads = recipe.threads + 5
    try MemoryLimit.check(recipe.plannedBytes, threads: threads)
    try SystemThread.check(threads)
  }

  /// What could not get past its first epoch is not begun.
  private func refuseImpossible(_ recipe: Recipe, in folder: String) throws {
    let impossible = try Self.findings(of: recipe, in: folder).filter(\.isImpossible)
    for finding in impossible { Terminal.printError(finding.text) }
    if !impossible.isEmpty { throw ExitStatus.usage.code }
  }

  private static func findings(of recipe: Recipe, in folder: String) throws -> [ChainFinding] {
    do {
      return try recipe.findings(folder: folder)
    } catch {
      throw CommandFailure("\(error)", .usage)
    }
  }

  private func report(_ recipe: Recipe) throws {
    let check = try recipe.check(folder: folder ?? "", noise: LastRun.noise(of: recipe.name))
    let findings = check.findings + (try recipe.foreignFiles(in: folder ?? ""))
    for finding in findings { try Terminal.print(finding.text + "\n") }
    let isImpossible = findings.contains(where: \.isImpossible)
    let summary =
      isImpossible
      ? "it cannot train"
      : findings.isEmpty ? "no problems found" : "it can be trained, with the remarks above"
    try Terminal.print("memory: about \(check.peakMemory >> 20) MB at its peak\n")
    try Terminal.print("\(recipe.name.sanitized): \(summary)\n")
    if isImpossible { throw ExitStatus.usage.code }
  }

  /// The dashboard's surface; nil, with the reason said, where there can be none.
  private func openSurface() -> NcursesSurface? {
    guard Terminal.isInputTerminal, Terminal.isOutputTerminal else { return nil }
    do {
      return try NcursesSurface(colorDepth: color?.depth)
    } catch {
      Terminal.printError("\(error); training without the dashboard")
      return nil
    }
  }
}

/// The words of `--on-hangup`.
enum HangupChoice: String, ExpressibleByArgument, CaseIterable {
  case goOn = "continue"
  case stop

  var policy: HangupPolicy { self == .goOn ? .continue : .stop }
}

/// The words of `--color`.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case truecolor
  case palette = "256"
  case sixteen = "16"
  case none

  var depth: ColorDepth {
    switch self {
    case .truecolor: .trueColor
    case .palette: .palette
    case .sixteen: .sixteen
    case .none: .none
    }
  }
}
