import Foundation
import Testing

/// `plateau simulate`, the real program.
@Suite struct SimulateTests {
  let program: Program

  init() throws {
    program = try Program()
    let chain = """
      learning_rate: 0.1
      callbacks:
        - early_stopping: {monitor: m, mode: max, patience: 2, restore_best_weights: true, verbose: 1}
        - reduce_lr_on_plateau: {monitor: m, mode: max, factor: 0.5, patience: 1, verbose: 1}
      """
    try write(chain, "chain.yaml")
    try write("callbacks: [csv_logger]", "logger.yaml")
    try write(
      [0.5, 0.7, 0.6, 0.6, 0.9].enumerated().map { "{\"epoch\": \($0), \"m\": \($1)}\n" }.joined(),
      "log.jsonl")
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  @Test func theTableSaysWhatWouldHaveHappened() throws {
    let result = try program.run(["simulate", "log.jsonl", "--callbacks", "chain.yaml"])
    #expect(result.code == 0)
    #expect(
      result.output == """
        epoch       m  EarlyStopping  ReduceLROnPlateau
            0  0.5000  0/2 best       0/1 best
            1  0.7000  0/2 best       0/1 best
            2  0.6000  1/2            0/1 rate 0.1 → 0.05
            3  0.6000  2/2 stops      0/1 rate 0.05 → 0.025

        EarlyStopping stopped it after epoch 3: m had not improved on 0.7 (epoch 1) for 2 epochs \
        (patience 2); the last was 0.6
        1 of the log's 5 epochs would have been saved
        best m 0.7 at epoch 1; the log has 0.9 at epoch 4: 0.2 would have been lost
        weights of epoch 1 would have been restored

        """)
  }

  @Test func jsonHasALineAnEpochAndOneForTheEnd() throws {
    let result = try program.run(["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--json"])
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(
      lines[2] == """
        {"epoch":2,"logs":{"m":0.6,"learning_rate":0.10000000149011612},"callbacks":[\
        {"name":"EarlyStopping","wait":1,"patience":2,"best":0.7,"best_epoch":1,"stop":false,\
        "message":""},{"name":"ReduceLROnPlateau","wait":0,"patience":1,"best":0.7,\
        "cooldown_counter":0,"logged_learning_rate":0.10000000149011612,\
        "learning_rate_after":0.05000000074505806,"message":"Epoch 3: ReduceLROnPlateau reducing \
        learning rate to 0.05000000074505806."}],"stop_training":false}
        """)
    #expect(lines[4].contains("\"stopped_epoch\":3"))
    #expect(lines[4].contains("\"restored_epoch\":1"))
  }

  @Test func aSweepIsARowAValue() throws {
    let result = try program.run([
      "simulate", "log.jsonl", "--callbacks", "chain.yaml", "--sweep",
      "early_stopping.patience=1..3",
    ])
    let rows = result.output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(rows.dropFirst().map { $0[1] } == ["2", "3", "–"])
  }

  @Test(arguments: [
    (["simulate", "none", "--callbacks", "chain.yaml"], "none: no such file", 1),
    (["simulate", "log.jsonl", "--callbacks", "none"], "none: no such file", 2),
    (
      ["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--sweep", "x=1"],
      "no callback takes x", 2
    ),
    (
      ["simulate", "log.jsonl", "--callbacks", "logger.yaml", "--sweep", "x=1"],
      "no callback takes x; a simulation of this chain has no parameters", 2
    ),
    (["simulate", "log.jsonl", "--callbacks", "log.jsonl"], "log.jsonl: this is not YAML", 2),
  ])
  func wrongInputIsOneClearLine(arguments: [String], words: String, code: Int32) throws {
    let result = try program.run(arguments)
    #expect(result.code == code)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output == "")
  }
}
