import Callbacks
import Foundation
import Learners
import Messages
import Networks
import RunModel
import TestSupport
import Testing
import Training

@testable import Recipes

/// One run trained by several members of a group, in threads of this process.
@Suite struct TogetherTests {
  /// The callbacks change the rate, keep and restore weights, and swap in the average.
  private static let detector = """
    name: x
    epochs: 4
    batch_size: 10
    data:
      shapes: {train: 47, validation: 23, side: 32, fresh: true}
    network:
      - conv: {filters: 8, stride: 2}
      - conv: {filters: 16, stride: 2, pool: true}
      - conv: {filters: 16, scale: 0.4}
    optimizer: {adam: {learning_rate: 0.01, use_ema: true, ema_momentum: 0.5}}
    callbacks:
      - swap_ema_weights: {swap_on_epoch: true}
      - evaluation: {metric: coco}
      - early_stopping: {monitor: val_loss, patience: 50, restore_best_weights: true}
      - reduce_lr_on_plateau: {monitor: val_loss, patience: 1, factor: 0.5, min_delta: 100}
      - csv_logger
      - model_checkpoint: {filepath: 'checkpoints/last.safetensors'}
    """

  private static let classifier = """
    name: x
    epochs: 3
    batch_size: 20
    data:
      digits: {train: 130, validation: 61, noise: 0.3}
    network:
      - dense: {units: 32}
    callbacks:
      - evaluation: {name: val/mAP}
      - csv_logger
    """

  /// Everything that training leaves behind.
  private struct Outcome: Equatable {
    var log: String
    var weights: [UInt8]
    var samples: [SampleImage] = []
    var reports: [DetectionReport] = []
  }

  /// Trains in a folder as one of the members; followers return nil.
  private static func train(
    _ recipe: Recipe, in folder: String, _ messages: (any Messages)? = nil,
    resuming point: ResumePoint? = nil, keeper: ResumeKeeper? = nil
  ) throws -> Outcome? {
    let group = messages.map { TrainingGroup($0) }
    if let group, !group.isLeader {
      try recipe.follow(group)
      return nil
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var outcome = Outcome(log: "", weights: [])
    defer { group?.end() }
    try recipe.makeTrainer(folder: folder, group: group, resuming: point, keeper: keeper) { event in
      if case .samplesChosen(let samples) = event { outcome.samples += samples }
      if case .detected(_, let report) = event { outcome.reports.append(report) }
    }.fit()
    outcome.log = try String(contentsOfFile: folder + "/log.csv", encoding: .utf8)
    let weights = try? Data(
      contentsOf: URL(fileURLWithPath: folder + "/checkpoints/last.safetensors"))
    outcome.weights = weights.map { Array($0) } ?? []
    return outcome
  }

  private let temporary = TemporaryFolder()

  @Test(arguments: [(1, 2, 2, 1), (1, 4, 2, 2), (1, 4, 4, 1), (1, 3, 3, 1), (2, 4, 8, 1)])
  func aDetectorHasTheSameBitsWhereverItsThreadsAre(
    size: Int, threads: Int, otherSize: Int, otherThreads: Int
  ) throws {
    let outcomes = try [(size, threads), (otherSize, otherThreads)].map { size, threads in
      let recipe = try Recipe(
        yaml: Self.detector, file: "x.yaml", settings: ["threads=\(threads)"])
      let folder = temporary.path("\(size)x\(threads)")
      if size == 1 { return try Self.train(recipe, in: folder) }
      return try MemberGroup.run(size) { try Self.train(recipe, in: folder, $0) }[0]
    }
    let first = try #require(outcomes[0])
    #expect(first.log.split(whereSeparator: \.isNewline).count == 5)
    #expect(first.log.contains(",0.005"), "the rate was cut: \(first.log)")
    #expect(first.samples.count == 8 && first.reports.count == 4)
    #expect(!first.weights.isEmpty)
    #expect(outcomes[0]?.log == outcomes[1]?.log)
    #expect(outcomes[0] == outcomes[1])
  }

  @Test func aRunGoesOnWithTheSameBitsOnAnyNumberOfMembers() throws {
    final class Kept: @unchecked Sendable { var state: ResumeState? }
    let recipe = try Recipe(yaml: Self.detector, file: "x.yaml", settings: ["threads=1"])
    let two = try Recipe(yaml: Self.detector, file: "x.yaml", settings: ["threads=2"])
    let whole = try Self.train(two, in: temporary.path("whole"))
    #expect(whole?.weights.isEmpty == false)
    for (name, isAloneFirst) in [("first alone", true), ("first together", false)] {
      let (folder, kept) = (temporary.path(name), Kept())
      @Sendable func run(_ epochs: Int, _ isAlone: Bool, _ point: ResumePoint?) throws -> Outcome? {
        var recipe = isAlone ? two : recipe
        recipe.epochs = epochs
        let chosen = recipe
        let body: @Sendable ((any Messages)?) throws -> Outcome? = { messages in
          try Self.train(
            chosen, in: folder, messages, resuming: point,
            keeper: ResumeKeeper(folder: folder) { state, path in
              if path.hasSuffix("/state.json") { kept.state = state }
            })
        }
        return isAlone ? try body(nil) : try MemberGroup.run(2) { try body($0) }[0]
      }
      _ = try run(2, isAloneFirst, nil)
      let point = ResumePoint(state: try #require(kept.state), folder: folder)
      let resumed = try run(4, !isAloneFirst, point)
      #expect(resumed?.log == whole?.log, "\(name)")
      #expect(resumed?.weights == whole?.weights, "\(name)")
    }
  }

  @Test(arguments: [2, 3]) func aClassifierIsTheSameUpToRounding(size: Int) throws {
    let recipe = try Recipe(yaml: Self.classifier, file: "x.yaml", settings: ["threads=1"])
    let whole = try Self.train(recipe, in: temporary.path("alone"))
    let alone = try #require(whole)
    let outcomes = try MemberGroup.run(size) { [temporary] in
      try Self.train(recipe, in: temporary.path("together"), $0)
    }
    let together = try #require(outcomes[0])
    let numbers = [alone, together].map { outcome in
      outcome.log.split(whereSeparator: \.isNewline).dropFirst().flatMap { line in
        line.split(separator: ",").map { Double($0) ?? .nan }
      }
    }
    #expect(numbers[0].count == numbers[1].count && numbers[0].count > 10)
    for (one, other) in zip(numbers[0], numbers[1]) {
      #expect(abs(one - other) <= 1e-3 * max(1, abs(one)))
    }
  }

  @Test func aMemberWhoseDataAreMissingKeepsNobodyWaiting() throws {
    let recipe = try Recipe(yaml: Self.classifier, file: "x.yaml")
    let missing = try Recipe(
      yaml: Self.classifier.replacing(
        "digits: {train: 130, validation: 61, noise: 0.3}", with: "path: none"),
      file: "x.yaml")
    let reasons = try MemberGroup.run(3) { [temporary] member -> String in
      do {
        _ = try Self.train(
          member.rank == 1 ? missing : recipe, in: temporary.path("run"), member)
        return "ended"
      } catch {
        return "\(error)"
      }
    }
    #expect(reasons[0].hasPrefix("rank 1: none"), "\(reasons)")
    #expect(Array(reasons.dropFirst()) == ["ended", "ended"])
  }

  @Test func otherWeightsOfAMemberAreFound() throws {
    // Another rate stands for a processor that computes otherwise.
    let recipes = try ["0.001", "0.002"].map { rate in
      try Recipe(
        yaml: Self.classifier + "\noptimizer:\n  adam: {learning_rate: \(rate)}", file: "x.yaml")
    }
    let reasons = try MemberGroup.run(2) { [temporary] member -> String in
      do {
        _ = try Self.train(recipes[member.rank], in: temporary.path("run"), member)
        return "ended"
      } catch {
        return "\(error)"
      }
    }
    #expect(reasons[0].hasPrefix("the weights of rank 1 differ"), "\(reasons)")
    #expect(reasons[1] == "ended")
  }
}
