import Foundation
import TestSupport
import Testing

/// Runs that are killed at awkward moments and then continue.
@Suite struct CrashTests {
  static let recipes = [
    Program.recipe,
    """
    name: tiny
    epochs: 8
    batch_size: 16
    data:
      digits: {train: 64, validation: 32}
    network:
      - dense: {units: 8}
    callbacks:
      - csv_logger
      - model_checkpoint
    """,
    """
    name: kit
    epochs: 8
    batch_size: 20
    data:
      digits: {train: 200, validation: 60, noise: 0.6}
    network:
      - dense: {units: 16}
    optimizer:
      adamw: {learning_rate: 0.01, use_ema: true}
    callbacks:
      - swap_ema_weights
      - evaluation: {name: val/mAP}
      - smoothed_metric: {monitor: val/mAP}
      - non_finite_guard: {policy: roll_back}
      - early_stopping: {monitor: val/mAP_smoothed, mode: max, patience: 40, restore_best_weights: true}
      - reduce_lr_on_plateau: {monitor: val_loss, patience: 2, factor: 0.7, restore_best_weights: true}
      - csv_logger
      - tensorboard
      - model_checkpoint: {filepath: "checkpoints/{epoch:02d}-{val_loss:.3f}.safetensors"}
      - model_checkpoint: {monitor: val/mAP, mode: max, save_best_only: true}
    """,
    """
    name: backup
    epochs: 6
    batch_size: 20
    data:
      digits: {train: 200, validation: 60, noise: 0.6}
    network:
      - dense: {units: 16}
    callbacks:
      - evaluation: {name: val/mAP}
      - backup_and_restore: {backup_dir: backup}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max, save_best_only: true}
    """,
    """
    name: shapes
    epochs: 4
    batch_size: 8
    data:
      shapes: {train: 24, validation: 8, side: 32, fresh: true}
    network:
      - conv: {filters: 8, stride: 2}
      - conv: {filters: 8, stride: 2, scale: 0.3}
      - conv: {filters: 8, stride: 2, scale: 0.5}
    detector: {aspect_ratios: [2], last_scale: 0.7}
    callbacks:
      - evaluation: {metric: coco, name: val/mAP}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max, save_best_only: true}
    """,
  ]

  private func whole(_ recipe: String) throws -> (program: Program, files: RunFiles) {
    let program = try Program(recipe: recipe)
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    return (program, try RunFiles(program.folder + "/run"))
  }

  @Test(.enabled(if: Faults.hasCompiler, Faults.noCompiler), arguments: recipes.indices)
  func aRunKilledAtAnyFileOperationLeavesTheFilesOfTheWholeOne(index: Int) throws {
    let recipe = Self.recipes[index]
    let whole = try whole(recipe)
    let faults = try #require(Faults(in: whole.program.folder))
    let counting = try Program(recipe: recipe)
    let process = try counting.launch(
      ["train", "small.yaml", "--run", "run"],
      environment: faults.environment(at: 0, count: counting.folder + "/count"))
    process.waitUntilExit()
    let total = try #require(Int(try counting.file("count")))
    #expect(total > 50)
    for round in 0..<rounds(4) {
      // With enough rounds each operation in its turn, otherwise random ones.
      let number = rounds(4) >= total ? round % total + 1 : Int.random(in: 1...total)
      let program = try Program(recipe: recipe)
      let process = try program.launch(
        ["train", "small.yaml", "--run", "run"],
        environment: faults.environment(at: number, count: program.folder + "/count"))
      process.waitUntilExit()
      // The number of lines about batches depends on the clock.
      #expect(
        process.terminationReason == .uncaughtSignal || number > total - 50,
        "operation \(number) of \(total)")
      try program.finish("operation \(number) of \(total)")
      let differences = try RunFiles(program.folder + "/run").differences(from: whole.files)
      #expect(differences.isEmpty, "operation \(number) of \(total): \(differences)")
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/backup"))
      if !differences.isEmpty { program.temporary?.keep() }
    }
  }

  @Test(arguments: recipes.indices)
  func aRunKilledTwiceAtAnyMomentLeavesTheFilesOfTheWholeOne(index: Int) throws {
    let recipe = Self.recipes[index]
    let whole = try whole(recipe)
    for round in 0..<rounds(1) {
      let program = try Program(recipe: recipe)
      for _ in 0..<2 {
        let isThere = FileManager.default.contents(atPath: program.folder + "/run/events.jsonl")
        let process = try program.launch(
          isThere?.contains(0x0A) == true
            ? ["train", "run", "--resume"] : ["train", "small.yaml", "--run", "run"])
        usleep(.random(in: 1000...600_000))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
      }
      try program.finish("round \(round)")
      let differences = try RunFiles(program.folder + "/run").differences(from: whole.files)
      #expect(differences.isEmpty, "round \(round): \(differences)")
      if !differences.isEmpty { program.temporary?.keep() }
    }
  }
}
