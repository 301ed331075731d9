import ArgumentParser
import BareFoundation
import Callbacks
import NcursesSurface
import PlateauRuntime
import Recipes
import RunFiles
import RunModel
import ScriptRuns
import Sweeps
import SystemFiles
import SystemThreads

/// `plateau sweep`: trains a run for each combination of settings.
struct Sweep: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a recipe or a script with every combination of some settings.",
    usage: """
      plateau sweep RECIPE --over KEY=VALUES [--over …] [--random N] [--seeds N] [--with LAUNCHER]
      plateau sweep --over NAME=VALUES [--over …] -- COMMAND
      plateau sweep FOLDER
      """,
    discussion: """
      For example:

        plateau sweep samples/digits-mlp.yaml --over optimizer.adam.learning_rate=1e-4,1e-3 --over early_stopping.patience=3..5
        plateau sweep --over lr=1e-4,1e-3 -- python train.py --lr {lr}

      Each run has a folder of its own in the sweep's folder, and commands.txt has a line to start each. Naming \
      the folder goes on: complete runs are left alone, and those that broke off continue. plateau watch FOLDER \
      shows all runs, and plateau runs FOLDER compares them.

      In the command of a script, {run} stands for the run's folder.
      """)

  @Argument(
    help: "A recipe, or the folder of a sweep to go on with.", completion: .file())
  var source: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      A setting and its values: lr=1e-4,1e-3, early_stopping.patience=3..6, or with --random lr=1e-5..1e-1, \
      drawn evenly or, over a factor of ten and more, evenly on a logarithmic scale.
      """, valueName: "key=values"))
  var over: [String] = []

  @Option(
    parsing: .singleValue, help: "A change of the recipe for all runs, such as epochs=5.")
  var set: [String] = []

  @Option(help: "Draw this many combinations at random instead of taking all.")
  var random: Int?

  @Option(help: "Train each combination with this many seeds: seed=1, seed=2, …")
  var seeds: Int?

  @Option(help: "The sweep's folder (default: sweeps/DATE-NAME).", completion: .directory)
  var folder: String?

  @Option(
    name: .customLong("with"),
    help: "Start the runs here (local), with GNU parallel, or as a job array of SLURM.")
  var launcher = SweepLauncher.local

  @Option(
    help: """
      The most runs at a time (default: as many as the processors have room for; scripts one after the \
      other).
      """)
  var jobs: Int?

  @Option(
    parsing: .singleValue,
    help: "An option for parallel or sbatch: --option=--time=1:00:00. May be repeated.")
  var option: [String] = []

  @Option(help: "Train only the run with this number.")
  var only: Int?

  @Flag(help: "Make the folder and start nothing.")
  var prepare = false

  @Flag(help: "Print a line for each run instead of showing the board.")
  var headless = false

  @Flag(help: "End the runs that plateau sweep trains on this machine, and begin no others.")
  var stop = false

  @Argument(parsing: .postTerminator, help: "The command of a script, after --.")
  var command: [String] = []

  func validate() throws {
    if source != nil, !command.isEmpty {
      throw ValidationError("name a recipe or a command after --, not both")
    }
    if source == nil, command.isEmpty {
      throw ValidationError(
        "sweep what? for example plateau sweep \(SampleRecipes.first) --over early_stopping.patience=3,6"
      )
    }
    for (name, value) in [("--random", random), ("--seeds", seeds), ("--jobs", jobs)] {
      if let value, value < 1 { throw ValidationError("\(name) takes a number above 0") }
    }
    if stop, source == nil { throw ValidationError("--stop needs the sweep's folder") }
    if launcher == .local, !option.isEmpty {
      throw ValidationError("--option is for --with parallel and --with slurm")
    }
  }

  func perform() throws {
    signal(SIGPIPE, SIG_IGN)
    let sweep = try open()
    if let only { return try train(only, of: sweep) }
    if stop { return try Terminal.print(try SweepProcess(sweep).stop() + "\n") }
    let states = sweep.runs.map {
      SweepRunState(at: sweep.folder(of: $0), isScript: sweep.script != nil)
    }
    let numbers = states.indices.filter { states[$0].isToTrain }.map { $0 + 1 }
    let launch = SweepLaunch(sweep, numbers, jobs: jobs, options: option)
    let isShown =
      launcher == .local && !headless && !prepare
      && !(numbers.isEmpty && states.allSatisfy { $0 != .running })
      && Terminal.isInputTerminal && Terminal.isOutputTerminal
    if isShown { return try launch.show() }
    try Terminal.print(Self.summary(sweep, states))
    if numbers.isEmpty || prepare && launcher != .slurm { return }
    switch launcher {
    case .local: try launch.trainHere()
    case .parallel: try launch.useParallel()
    case .slurm: try launch.submit(isPrepared: prepare)
    }
  }

  /// The sweep that is named, or a new one.
  private func open() throws -> SweepFolder {
    if folder?.isEmpty == true { throw CommandFailure("--folder: name a folder", .usage) }
    guard let source, SweepFolder.isSweep(source) else {
      if stop || only != nil || source.map({ FileKind(of: $0) == .folder }) ?? false {
        throw CommandFailure("\(source ?? ""): is not a sweep; name a sweep's folder", .usage)
      }
      return try make()
    }
    let isNew = !over.isEmpty || !set.isEmpty || random != nil || seeds != nil || folder != nil
    if isNew {
      throw CommandFailure(
        "\(source): is a sweep with its settings; make another one for other settings", .usage)
    }
    return try SweepFolder(path: source)
  }

  private func make() throws -> SweepFolder {
    do {
      let text = try source.map(RecipeFile.text)
      let settings = try over.map(SweptSetting.init)
      let plan = try SweepPlan(settings, random: random, seeds: seeds)
      if let random, plan.combinations < random {
        Terminal.printError(
          "--random \(random): the settings have only \(plan.combinations) combinations; all of them are runs"
        )
      }
      if over.isEmpty, seeds == nil {
        throw CommandFailure(
          "name the settings that differ: --over KEY=A,B, or --seeds 3", .usage)
      }
      let program = Terminal.program.shellWord
      guard let source, let text else {
        guard set.isEmpty else {
          throw CommandFailure("--set changes a recipe; write it into the command", .usage)
        }
        let script = SweepScript(command)
        try script.check(plan.runs.first?.settings.map(\.name) ?? [])
        return try SweepFolder(
          at: folder, script: script, name: ScriptCommand(command)?.name ?? "script", plan.runs,
          program: program)
      }
      let name = try Recipe(yaml: text, file: source, settings: set).name
      // What is drawn between two possible ends is possible.
      for setting in settings {
        for end in setting.ends { _ = try recipe(text, ["\(setting.name)=\(end)"]) }
      }
      let texts = try plan.runs.map { try recipe(text, $0.assignments) }
      try Self.refuseEqual(plan.runs)
      return try SweepFolder(
        at: folder, recipe: source, name: name, plan.runs, texts: texts, program: program)
    } catch let error as SweepError {
      throw CommandFailure("\(error)", .usage)
    }
  }

  /// Refuses runs that would be the same, as with the values `1e-3,0.001`.
  private static func refuseEqual(_ runs: [SweepRun]) throws {
    var first: [[String]: Int] = [:]
    for (index, run) in runs.enumerated() {
      let values = run.settings.map { setting in
        Double(setting.value).map { "\($0)" } ?? setting.value
      }
      guard let other = first.updateValue(index, forKey: values) else { continue }
      let words = [other, index].map { runs[$0].assignments.joined(separator: " ") }
      throw CommandFailure(
        "\(words[0]) and \(words[1]) are the same run; give each value once", .usage)
    }
  }

  /// The recipe with some settings, which can be trained here.
  private func recipe(_ text: String, _ assignments: [String]) throws -> String {
    let recipe: Recipe
    do throws(RecipeError) {
      recipe = try Recipe(yaml: text, file: source ?? "", settings: set + assignments)
    } catch {
      throw CommandFailure(
        "--over \(assignments.joined(separator: " ")): \(error.reason)", .usage)
    }
    let findings = try recipe.findings()
    if let impossible = findings.first(where: \.isImpossible) {
      throw CommandFailure(
        "\(assignments.joined(separator: " ")): \(impossible.text)", .usage)
    }
    try RunLimits.check(for: recipe)
    return recipe.text
  }

  /// The number of runs, and how many are complete or running.
  private static func summary(_ sweep: SweepFolder, _ states: [SweepRunState]) -> String {
    let done = states.count { if case .done = $0 { true } else { false } }
    let running = states.count { $0 == .running }
    let broken = states.count { if case .broken = $0 { true } else { false } }
    let parts =
      ["\(states.count) \(states.count == 1 ? "run" : "runs")"]
      + [(done, "complete"), (running, "running"), (broken, "broken off")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(sweep.path): \(parts.joined(separator: ", "))\n"
  }

  /// True when something was saved to continue a run from.
  private static func canGoOn(_ path: String) -> Bool {
    let directory = RunDirectory(path: path)
    guard let history = try? RunHistory(events: directory.events) else { return false }
    return ResumeAdvice.isPossible(for: directory, history)
  }

  /// Trains one run in place of this process.
  private func train(_ number: Int, of sweep: SweepFolder) throws {
    guard sweep.runs.indices.contains(number - 1) else {
      throw CommandFailure("--only \(number): the runs are 1 to \(sweep.runs.count)", .usage)
    }
    let run = sweep.runs[number - 1]
    let path = sweep.folder(of: run)
    let arguments: [String]
    let state = SweepRunState(at: path, isScript: sweep.script != nil)
    if sweep.script == nil, state.isToTrain { _ = try sweep.recipeText(of: run) }
    // A task of a job array has written its number itself.
    if ProcessInfo.processInfo.environment["SLURM_ARRAY_JOB_ID"] == nil {
      SweepProcess(sweep).forgetJobs()
    }
    let begin = ["train", "\(path)/recipe.yaml", "--run", path, "--headless"]
    switch state {
    case .done(let words): return try Terminal.print("\(run.name): \(words)\n")
    case .running: return try Terminal.print("\(run.name): is being trained already\n")
    // Nothing can be read of what it told.
    case .waiting where sweep.script == nil && FileStamp(path: path + "/events.jsonl").size > 0:
      try sweep.restart(run)
      arguments = begin
    case .waiting:
      arguments =
        sweep.script.map {
          ["run", "--headless", "--run", path, "--"] + $0.arguments(for: run, in: path)
        } ?? begin
    case .broken where sweep.script == nil && !Self.canGoOn(path):
      try sweep.restart(run)
      arguments = begin
    case .broken:
      arguments =
        sweep.script.map {
          ["run", "--headless", "--resume", "--run", path, "--"] + $0.arguments(for: run, in: path)
        } ?? ["train", path, "--resume", "--headless"]
    }
    throw CommandFailure(
      "plateau cannot be started again: \(ProcessImage.replace(with: arguments))")
  }
}

/// The values of `--with`.
enum SweepLauncher: String, ExpressibleByArgument, CaseIterable {
  case local
  case parallel
  case slurm
}
