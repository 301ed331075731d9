import Foundation
import JSONText
import RunModel
import TestSupport
import Testing

/// A run that was stopped within an epoch: no command reports a best value of that epoch.
@Suite struct BrokenOffTests {
  let program: Program

  init() throws { program = try Program() }

  /// A run whose third epoch, the best by far, was cut short after 4 of 10 batches.
  private func makeRun(isMarked: Bool = true) throws {
    _ = try program.output("train small.yaml --run runs/one --set epochs=3")
    let path = program.folder + "/runs/one/events.jsonl"
    var lines = try program.file("runs/one/events.jsonl").split(separator: "\n").map(String.init)
    let last = try #require(lines.lastIndex { $0.contains("\"epoch_ended\"") })
    let event = try JSONParser.parse(lines[last])
    let value = try #require(event["logs"]?["val/mAP"]?.double)
    lines[last] = lines[last].replacing("\"val/mAP\":\(value)", with: "\"val/mAP\":9753.125")
    #expect(lines[last].contains("9753"))
    if isMarked {
      lines[last] = lines[last].replacing(
        "\"epoch\":2,\"logs\"", with: "\"epoch\":2,\"broken_off\":true,\"step\":4,\"logs\"")
      #expect(lines[last].contains("broken_off"))
    }
    let end = try #require(lines.lastIndex { $0.contains("\"run_ended\"") })
    lines[end] = lines[end].replacing("\"epochs\":3", with: "\"epochs\":2")
    // Its callbacks took no part in it.
    lines.removeAll {
      $0.contains("\"epoch\":2") && ($0.contains("\"improved\"") || $0.contains("_saved\""))
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    var rows = try program.file("runs/one/log.csv").components(separatedBy: "\r\n")
    let names = rows[0].components(separatedBy: ",")
    var cells = rows[3].components(separatedBy: ",")
    cells[try #require(names.firstIndex(of: "val/mAP"))] = "9753.125"
    rows[3] = cells.joined(separator: ",")
    try Data(rows.joined(separator: "\r\n").utf8).write(
      to: URL(fileURLWithPath: program.folder + "/runs/one/log.csv"))
    try Data("callbacks:\n  - early_stopping: {monitor: val/mAP, mode: max, patience: 9}\n".utf8)
      .write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
  }

  private static let logs = ["runs/one", "runs/one/events.jsonl", "runs/one/log.csv"]

  private func answers() throws -> [(command: String, output: String)] {
    var commands = ["runs", "runs --json", "watch runs/one --once --size 120x40"]
    for log in Self.logs {
      commands += [
        "inspect \(log)", "inspect \(log) --json", "export \(log) --to csv",
        "export \(log) --to jsonl", "export \(log) --to text", "replay \(log) --once --size 120x40",
        "simulate \(log) --callbacks chain.yaml", "simulate \(log) --callbacks chain.yaml --json",
        "replay \(log) --once --size 120x40 --what-if --callbacks chain.yaml",
      ]
    }
    return try commands.map { ($0, try program.output($0)) }
  }

  @Test func noCommandTakesItForAnEpoch() throws {
    try makeRun()
    for (command, output) in try answers() {
      #expect(!output.contains("9753"), "\(command): \(output)")
    }
    #expect(try program.output("runs").contains("2/3"))
    #expect(
      try program.output("inspect runs/one").contains(
        "epoch 3 was cut short after 4 of 10 batches; its values do not count"))
    #expect(
      try program.output("inspect runs/one/log.csv").contains(
        "epoch 3 was cut short after 4 batches; its row does not count"))
  }

  /// Files of an older version are read as before.
  @Test func anEpochWithoutTheMarkCounts() throws {
    try makeRun(isMarked: false)
    for (command, output) in try answers() {
      #expect(output.contains("9753"), "\(command): \(output)")
    }
  }

  @Test func theLastLineNamesTheBestWholeEpochAndTheCut() throws {
    let recipe = Program.recipe.replacing("train: 200", with: "train: 4000")
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/small.yaml"))
    let terminal = try program.start([
      "train", "small.yaml", "--headless", "--run", "run", "--set", "epochs=100000",
    ])
    let run = SteeredRun(program)
    #expect(run.tells("\"epoch_ended\""))
    #expect(
      run.waits { $0.components(separatedBy: "\n").suffix(2).first?.contains("\"step\"") ?? false })
    try run.ask(SteeredRun.stop)
    #expect(terminal.waitForEnd(30) == .exit(0), "\(terminal.text)")
    let ended = try run.events.split(separator: "\n").filter { $0.contains("\"epoch_ended\"") }
      .map { try JSONParser.parse(String($0)) }
    guard let cut = ended.last, let step = cut["step"]?.int, cut["broken_off"] != nil else {
      // The stop came with an epoch's last batch: nothing was cut.
      #expect(!terminal.text.contains("was cut"))
      return
    }
    let best = ended.dropLast().compactMap { $0["logs"]?["val/mAP"]?.double }.max() ?? 0
    #expect(terminal.text.contains("best val/mAP \(best.metricWords) at epoch "))
    #expect(
      terminal.text.contains("; epoch \(ended.count) was cut short after \(step) of 200 batches"),
      "\(terminal.text)")
  }
}
