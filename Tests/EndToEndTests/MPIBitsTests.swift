import Foundation
import Networks
import TestSupport
import Testing

extension MPITests {
  /// Runs of several processes have the results of one.
  @Suite struct BitsTests {
    let program: Program

    init() throws { program = try Program() }

    @Test(
      .enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"),
      arguments: MPILauncher.all, Precision.allCases.filter(\.isSupported))
    func processesTrainTheBitsOfOne(launcher: MPILauncher, precision: Precision) throws {
      try program.writeDetector()
      let set = "--set precision=\(precision.rawValue)"
      let alone = try program.run(
        "train detector.yaml --headless --run alone --set threads=2 \(set)".split(separator: " ")
          .map(String.init))
      #expect(alone.code == 0, "\(alone.errors)")
      let together = try program.run(on: launcher, 2, "train detector.yaml --run together \(set)")
      #expect(together.code == 0, "\(together.errors)")
      #expect(
        together.output.contains("2 ranks with 1 thread each on 1 host"), "\(together.output)")
      #expect(together.output.contains("that of one process with 2 threads, bit by bit"))
      #expect(try program.file("together/log.csv") == program.file("alone/log.csv"))
      #expect(try program.weights("together") == program.weights("alone"))
      // Only the leader writes and prints.
      #expect(together.output.split(separator: "\n").count { $0.contains("2 ranks") } == 1)
      #expect(try program.file("together/events.jsonl").contains("\"event\":\"run_ended\""))
    }

    @Test(.enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"))
    func aRunOfProcessesIsResumedByOneAndBack() throws {
      try program.writeDetector()
      let launcher = MPILauncher.all[0]
      let steps: [(count: Int, words: String)] = [
        (2, "train detector.yaml --run run --set epochs=1"),
        (1, "train run --resume --headless --set epochs=2 --set threads=2"),
        (2, "train run --resume --set epochs=3 --set threads=1"),
      ]
      for step in steps {
        let result =
          step.count == 1
          ? try program.run(step.words.split(separator: " ").map(String.init))
          : try program.run(on: launcher, step.count, step.words)
        #expect(result.code == 0, "\(step.words): \(result.errors)")
      }
      let whole = try program.run(on: launcher, 2, "train detector.yaml --run whole")
      #expect(whole.code == 0, "\(whole.errors)")
      #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
      #expect(try program.weights("run") == program.weights("whole"))
    }

    @Test(.enabled(if: !MPILauncher.all.isEmpty, "needs openmpi-bin or mpich"))
    func aClassifierSaysThatItIsTheSameUpToRounding() throws {
      let result = try program.run(
        on: MPILauncher.all[0], 2, "train small.yaml --run run --set epochs=1")
      #expect(result.code == 0, "\(result.errors)")
      #expect(
        result.output.contains("the result is that of one process up to rounding"),
        "\(result.output)")
    }

    @Test(.enabled(if: MPILauncher.openMPI.path != nil, "needs openmpi-bin"))
    func otherRanksAreSaidInOneLine() throws {
      try program.writeDetector()
      let first = try program.run(on: .openMPI, 2, "train detector.yaml --run run --set epochs=1")
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
  }
}
