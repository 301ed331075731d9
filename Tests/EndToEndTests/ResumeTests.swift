import Foundation
import TestSupport
import Testing

/// Runs that are interrupted and continue, with the real program.
@Suite struct ResumeTests {
  let program: Program

  init() throws {
    program = try Program()
    try Data(Self.recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/long.yaml"))
  }

  static let recipe = """
    name: long
    epochs: 30
    batch_size: 20
    data:
      digits: {train: 400, validation: 60, noise: 0.6}
    network:
      - dense: {units: 16}
    optimizer:
      adam: {learning_rate: 0.01, use_ema: true}
    callbacks:
      - swap_ema_weights
      - evaluation: {name: val/mAP}
      - smoothed_metric: {monitor: val/mAP}
      - non_finite_guard: {policy: roll_back}
      - early_stopping: {monitor: val/mAP_smoothed, mode: max, patience: 40, restore_best_weights: true}
      - reduce_lr_on_plateau: {monitor: val_loss, patience: 2, factor: 0.7, restore_best_weights: true}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max, save_best_only: true}
    """

  private func rows(_ path: String) -> Int {
    ((try? program.file(path)) ?? "").components(separatedBy: "\r\n").count - 2
  }

  /// Appends a request to the run's commands.
  private func ask(_ command: String) throws {
    let path = program.folder + "/run/commands.jsonl"
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("{\"command\":\"\(command)\"}\n".utf8))
    try file.close()
  }

  @Test func aKilledRunGoesOnAndLeavesTheSameFiles() throws {
    #expect(try program.run(["train", "long.yaml", "--run", "whole"]).code == 0)
    // Epochs take milliseconds, so the run is stepped to the fifth and then killed.
    try FileManager.default.createDirectory(
      atPath: program.folder + "/run", withIntermediateDirectories: true)
    try ask("pause")
    let terminal = try program.start(["train", "long.yaml", "--headless", "--run", "run"])
    for epoch in 1...5 {
      try ask("step_epoch")
      eventually { rows("run/log.csv") >= epoch }
    }
    try ask("resume")
    terminal.send(SIGKILL)
    _ = terminal.waitForEnd(10)
    let interrupted = rows("run/log.csv")
    #expect((5..<30).contains(interrupted))
    let result = try program.run(["train", "run", "--resume"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
    let (a, b) = (program.folder + "/run/checkpoints/", program.folder + "/whole/checkpoints/")
    for name in ["best.safetensors", "best.resume.safetensors"] {
      #expect(FileManager.default.contentsEqual(atPath: a + name, andPath: b + name))
    }
    #expect(try program.file("run/events.jsonl").contains("\"first_epoch\""))
    // Every reader of the log counts each epoch once.
    let table = try program.run(["simulate", "run", "--callbacks", "long.yaml", "--json"])
    #expect(table.output.split(separator: "\n").count == 31)
  }

  @Test func aStoppedRunGoesOnWithMorePatienceOnly() throws {
    let settings = ["--set", "early_stopping.patience=1", "--set", "early_stopping.min_delta=1"]
    let first = try program.run(["train", "long.yaml", "--run", "run"] + settings)
    #expect(first.output.contains("EarlyStopping stopped it after epoch 2"))
    let again = try program.run(["train", "run", "--resume"])
    #expect(again.code == 0)
    #expect(again.output.contains("--set early_stopping.patience=20 continues it"))
    #expect(rows("run/log.csv") == 2)
    let more = try program.run(
      ["train", "run", "--resume", "--set", "early_stopping.patience=4"])
    #expect(more.output.contains("EarlyStopping stopped it after epoch 5"))
    #expect(rows("run/log.csv") == 5)
    #expect(try program.file("run/recipe.yaml").contains("patience: 4"))
  }

  @Test func aFinishedRunTrainsMoreEpochs() throws {
    _ = try program.run(["train", "small.yaml", "--run", "run"])
    let over = try program.run(["train", "--run", "run", "--resume"])
    #expect(over.output.contains("it has trained all 4 epochs; --set epochs=14 continues it"))
    let more = try program.run(["train", "run", "--resume", "--set", "epochs=6"])
    #expect(more.code == 0 && more.output.contains("Epoch 6/6"))
    #expect(rows("run/log.csv") == 6)
    _ = try program.run(["train", "small.yaml", "--run", "whole", "--set", "epochs=6"])
    #expect(try program.file("run/log.csv") == program.file("whole/log.csv"))
  }

  @Test func aRunGoesOnFromACheckpoint() throws {
    let settings = ["--set", "save_best_only=false"]
    _ = try program.run(["train", "small.yaml", "--run", "run"] + settings)
    let whole = try program.file("run/log.csv")
    let result = try program.run([
      "train", "run", "--resume", "--checkpoint", "run/checkpoints/epoch-02.safetensors",
    ])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("Epoch 3/4") && !result.output.contains("Epoch 2/4"))
    #expect(try program.file("run/log.csv") == whole)
  }

  @Test(arguments: [
    (["train", "--resume"], "--resume takes the run's folder", 2),
    (["train", "nowhere", "--resume"], "nowhere: holds no run", 1),
    (["train", "--run", "nowhere", "--resume"], "nowhere: holds no run", 1),
    (["train", "small.yaml", "--resume"], "small.yaml: holds no run", 1),
    (["train", "run"], "run: is a folder; use --resume to continue the run in it", 2),
    (["train", "run", "--resume", "--checkpoint", "x.txt"], "x.txt: not a checkpoint", 2),
    (
      ["train", "run", "--resume", "--checkpoint", "run/x.safetensors"],
      "x.state.json: no such file", 1
    ),
    (
      ["train", "run", "--resume", "--checkpoint", "x.safetensors"], "does not belong to this run",
      2
    ),
    (["train", "small.yaml", "--run", ""], "the name is empty", 2),
    (
      ["train", "run", "--resume", "--set", "epochs=9", "--set", "network=[dense: {units: 3}]"],
      "holds another network", 1
    ),
  ])
  func wrongInputIsOneClearLine(arguments: [String], words: String, code: Int32) throws {
    _ = try program.run(["train", "small.yaml", "--run", "run"])
    let result = try program.run(arguments)
    #expect(result.code == code)
    #expect(result.errors.contains(words), "\(result.errors)")
    // The run is unchanged, whatever went wrong.
    #expect(try program.file("run/recipe.yaml") == Program.recipe)
  }

  @Test func twoProcessesDoNotTrainOneRun() throws {
    let terminal = try program.start(
      ["train", "small.yaml", "--headless", "--run", "run", "--set", "epochs=100000"])
    #expect(terminal.shows("Epoch 3/", within: 30))
    let result = try program.run(["train", "run", "--resume"])
    #expect(result.code == 1)
    #expect(result.errors.contains("another process is training this run"))
    terminal.send(SIGKILL)
    _ = terminal.waitForEnd(10)
  }
}
