import ArgumentParser
import BareFoundation
import Callbacks
import Cells
import Dashboard
import NcursesSurface
import PlateauRuntime
import Playbacks
import Recipes
import RunFiles
import RunModel
import SystemFiles
import Themes

/// `plateau train`: trains a recipe, in the dashboard or with progress lines.
struct Train: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract:
      "Train a recipe: in the dashboard where there is a terminal, otherwise with progress lines.",
    discussion: """
      The run's folder holds events.jsonl (what happened), commands.jsonl (append a line to steer it), \
      recipe.yaml, log.csv and checkpoints. To steer a run from another terminal:

        plateau tell runs/NAME pause

      Under mpirun or srun, all processes, the ranks, train one run together, each on its part of every batch. \
      {rank} in --run and --set gives each rank its own run instead:

        mpirun -n 4 plateau train RECIPE
        srun -n 4 plateau train RECIPE --run runs/NAME-{rank} --set seed={rank}
      """)

  @Argument(
    help:
      "The recipe, a YAML file; samples/ has some. With --resume it may also be a run's folder.",
    completion: .file())
  var recipe: String?

  @Flag(help: "Print progress lines instead of showing the dashboard.")
  var headless = false

  @Option(name: .customLong("run"), help: "The run's folder (default: runs/DATE-NAME).")
  var folder: String?

  @Flag(
    help: """
      Continue the run in the folder from where it was interrupted or, with --set epochs or patience, from \
      where it ended.
      """)
  var resume = false

  @Option(help: "With --resume: continue from this checkpoint instead of the last whole epoch.")
  var checkpoint: String?

  @Option(
    parsing: .singleValue,
    help:
      "Change a value of the recipe, such as epochs=5 or early_stopping.patience=3. May be repeated."
  )
  var set: [String] = []

  @Option(
    help: """
      Make the changes of this file while training, as plateau export --to recipe writes them.
      """, completion: .file())
  var edits: String?

  @OptionGroup var appearance: AppearanceOptions

  @Option(
    help: """
      When the terminal is lost (a closed window, a broken connection): continue without a screen, or stop \
      cleanly.
      """)
  var onHangup = HangupChoice.goOn

  @Flag(
    help:
      "Check the recipe and its callbacks and try two batches; report memory use and write nothing."
  )
  var check = false

  @Option(help: "Train with this many ranks: processes that train together, which mpirun starts.")
  var ranks: Int?

  @Option(
    help:
      "With --ranks: the machines, such as a,b. They need the program and the data at the same paths."
  )
  var hosts: String?

  func validate() throws {
    if folder?.isEmpty == true || recipe?.isEmpty == true {
      throw ValidationError("the name is empty")
    }
    if recipe == nil, !resume {
      throw ValidationError("which recipe? for example plateau train \(SampleRecipes.first)")
    }
    if resume, check { throw ValidationError("--check checks a recipe; leave --resume out") }
    if checkpoint != nil, !resume { throw ValidationError("--checkpoint is only for --resume") }
    if let ranks, ranks < 1 { throw ValidationError("--ranks takes a number above 0") }
    let numbered = set.filter { $0.contains(LauncherTask.placeholder) }
    if ranks != nil, !numbered.isEmpty || folder?.contains(LauncherTask.placeholder) == true {
      throw ValidationError(
        "--ranks trains one run; {rank} works only when you start mpirun yourself")
    }
    if hosts != nil, ranks == nil { throw ValidationError("--hosts is only for --ranks") }
    if hosts?.isEmpty == true { throw ValidationError("--hosts: name a machine") }
  }

  func perform() throws {
    // The loss of the output's reader must not end the training.
    signal(SIGPIPE, SIG_IGN)
    let task = LauncherTask(ProcessInfo.processInfo.environment)
    if let ranks, !check {
      guard task == nil else {
        throw CommandFailure("--ranks starts the processes; leave it out under a launcher", .usage)
      }
      return try launch(ranks)
    }
    let name = folder ?? (resume ? recipe : nil) ?? ""
    if let task, !name.contains(LauncherTask.placeholder),
      let setting = set.first(where: { $0.contains(LauncherTask.placeholder) })
    {
      // One of them says it for all.
      if task.rank > 0 { throw ExitCode(ExitStatus.usage.rawValue) }
      throw CommandFailure(
        "--set \(setting) needs a run for each rank: --run runs/NAME-{rank}", .usage)
    }
    var own = self
    own.adopt(task?.rank ?? 0)
    if check { return try own.report() }
    do {
      if let task, !name.contains(LauncherTask.placeholder) {
        try own.trainTogether(task)
      } else {
        try own.train().conclude()
      }
    } catch let over as Resumption.NothingToDo {
      try Terminal.print(over.words.sanitized + "\n")
    }
  }

  /// Replaces `{rank}` in the options by the task's number.
  private mutating func adopt(_ rank: Int) {
    folder = folder.map { LauncherTask.text($0, rank: rank) }
    recipe = recipe.map { LauncherTask.text($0, rank: rank) }
    set = set.map { LauncherTask.text($0, rank: rank) }
  }

  /// Has the run trained by several ranks.
  private func launch(_ ranks: Int) throws {
    // A mistake in it is told before there is a launcher.
    let newName = resume ? "" : try RecipeFile.read(recipe ?? "", settings: set, edits: edits).name
    let launch = RankLaunch(
      launcher: try RankLauncher(ranks: ranks, hosts: hosts, program: Terminal.program))
    var arguments = ["train", recipe, resume ? "--resume" : nil].compactMap { $0 } + ["--headless"]
    arguments += set.flatMap { ["--set", $0] }
    if let checkpoint { arguments += ["--checkpoint", checkpoint] }
    if let edits { arguments += ["--edits", edits] }
    guard !headless, Terminal.isInputTerminal, Terminal.isOutputTerminal else {
      arguments += ["--on-hangup", onHangup.rawValue]
      return try launch.train(
        arguments + (folder.map { ["--run", $0] } ?? []), hangup: onHangup.policy)
    }
    let screen = try ScreenOptions.parse(appearance.arguments)
    if resume {
      guard let run = folder ?? recipe.map(RunFolder.path), RunDirectory(at: run) != nil else {
        throw CommandFailure(
          "--resume takes the run's folder, such as plateau train runs/NAME --resume", .usage)
      }
      return try launch.show(
        arguments + (folder.map { ["--run", $0] } ?? []), in: run, screen,
        hangup: onHangup.policy)
    }
    // The screen must know the folder before there is a run in it.
    let run = try folder ?? RunDirectory.makeNew(named: newName).path
    try Folders.make(run)
    try launch.show(arguments + ["--run", run], in: run, screen, hangup: onHangup.policy)
  }

  /// Trains one run with all ranks that a launcher started.
  private func trainTogether(_ task: LauncherTask) throws {
    let processes = try TrainingProcesses(task)
    guard processes.isLeader else { return processes.follow() }
    var leader = self
    // The launcher passes on what is printed, not the terminal.
    leader.headless = true
    let result = Result { try leader.train(processes) }
    switch result {
    case .success(let conclusion): processes.end(conclusion.status) {}
    case .failure(let error):
      let words = "\(error)"
      processes.end(ExitStatus(of: error).rawValue) { Terminal.printError(words) }
    }
    let conclusion = try result.get()
    // Launchers take the death by a signal for a crash.
    if let signal = conclusion.end.signal {
      conclusion.end.failure?.lines.forEach(Terminal.printError)
      throw ExitCode(128 + signal)
    }
    try conclusion.conclude()
  }

  /// Trains the recipe, alone or as the leader of several ranks.
  private func train(_ processes: TrainingProcesses? = nil) throws -> Conclusion {
    let launcher =
      resume
      ? try RunLauncher(
        resuming: Resumption(
          recipe: recipe.map(RunFolder.path), folder: folder.map(RunFolder.path),
          checkpoint: checkpoint.map(RunFolder.path), settings: set))
      : try RunLauncher(newRecipe(processes), folder: folder)
    let session = launcher.makeSession()
    // Before there is a screen: from now on, signals go to the thread that receives requests.
    let signals = SignalInbox()
    let intake = RequestIntake(
      session, hangup: onHangup.policy, nextSignal: { signals.next(timeout: $0) },
      end: { SignalInbox.dieAtOnce(by: $0) })
    do {
      try intake.start()
    } catch {
      launcher.abandon()
      throw error
    }
    let surface = headless ? nil : openSurface()
    if let processes {
      try processes.begin(launcher.recipe, in: launcher.directory.path)
      // A reader that is gone does not end the run.
      try? Terminal.print(processes.summary(launcher.recipe).sanitized + "\n")
    }
    launcher.start(session, processes)
    let setup = ScreenSetup()
    let memory = ViewMemory(of: [launcher.directory.path])
    var state = DashboardState(
      now: WallClock.now, history: launcher.history,
      waitingFor: "\(launcher.recipe.name): preparing data and network",
      themes: setup.selection(appearance.theme, memory))
    setup.apply(to: &state, memory: memory, theme: appearance.theme)
    let end = try RunPresentation(
      session, source: launcher.makeSource(session), intake: intake, surface: surface, state: state,
      // Open MPI gives its processes a terminal of its own, whatever its output goes to.
      isTerminal: processes == nil && Terminal.isOutputTerminal, width: { Terminal.width }
    ).follow()
    return Conclusion(end: end) { try trainOn(launcher.directory.path, $0) }
  }

  /// The recipe of a new run; where a launcher started its ranks, each has as many threads as
  /// processors, unless the recipe says otherwise.
  private func newRecipe(_ processes: TrainingProcesses?) throws -> Recipe {
    let recipe = try RecipeFile.read(recipe ?? "", settings: set, edits: edits)
    guard let processes else { return recipe }
    return try recipe.completed(threads: processes.threads)
  }

  /// The end of a run that this process trained: only now may the process end.
  private struct Conclusion {
    let end: RunPresentation.End
    let trainOn: (Continuation) throws -> Void

    /// The exit code that tells how the run ended.
    var status: Int32 {
      end.signal.map { 128 + $0 } ?? end.failure?.status.rawValue ?? 0
    }

    /// Ends the process as the run ended, or trains on.
    func conclude() throws {
      if let signal = end.signal {
        end.failure?.lines.forEach(Terminal.printError)
        SignalInbox.die(by: signal)
      }
      if let failure = end.failure { throw failure }
      if let continuation = end.continuation { try trainOn(continuation) }
    }
  }

  /// Trains a run on in place of this process, which has let go of its files.
  private func trainOn(_ folder: String, _ continuation: Continuation) throws {
    var arguments = ["train", folder, "--resume", "--on-hangup", onHangup.rawValue]
    arguments += continuation.settings.flatMap { ["--set", $0] }
    arguments += appearance.arguments
    throw CommandFailure(
      "plateau cannot be started again: \(ProcessImage.replace(with: arguments))")
  }

  private func report() throws {
    let recipe = try RecipeFile.read(recipe ?? "", settings: set, edits: edits)
    try RunLimits.check(for: recipe)
    let check = try recipe.check(folder: folder ?? "", noise: LastRun.noise(of: recipe.name))
    let findings = check.findings + (try recipe.foreignFiles(in: folder ?? ""))
    for finding in findings { try Terminal.print(finding.text + "\n") }
    let isImpossible = findings.contains(where: \.isImpossible)
    let summary =
      isImpossible
      ? "cannot be trained"
      : findings.isEmpty ? "no problems found" : "can be trained; see the remarks above"
    try Terminal.print("memory: about \(check.peakMemory >> 20) MB at its peak\n")
    try Terminal.print("\(recipe.name.sanitized): \(summary)\n")
    if isImpossible { throw ExitStatus.usage.code }
  }

  /// The dashboard's surface; nil where there can be none, after the reason was printed.
  private func openSurface() -> NcursesSurface? {
    guard Terminal.isInputTerminal, Terminal.isOutputTerminal else { return nil }
    do {
      return try NcursesSurface(colorDepth: appearance.color?.depth, mouse: true)
    } catch {
      Terminal.printError("\(error); training without the dashboard")
      return nil
    }
  }
}
