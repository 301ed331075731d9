import ArgumentParser
import BareFoundation
import Cells
import NcursesSurface
import PlateauRuntime
import Recipes
import ScriptRuns
import Sweeps
import SystemFiles
import SystemThreads

/// The runs of a sweep that are still to be trained, and the ways to start them.
struct SweepLaunch {
  private let sweep: SweepFolder
  private let numbers: [Int]
  private let jobs: Int?
  private let options: [String]

  init(_ sweep: SweepFolder, _ numbers: [Int], jobs: Int?, options: [String]) {
    (self.sweep, self.numbers, self.jobs, self.options) = (sweep, numbers, jobs, options)
  }

  /// Trains the runs by a process that goes on when the screen is left, and shows them.
  func show() throws {
    let process = SweepProcess(sweep)
    if process.isRunning, let jobs {
      throw CommandFailure(
        "\(sweep.path): is being trained already; plateau sweep \(sweep.path) --stop, and then --jobs \(jobs), "
          + "changes how many train at a time", .usage)
    }
    if !process.isRunning, !numbers.isEmpty {
      try process.start(
        [Terminal.program, "sweep", sweep.path, "--headless", "--jobs", "\(atOnce)"])
    }
    try Runs.parse([sweep.path]).run()
    guard process.isRunning else { return }
    Terminal.printError(
      "the sweep goes on; plateau watch \(sweep.path) shows it, plateau sweep \(sweep.path) --stop ends it"
    )
  }

  /// Trains the runs as processes of this machine, a few at a time.
  func trainHere() throws {
    let process = SweepProcess(sweep)
    try process.announce()
    let signals = SignalInbox()
    var local = LocalSweep(
      sweep, numbers, atOnce: min(atOnce, numbers.count), program: Terminal.program
    ) { Terminal.write($0.sanitized + "\n") }
    // A closed window ends no training.
    let end = local.run {
      signals.next(timeout: .milliseconds(200)).flatMap { $0 == SIGHUP ? nil : $0 }
    }
    if let signal = end.signal {
      Terminal.printError("\(sweep.path): stopped; plateau sweep \(sweep.path) goes on")
      SignalInbox.die(by: signal)
    }
    if end.failures > 0 {
      let runs = end.failures == 1 ? "run" : "runs"
      throw CommandFailure(
        "\(sweep.path): \(end.failures) \(runs) failed; plateau sweep \(sweep.path) tries again")
    }
  }

  /// The most runs at a time: those that the processors have room for; scripts, whose threads are
  /// unknown, one after the other.
  private var atOnce: Int {
    if let jobs { return jobs }
    return threads.map { max(1, ProcessorSet.usable.count / $0) } ?? 1
  }

  /// The threads of the run that has the most; nil for scripts.
  private var threads: Int? {
    guard sweep.script == nil else { return nil }
    return numbers.map { number in
      let path = sweep.folder(of: sweep.runs[number - 1]) + "/recipe.yaml"
      return (try? RecipeFile.read(path, settings: []))?.threads ?? 1
    }.max()
  }

  /// Runs GNU parallel in place of this process.
  func useParallel() throws {
    let words =
      ["parallel", "--jobs", "\(atOnce)", "--joblog", "\(sweep.path)/parallel.log"] + options
      + ["--arg-file", "\(sweep.path)/commands.txt"]
    guard let command = ScriptCommand(words) else { return }
    if command.isThere { SweepProcess(sweep).leave() }
    let error = command.takeThisProcess()
    throw CommandFailure(
      "\(error); apt-get install parallel, or start the lines of \(sweep.path)/commands.txt")
  }

  /// Writes the script of a job array of SLURM and, unless it is only prepared, submits it.
  func submit(isPrepared: Bool) throws {
    let process = SweepProcess(sweep)
    guard let queued = isPrepared ? [] : process.queued() else {
      throw CommandFailure(
        "squeue does not answer, and may have some of the runs already; try again on a machine of the cluster"
      )
    }
    let left = numbers.filter { !queued.contains($0) }
    if left.isEmpty {
      return try Terminal.print(
        "\(sweep.path): every remaining run is already queued; squeue --me lists them\n")
    }
    let path = "\(sweep.path)/sweep.sbatch"
    let script = BatchScript(
      for: sweep, left, atOnce: jobs, threads: threads, options: options,
      program: Terminal.program.shellWord)
    try FileReplacement.replace(path, with: script.text)
    if isPrepared { return try Terminal.print("\(path): is written; sbatch \(path) submits it\n") }
    let job = try process.submit(path)
    let count = left.count == 1 ? "1 run is" : "\(left.count) runs are"
    try Terminal.print(
      "\(sweep.path): \(count) submitted as job \(job); plateau watch \(sweep.path) shows all\n")
  }
}
