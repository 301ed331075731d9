import Foundation
import TestSupport
import Testing

/// The program under real launchers of MPI; skipped where they are not installed.
@Suite(.serialized) struct MPITests {
  let program: Program

  init() throws { program = try Program() }

  /// A launcher that is installed.
  struct Launcher: CustomTestStringConvertible {
    let name: String
    let options: [String]
    let environment: [String: String]
    var testDescription: String { name }

    var path: String? {
      let path = "/usr/bin/\(name)"
      return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    static let openMPI = Launcher(
      name: "mpirun.openmpi", options: ["--oversubscribe", "--bind-to", "none"],
      // Open MPI asks the superuser whether that is meant.
      environment: ["OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"])
    static let mpich = Launcher(name: "mpirun.mpich", options: [], environment: [:])
    static let all = [openMPI, mpich].filter { $0.path != nil }
  }

  private func run(
    _ launcher: Launcher, _ count: Int, _ words: String, environment: [String: String] = [:]
  ) throws -> Program.Result {
    try program.run(
      launcher.options + ["-n", "\(count)", Program.path]
        + words.split(separator: " ").map(String.init),
      of: launcher.path, environment: launcher.environment.merging(environment) { $1 })
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"), arguments: Launcher.all)
  func inspectMeasuresWithAllProcesses(launcher: Launcher) throws {
    let result = try run(launcher, 3, "inspect --mpi")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("ranks      3 on 1 host: "), "\(result.output)")
    #expect(result.output.contains("µs for 4096 numbers"))
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("library") }
    #expect(lines.count == 1)
  }

  @Test(.enabled(if: Launcher.all.count > 1, "needs openmpi-bin and mpich"))
  func aLauncherOfAnotherLibraryIsOneSentence() throws {
    let result = try run(
      .mpich, 2, "inspect --mpi", environment: ["PLATEAU_MPI": "libmpi.so.40"])
    #expect(result.code == 2, "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(
      result.errors.contains("the launcher started 2 processes, but ")
        && result.errors.contains(" cannot join them: the launcher belongs to another MPI"),
      "\(result.errors)")
  }

  /// A detector that trains in a moment, whose callbacks cut the rate and restore weights.
  private static let detector = """
    name: together
    epochs: 3
    batch_size: 10
    threads: 1
    data:
      shapes: {train: 47, validation: 23, side: 32, fresh: true}
    network:
      - conv: {filters: 8, stride: 2}
      - conv: {filters: 16, stride: 2, pool: true}
      - conv: {filters: 16, scale: 0.4}
    optimizer: {adam: {learning_rate: 0.01}}
    callbacks:
      - evaluation: {metric: coco}
      - early_stopping: {monitor: val_loss, patience: 50, restore_best_weights: true}
      - reduce_lr_on_plateau: {monitor: val_loss, patience: 0, factor: 0.5, min_delta: 100}
      - csv_logger
      - model_checkpoint: {filepath: 'checkpoints/last.safetensors'}
    """

  private func weights(_ folder: String) throws -> Data {
    try Data(
      contentsOf: URL(
        fileURLWithPath: program.folder + "/\(folder)/checkpoints/last.safetensors"))
  }

  private func writeDetector() throws {
    try Data(Self.detector.utf8).write(
      to: URL(fileURLWithPath: program.folder + "/detector.yaml"))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"), arguments: Launcher.all)
  func processesTrainTheBitsOfOne(launcher: Launcher) throws {
    try writeDetector()
    let alone = try program.run(
      "train detector.yaml --headless --run alone --set threads=2".split(separator: " ")
        .map(String.init))
    #expect(alone.code == 0, "\(alone.errors)")
    let together = try run(launcher, 2, "train detector.yaml --run together")
    #expect(together.code == 0, "\(together.errors)")
    #expect(
      together.output.contains("2 ranks with 1 thread each on 1 host"), "\(together.output)")
    #expect(together.output.contains("that of one process with 2 threads, bit by bit"))
    #expect(try program.file("together/log.csv") == program.file("alone/log.csv"))
    #expect(try weights("together") == weights("alone"))
    // Only the leader writes and prints.
    #expect(together.output.split(separator: "\n").count { $0.contains("2 ranks") } == 1)
    #expect(try program.file("together/events.jsonl").contains("\"event\":\"run_ended\""))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"))
  func aRunOfProcessesIsResumedByOneAndBack() throws {
    try writeDetector()
    let launcher = Launcher.all[0]
    let steps: [(count: Int, words: String)] = [
      (2, "train detector.yaml --run run --set epochs=1"),
      (1, "train run --resume --headless --set epochs=2 --set threads=2"),
      (2, "train run --resume --set epochs=3 --set threads=1"),
    ]
    for step in steps {
      let result =
        step.count == 1
        ? try program.run(step.words.split(separator: " ").map(String.init))
        : try run(launcher, step.count, step.words)
      #expect(result.code == 0, "\(step.words): \(result.errors)")
    }
    let whole = try run(launcher, 2, "train detector.yaml --run whole")
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
    #expect(try weights("run") == weights("whole"))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"), arguments: Launcher.all)
  func aMistakeInTheRecipeEndsAllProcesses(launcher: Launcher) throws {
    let result = try run(launcher, 2, "train small.yaml --run run --set epochs=none")
    #expect(result.code != 0)
    #expect(result.errors.contains("plateau: --set: "), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run"))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"))
  func aClassifierSaysThatItIsTheSameUpToRounding() throws {
    let result = try run(Launcher.all[0], 2, "train small.yaml --run run --set epochs=1")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output.contains("the result is that of one process up to rounding"),
      "\(result.output)")
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"), arguments: [1, 2])
  func moreThreadsThanProcessorsAreTold(threads: Int) throws {
    let openMPI = try #require(Launcher.openMPI.path)
    let words =
      "-c 0 \(openMPI) --oversubscribe --bind-to none -n 2 \(Program.path) train small.yaml --run run "
      + "--set epochs=1 --set threads=\(threads)"
    let result = try program.run(
      words.split(separator: " ").map(String.init), of: "/usr/bin/taskset",
      environment: Launcher.openMPI.environment)
    #expect(result.code == 0, "\(result.errors)")
    let advice = "a rank may use only 1 processor for 2 threads: mpirun --bind-to none"
    #expect(result.output.contains(advice) == (threads == 2), "\(result.output)")
  }

  /// A run of two ranks that goes on for long, in the folder `run`.
  private struct LongRun {
    let launcher: Process
    let errors: Pipe

    /// The end of the launcher, and the errors that were printed.
    func end() -> (status: Int32, errors: String) {
      let words = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      launcher.waitUntilExit()
      return (launcher.terminationStatus, words)
    }
  }

  /// Starts a run and waits until it has trained an epoch or two.
  private func startLongRun(patience: Int = 300) throws -> LongRun {
    let run = try launchLongRun(patience: patience)
    let hasTrained = eventually(within: .seconds(60)) { epochs > 1 }
    #expect(hasTrained)
    return run
  }

  private func launchLongRun(patience: Int) throws -> LongRun {
    try writeDetector()
    let launched = Process()
    launched.executableURL = URL(fileURLWithPath: try #require(Launcher.openMPI.path))
    launched.arguments =
      Launcher.openMPI.options + [
        "-n", "2", Program.path, "train", "detector.yaml", "--run", "run", "--set", "epochs=3000",
      ]
    launched.environment = ProcessInfo.processInfo.environment
      .merging(Launcher.openMPI.environment) { $1 }
      .merging(["PLATEAU_MPI_PATIENCE": "\(patience)"]) { $1 }
    launched.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    let errors = Pipe()
    launched.standardError = errors
    launched.standardOutput = FileHandle.nullDevice
    try launched.run()
    return LongRun(launcher: launched, errors: errors)
  }

  /// The epochs in the log of the run.
  private var epochs: Int {
    let lines = (try? program.file("run/log.csv")) ?? ""
    return lines.split(whereSeparator: \.isNewline).count - 1
  }

  /// Trains the run for another epoch, and expects what a run has that nobody disturbed.
  private func expectResumedRunIsUndisturbed() throws {
    let wanted = epochs + 1
    let resumed = try run(.openMPI, 2, "train run --resume --set epochs=\(wanted)")
    #expect(resumed.code == 0, "\(resumed.errors)")
    let whole = try run(.openMPI, 2, "train detector.yaml --run whole --set epochs=\(wanted)")
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
    #expect(try weights("run") == weights("whole"))
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"))
  func aRankThatIsSilentIsNamedAndTheRunResumes() throws {
    let long = try startLongRun(patience: 6)
    let follower = try #require(Self.process(inside: program.folder, rank: 1))
    #expect(kill(follower, SIGSTOP) == 0)
    let end = long.end()
    kill(follower, SIGKILL)
    #expect(end.status != 0)
    #expect(
      end.errors.contains("rank 1 has not answered rank 0 for 6 seconds"), "\(end.errors)")
    try expectResumedRunIsUndisturbed()
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"), arguments: [0, 1])
  func aRankThatIsStoppedBeforeItTrainsIsNotAwaitedForEver(rank: Int) throws {
    let long = try launchLongRun(patience: 2)
    let isThere = eventually(within: .seconds(20)) {
      Self.process(inside: program.folder, rank: rank) != nil
    }
    #expect(isThere)
    let stopped = try #require(Self.process(inside: program.folder, rank: rank))
    #expect(kill(stopped, SIGSTOP) == 0)
    let end = long.end()
    kill(stopped, SIGKILL)
    #expect(end.status != 0)
    let other = 1 - rank
    #expect(
      end.errors.contains("rank \(rank) has not answered rank \(other) for 2 seconds")
        || end.errors.contains("another rank has not answered rank \(other)")
        || end.errors.contains("rank \(other): not all ranks have started within 2 seconds"),
      "\(end.errors)")
  }

  /// A pause longer than the patience is no silence; the end of the leader in it is.
  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"))
  func aLeaderThatIsCutOffInAPauseIsNamedAndTheRunResumes() throws {
    let long = try startLongRun(patience: 6)
    let told = try program.run(["tell", "run", "pause"])
    #expect(told.code == 0, "\(told.errors)")
    usleep(9_000_000)
    #expect(long.launcher.isRunning)
    let leader = try #require(Self.process(inside: program.folder, rank: 0))
    #expect(kill(leader, SIGSTOP) == 0)
    let end = long.end()
    kill(leader, SIGKILL)
    #expect(end.status != 0)
    #expect(
      end.errors.contains("rank 0 has not answered rank 1 for 6 seconds"), "\(end.errors)")
    try expectResumedRunIsUndisturbed()
  }

  /// A signal that ends ranks in the middle of a run.
  struct Blow: CustomTestStringConvertible {
    let testDescription: String
    let signal: Int32
    let ranks: [Int]

    static let all = [
      Blow(testDescription: "a trap in a follower", signal: SIGILL, ranks: [1]),
      Blow(testDescription: "an abort of the leader", signal: SIGABRT, ranks: [0]),
      Blow(testDescription: "the kill of a follower", signal: SIGKILL, ranks: [1]),
      Blow(testDescription: "scancel: TERM to all", signal: SIGTERM, ranks: [0, 1]),
      Blow(testDescription: "scancel after its time: KILL to all", signal: SIGKILL, ranks: [0, 1]),
    ]
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"), arguments: Blow.all)
  func aRunThatIsStruckGoesOnWithTheSameBits(blow: Blow) throws {
    let long = try startLongRun()
    let numbers = try blow.ranks.map {
      try #require(Self.process(inside: program.folder, rank: $0))
    }
    for number in numbers { #expect(kill(number, blow.signal) == 0) }
    let end = long.end()
    #expect(end.status != 0)
    let areGone = eventually(within: .seconds(20)) {
      blow.ranks.allSatisfy { Self.process(inside: program.folder, rank: $0) == nil }
    }
    #expect(areGone)
    try expectResumedRunIsUndisturbed()
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"))
  func otherRanksAreSaidInOneLine() throws {
    try writeDetector()
    let first = try run(.openMPI, 2, "train detector.yaml --run run --set epochs=1")
    #expect(first.code == 0, "\(first.errors)")
    let same = try program.run(
      ["train", "run", "--resume", "--headless", "--set", "epochs=2", "--set", "threads=2"])
    #expect(!same.output.contains("from here on"), "\(same.output)")
    let other = try program.run(
      ["train", "run", "--resume", "--headless", "--set", "epochs=3", "--set", "threads=1"])
    let words =
      "from here on 1 thread instead of 2 threads: the result is the same up to rounding"
    #expect(other.output.contains(words), "\(other.output)")
    #expect(try program.file("run/events.jsonl").contains(words))
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"))
  func threadsThatTheRecipeLeavesOpenAreThoseOfTheProcessors() throws {
    let openMPI = try #require(Launcher.openMPI.path)
    let recipe = Self.detector.replacingOccurrences(of: "threads: 1\n", with: "")
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/open.yaml"))
    let words =
      "-c 0 \(openMPI) --oversubscribe --bind-to none -n 2 \(Program.path) train open.yaml --run run "
      + "--set epochs=1"
    let result = try program.run(
      words.split(separator: " ").map(String.init), of: "/usr/bin/taskset",
      environment: Launcher.openMPI.environment)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("2 ranks with 1 thread each on 1 host"), "\(result.output)")
    #expect(try program.file("run/recipe.yaml").contains("threads: 1"))
    let told = try program.file("run/events.jsonl").split(separator: "\n")
      .filter { $0.contains("\"event\":\"ranks\"") }
    #expect(told.count > 1, "the places, and the work of the epoch")
    #expect(told.last?.contains("\"samples\":") == true, "\(told)")
  }

  /// The process with a rank that a launcher started in a folder.
  private static func process(inside folder: String, rank: Int) -> pid_t? {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(pid_t.init).first { number in
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
      guard let place, place.hasSuffix(folder.split(separator: "/").last ?? "-"),
        let variables = FileManager.default.contents(atPath: "/proc/\(number)/environ")
      else { return false }
      return String(decoding: variables, as: UTF8.self).split(separator: "\0")
        .contains("OMPI_COMM_WORLD_RANK=\(rank)")
    }
  }

  @Test func aLibraryThatIsNotThereIsNamed() throws {
    let result = try program.run(
      ["inspect", "--mpi"], environment: ["PLATEAU_MPI": "libnothing.so"])
    #expect(result.code == 2)
    #expect(result.errors.contains("PLATEAU_MPI: libnothing.so: cannot open"), "\(result.errors)")
    #expect(result.errors.contains("apt-get install openmpi-bin"))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"))
  func inspectAloneNamesTheLibrary() throws {
    let result = try program.run(["inspect", "--mpi", "--json"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("\"interface\":"))
    #expect(result.output.contains("\"hosts\":[]"))
  }

  @Test func aRunWithoutALauncherLoadsNoMPI() throws {
    let result = try program.run(
      ["train", "small.yaml", "--headless", "--run", "alone", "--set", "epochs=1"],
      environment: ["LD_DEBUG": "files", "LD_DEBUG_OUTPUT": program.folder + "/loads"])
    #expect(result.code == 0, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder)
    let loads = try names.filter { $0.hasPrefix("loads.") }.map(program.file).joined()
    #expect(loads.contains("libdnnl"))
    #expect(!loads.contains("libmpi"))
  }

  @Test(.enabled(if: Launcher.openMPI.path != nil, "needs openmpi-bin"))
  func ranksAreStartedAndShown() throws {
    let alone = try program.run(["train", "small.yaml", "--run", "alone"])
    #expect(alone.code == 0)
    let bin = program.folder + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    // This machine may have fewer processors than processes.
    let words = "#!/bin/sh\nexec \(Launcher.openMPI.path ?? "") --oversubscribe \"$@\"\n"
    try Data(words.utf8).write(to: URL(fileURLWithPath: bin + "/mpirun"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/mpirun")
    var environment = Launcher.openMPI.environment
    environment["PATH"] = "\(bin):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    let screen = try program.start(
      ["train", "small.yaml", "--ranks", "2", "--run", "shown"], environment: environment)
    #expect(screen.shows("all epochs done", within: 60), "\(screen.text)")
    screen.type("q")
    #expect(screen.waitForEnd(20) == .exit(0), "\(screen.text)")
    let lines = try program.file("shown/log.csv").split(separator: "\r\n").count
    #expect(try program.file("alone/log.csv").split(separator: "\r\n").count == lines)
  }

  @Test func aRecipeThatIsMissingIsToldBeforeALauncherStarts() throws {
    let result = try program.run(
      ["train", "nothing.yaml", "--ranks", "2"], environment: ["PATH": "/nowhere"])
    #expect(result.code != 0)
    #expect(result.errors.contains("nothing.yaml"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test func ranksWithoutMPIAreRefused() throws {
    let result = try program.run(
      ["train", "small.yaml", "--ranks", "2"], environment: ["PATH": "/nowhere"])
    #expect(result.code == 2)
    #expect(result.errors == "plateau: --ranks needs MPI: apt-get install openmpi-bin\n")
  }
}
