import Callbacks
import Datasets
import Learners
import Messages
import Networks
import RunModel
import TestSupport
import Testing
import Training

/// Data that some members of a group cannot read.
@Suite struct TogetherDataTests {
  /// Scenes of which some cannot be read.
  private struct Damaged: SceneSource {
    let scenes: any SceneSource
    let damaged: Set<Int>

    var count: Int { scenes.count }
    var classes: [String] { scenes.classes }

    func scene(_ index: Int, epoch: Int) throws(DatasetError) -> Scene {
      if damaged.contains(index) { throw DatasetError("image \(index)", "it is damaged") }
      return try scenes.scene(index, epoch: epoch)
    }
  }

  private struct Outcome {
    var losses: [Double] = []
    var warnings: Set<String> = []
    var failure: String?
    /// The examples that each member trained on, and its seconds of steps.
    var samples: [Int] = []
    var seconds: [Double] = []
    var hosts: [String] = []
  }

  /// Trains two epochs; followers return an empty outcome.
  private static func train(
    damaged: Set<Int>, _ messages: (any Messages)?
  ) throws -> Outcome {
    let group = messages.map { TrainingGroup($0) }
    group?.hosts = ["a", "b"]
    let generator = ShapesGenerator(seed: 3, side: 32)
    let architecture = SSDArchitecture(
      side: 32,
      blocks: [
        ConvolutionBlock(filters: 8, stride: 2), ConvolutionBlock(filters: 16, stride: 2),
        ConvolutionBlock(filters: 16),
      ], taps: [2], scales: [0.4, 0.7], classes: 3)
    let network = try SSDDetector(
      architecture, optimizer: .adam(learningRate: 0.005), maximumBatch: 8,
      threads: messages == nil ? 2 : 1, exchange: group, seed: 1)
    let learner = DetectorLearner(
      network: network, train: Damaged(scenes: generator.scenes(30, .train), damaged: damaged),
      validation: Damaged(scenes: generator.scenes(12, .validation), damaged: [0, 5]),
      batchSize: 8, seed: 1, group: group)
    if let group, !group.isLeader {
      try learner.follow(group)
      return Outcome()
    }
    var outcome = Outcome()
    defer { group?.end() }
    do {
      let history = try Trainer(
        learner: group.map { learner.leading($0) } ?? learner, callbacks: [],
        info: RunInfo(name: "x", epochs: 2)
      ) { event in
        if case .warning(_, let text) = event { outcome.warnings.insert(text) }
        for (rank, load) in (group?.takeLoads() ?? []).enumerated() {
          if outcome.samples.count == rank {
            outcome.samples.append(0)
            outcome.seconds.append(0)
            outcome.hosts.append(load.host)
          }
          outcome.samples[rank] += load.samples
          outcome.seconds[rank] += load.seconds
        }
      }.fit()
      outcome.losses = (history["loss"] ?? []) + (history["val_loss"] ?? [])
    } catch {
      outcome.failure = "\(error)"
    }
    return outcome
  }

  @Test(arguments: [2, 3])
  func imagesThatCannotBeReadAreLeftOutAndTold(size: Int) throws {
    // One member's part of a batch may be missing as a whole.
    let damaged: Set = [0, 1, 2, 3, 7, 11, 12, 19, 28]
    let alone = try Self.train(damaged: damaged, nil)
    let together = try MemberGroup.run(size) { try Self.train(damaged: damaged, $0) }[0]
    #expect(alone.losses.count == 4 && together.losses.count == 4)
    // As many threads have the same bits.
    if size == 2 { #expect(alone.losses == together.losses) }
    for (one, other) in zip(alone.losses, together.losses) {
      #expect(abs(one - other) < 1e-4 * abs(one), "\(alone.losses) \(together.losses)")
    }
    #expect(alone.warnings.count == damaged.union([0, 5]).count)
    #expect(together.warnings == alone.warnings)
  }

  @Test func theLeaderLearnsTheWorkOfAll() throws {
    let outcome = try MemberGroup.run(3) { try Self.train(damaged: [], $0) }[0]
    // Batches of 8, 8, 8 and 6 in parts of 3 + 3 + 2 and 2 + 2 + 2, in at least one of two epochs.
    #expect([[11, 11, 8], [22, 22, 16]].contains(outcome.samples), "\(outcome.samples)")
    #expect(outcome.seconds.allSatisfy { $0 > 0 })
    #expect(outcome.hosts == ["a", "b", ""])
  }

  @Test func dataWithoutAnImageEndTheRunOnce() throws {
    let outcomes = try MemberGroup.run(2) { try Self.train(damaged: Set(0..<30), $0) }
    #expect(
      outcomes[0].failure?.contains("no image to train with can be read") == true,
      "\(outcomes[0])")
  }
}
