import Foundation
import TestSupport
import Testing

/// The program under real launchers of MPI; skipped where they are not installed.
///
/// One test after the other: several processes train in each.
@Suite(.serialized) enum MPITests {}

extension MPITests {
  /// What a launcher starts, and what is said of it.
  @Suite struct LaunchTests {
    let program: Program

    init() throws { program = try Program() }

    /// Runs this program with two processes that share a processor.
    private func runOnOneProcessor(_ words: String) throws -> Program.Result {
      let openMPI = try #require(MPILauncher.openMPI.path)
      let launch = "-c 0 \(openMPI) --oversubscribe --bind-to none -n 2 \(Program.path) \(words)"
      return try program.run(
        launch.split(separator: " ").map(String.init), of: "/usr/bin/taskset",
        environment: MPILauncher.openMPI.environment)
    }

    @Test(
      .enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"),
      arguments: MPILauncher.all)
    func inspectMeasuresWithAllProcesses(launcher: MPILauncher) throws {
      let result = try program.run(on: launcher, 3, "inspect --mpi")
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.contains("ranks      3 on 1 host: "), "\(result.output)")
      #expect(result.output.contains("µs for 4096 numbers"))
      let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("library") }
      #expect(lines.count == 1)
    }

    @Test(.enabled(if: MPILauncher.all.count > 1, "needs openmpi-bin and mpich"))
    func aLauncherOfAnotherLibraryIsOneSentence() throws {
      let result = try program.run(
        on:
          .mpich, 2, "inspect --mpi", environment: ["PLATEAU_MPI": "libmpi.so.40"])
      #expect(result.code == 2, "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      #expect(
        result.errors.contains("the launcher started 2 processes, but ")
          && result.errors.contains(" cannot join them: the launcher belongs to another MPI"),
        "\(result.errors)")
    }

    @Test(
      .enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"),
      arguments: MPILauncher.all)
    func aMistakeInTheRecipeEndsAllProcesses(launcher: MPILauncher) throws {
      let result = try program.run(on: launcher, 2, "train small.yaml --run run --set epochs=none")
      #expect(result.code != 0)
      #expect(result.errors.contains("plateau: --set: "), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/run"))
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"), arguments: [1, 2])
    func ranksThatShareAProcessorAreTold(threads: Int) throws {
      let result = try runOnOneProcessor(
        "train small.yaml --run run --set epochs=1 --set threads=\(threads)")
      #expect(result.code == 0, "\(result.errors)")
      let advice = "warning: ranks: 2 ranks take turns on 1 processor of "
      #expect(result.output.contains(advice), "\(result.output)")
      #expect(result.output.components(separatedBy: "take turns").count == 2)
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"))
    func threadsThatTheRecipeLeavesOpenAreThoseOfTheProcessors() throws {
      let recipe = Program.detector.replacingOccurrences(of: "threads: 1\n", with: "")
      try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/open.yaml"))
      let result = try runOnOneProcessor("train open.yaml --run run --set epochs=1")
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.contains("2 ranks with 1 thread each on 1 host"), "\(result.output)")
      #expect(try program.file("run/recipe.yaml").contains("threads: 1"))
      let told = try program.file("run/events.jsonl").split(separator: "\n")
        .filter { $0.contains("\"event\":\"ranks\"") }
      #expect(told.count > 1, "the places, and the work of the epoch")
      #expect(told.last?.contains("\"samples\":") == true, "\(told)")
    }

    @Test func aLibraryThatIsNotThereIsNamed() throws {
      let result = try program.run(
        ["inspect", "--mpi"], environment: ["PLATEAU_MPI": "libnothing.so"])
      #expect(result.code == 2)
      #expect(result.errors.contains("PLATEAU_MPI: libnothing.so: cannot open"), "\(result.errors)")
      #expect(
        result.errors.contains("; name another file in PLATEAU_MPI, or unset it"),
        "\(result.errors)")
      #expect(!result.errors.contains("apt-get"), "\(result.errors)")
    }

    @Test(
      .enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"),
      arguments: [("libmpi.so.40", "pmix"), ("libmpich.so.12", "pmi2")])
    func tasksThatSrunStartedWithoutMPIAreTold(library: String, option: String) throws {
      let result = try program.run(
        ["inspect", "--mpi"],
        environment: [
          "PLATEAU_MPI": library, "SLURM_STEP_NUM_TASKS": "2", "SLURM_PROCID": "0",
          "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
        ])
      // The library may be missing on this machine.
      if result.errors.contains("cannot open shared object file") { return }
      #expect(result.code == 2)
      #expect(
        result.errors.contains("start them with srun --mpi=\(option) for "), "\(result.errors)")
    }

    @Test(.enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"))
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

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"))
    func ranksAreStartedAndShown() throws {
      let alone = try program.run(["train", "small.yaml", "--run", "alone"])
      #expect(alone.code == 0)
      let bin = program.folder + "/bin"
      try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
      // This machine may have fewer processors than processes.
      let words = "#!/bin/sh\nexec \(MPILauncher.openMPI.path ?? "") --oversubscribe \"$@\"\n"
      try Data(words.utf8).write(to: URL(fileURLWithPath: bin + "/mpirun"))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: bin + "/mpirun")
      var environment = MPILauncher.openMPI.environment
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

    /// Says what launchers say that cannot start the ranks.
    @Test(arguments: [
      (
        "--ranks 100", "There are not enough slots available in the system",
        "--ranks 100: more than the launcher has processors for; ask for fewer, or name machines with the "
          + "ranks of each: --hosts a:4,b:4"
      ),
      (
        "--ranks 2 --hosts nohost", "---\\nssh: Could not resolve hostname nohost.",
        "--ranks 2 on nohost: the ranks cannot be started: ssh: Could not resolve hostname nohost; "
          + "mpirun -n 2 --bind-to none --host nohost:2 hostname must work"
      ),
    ])
    func ranksThatCannotBeStartedAreOneSentence(
      options: String, says: String, sentence: String
    ) throws {
      let bin = program.folder + "/bin"
      try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
      let script = """
        #!/bin/sh
        [ "$1" = --version ] && { echo "mpirun (Open MPI) 4"; exit; }
        printf '%b\\n' '\(says)' >&2; exit 1
        """
      try Data(script.utf8).write(to: URL(fileURLWithPath: bin + "/mpirun"))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: bin + "/mpirun")
      let path = "\(bin):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
      let result = try program.run(
        ["train", "small.yaml"] + options.split(separator: " ").map(String.init),
        environment: ["PATH": path])
      #expect(result.code == 2)
      #expect(result.errors == "plateau: \(sentence)\n")
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/runs"))
    }

    @Test(.enabled(if: MPILauncher.mpich.path != nil, "needs mpich"))
    func aStopIsNoCrashForTheLauncher() throws {
      let launcher = MPILauncher.mpich
      try program.writeDetector()
      let words =
        "train detector.yaml --run run --set epochs=100000 --set early_stopping.patience=100000"
      // The signal may be blocked in this process, and then in those that it starts.
      let unblocked = "use POSIX; sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV"
      let result = try program.run(
        ["-e", unblocked, "timeout", "-k", "20", "6", launcher.path ?? ""] + launcher.options
          + ["-n", "2", Program.path] + words.split(separator: " ").map(String.init),
        of: "/usr/bin/perl", environment: launcher.environment)
      #expect(result.output.contains("stopped by SIGTERM"), "\(result.output)")
      #expect(!(result.output + result.errors).contains("BAD TERMINATION"), "\(result.output)")
    }

    @Test func ranksWithoutMPIAreRefused() throws {
      let result = try program.run(
        ["train", "small.yaml", "--ranks", "2"], environment: ["PATH": "/nowhere"])
      #expect(result.code == 2)
      #expect(result.errors == "plateau: --ranks needs MPI: apt-get install openmpi-bin\n")
    }
  }
}
