import Foundation
import SystemFiles
import TestSupport
import Testing

extension MPITests {
  /// Ranks that fall silent or die in the middle of a run.
  @Suite struct FaultTests {
    let program: Program

    init() throws { program = try Program() }

    /// A run of two ranks that goes on for long, in the folder `run`.
    private struct LongRun {
      let launcher: Process
      let errors: Pipe
      /// The file of what is printed otherwise.
      let output: URL

      /// The end of the launcher, the errors, and what else was printed.
      func end() -> (status: Int32, errors: String, output: String) {
        let words = String(
          decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        launcher.waitUntilExit()
        let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        return (launcher.terminationStatus, words, text)
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
      try program.writeDetector()
      let launched = Process()
      launched.executableURL = URL(fileURLWithPath: try #require(MPILauncher.openMPI.path))
      launched.arguments =
        MPILauncher.openMPI.options + [
          "-n", "2", Program.path, "train", "detector.yaml", "--run", "run", "--set", "epochs=3000",
        ]
      launched.environment = ProcessInfo.processInfo.environment
        .merging(MPILauncher.openMPI.environment) { $1 }
        .merging(["PLATEAU_MPI_PATIENCE": "\(patience)"]) { $1 }
      launched.currentDirectoryURL = URL(fileURLWithPath: program.folder)
      let errors = Pipe()
      launched.standardError = errors
      let output = URL(fileURLWithPath: program.folder + "/output")
      try Data().write(to: output)
      launched.standardOutput = try FileHandle(forWritingTo: output)
      try launched.run()
      return LongRun(launcher: launched, errors: errors, output: output)
    }

    /// The epochs in the log of the run.
    private var epochs: Int {
      let lines = (try? program.file("run/log.csv")) ?? ""
      return lines.split(whereSeparator: \.isNewline).count - 1
    }

    /// Trains the run for another epoch, and expects what a run has that nobody disturbed.
    private func expectResumedRunIsUndisturbed() throws {
      let wanted = epochs + 1
      let resumed = try program.run(on: .openMPI, 2, "train run --resume --set epochs=\(wanted)")
      #expect(resumed.code == 0, "\(resumed.errors)")
      let whole = try program.run(
        on: .openMPI, 2, "train detector.yaml --run whole --set epochs=\(wanted)")
      #expect(whole.code == 0, "\(whole.errors)")
      #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
      #expect(try program.weights("run") == program.weights("whole"))
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"))
    func aRankThatIsSilentIsNamedAndTheRunResumes() throws {
      let long = try startLongRun(patience: 6)
      let follower = try #require(program.process(ofRank: 1))
      #expect(kill(follower, SIGSTOP) == 0)
      let end = long.end()
      kill(follower, SIGKILL)
      #expect(end.status != 0)
      #expect(
        end.errors.contains(
          "rank 1 on \(hostName()) has not answered rank 0 for 6 seconds; the run ends here, and "
            + "plateau train run --resume continues it"), "\(end.errors)")
      try expectResumedRunIsUndisturbed()
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"), arguments: [0, 1])
    func aRankThatIsStoppedBeforeItTrainsIsNotAwaitedForEver(rank: Int) throws {
      let long = try launchLongRun(patience: 2)
      let isThere = eventually(within: .seconds(20)) {
        program.process(ofRank: rank) != nil
      }
      #expect(isThere)
      let stopped = try #require(program.process(ofRank: rank))
      #expect(kill(stopped, SIGSTOP) == 0)
      let end = long.end()
      kill(stopped, SIGKILL)
      #expect(end.status != 0)
      let (other, host) = (1 - rank, hostName())
      #expect(
        end.errors.contains(
          "rank \(rank) on \(host) has not answered rank \(other) for 2 seconds")
          || end.errors.contains("another rank has not answered rank \(other)")
          || end.errors.contains(
            "rank \(other) on \(host): not all ranks have started within 2 seconds"),
        "\(end.errors)")
    }

    /// A pause longer than the patience is no silence; the end of the leader in it is.
    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"))
    func aLeaderThatIsCutOffInAPauseIsNamedAndTheRunResumes() throws {
      let long = try startLongRun(patience: 6)
      let told = try program.run(["tell", "run", "pause"])
      #expect(told.code == 0, "\(told.errors)")
      usleep(9_000_000)
      #expect(long.launcher.isRunning)
      let leader = try #require(program.process(ofRank: 0))
      #expect(kill(leader, SIGSTOP) == 0)
      let end = long.end()
      kill(leader, SIGKILL)
      #expect(end.status != 0)
      #expect(
        end.errors.contains(
          "rank 0 on \(hostName()) has not answered rank 1 for 6 seconds; the run ends here, and "
            + "plateau train run --resume continues it"), "\(end.errors)")
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
        Blow(
          testDescription: "scancel after its time: KILL to all", signal: SIGKILL, ranks: [0, 1]),
      ]
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"), arguments: Blow.all)
    func aRunThatIsStruckGoesOnWithTheSameBits(blow: Blow) throws {
      let long = try startLongRun()
      let numbers = try blow.ranks.map {
        try #require(program.process(ofRank: $0))
      }
      for number in numbers { #expect(kill(number, blow.signal) == 0) }
      let end = long.end()
      #expect(end.status != 0)
      if blow.signal == SIGKILL, blow.ranks == [1] {
        #expect(end.output.contains("; the launcher may not wait for it"), "\(end.output)")
      }
      #expect(!end.output.contains("a second signal"), "\(end.output)")
      let areGone = eventually(within: .seconds(20)) {
        blow.ranks.allSatisfy { program.process(ofRank: $0) == nil }
      }
      #expect(areGone)
      try expectResumedRunIsUndisturbed()
    }
  }
}
