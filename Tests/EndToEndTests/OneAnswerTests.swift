import Foundation
import JSONText
import Testing

/// An epoch has one number, whichever command is asked about whichever file of a run.
@Suite struct OneAnswerTests {
  let program: Program

  init() throws { program = try Program() }

  /// The epoch of the best `val/mAP`, from 1, by the events themselves.
  private func bestEpoch() throws -> Int {
    var best: (value: Double, epoch: Int)?
    for line in try program.file("runs/one/events.jsonl").split(separator: "\n") {
      let event = try JSONParser.parse(String(line))
      guard event["event"]?.string == "epoch_ended", let epoch = event["epoch"]?.int,
        let value = event["logs"]?["val/mAP"]?.double
      else { continue }
      if best.map({ value > $0.value }) ?? true { best = (value, epoch + 1) }
    }
    return try #require(best?.epoch)
  }

  /// The epoch of the best value: in the header of a log, or in the title of the chart.
  private func best(onScreen text: String) -> Int? {
    let title = text.split(separator: "\n").first { $0.contains("mAP") && $0.contains(" @") }
    return number(behind: " at epoch ", in: text) ?? number(behind: " @", in: String(title ?? ""))
  }

  /// The last whole number after some words; nil if there is none.
  private func number(behind words: String, in text: String) -> Int? {
    text.components(separatedBy: words).dropFirst().compactMap {
      Int($0.prefix(while: \.isNumber))
    }.last
  }

  /// The epoch of the greatest value in a table with a header.
  private func best(inTable text: String) throws -> Int? {
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(rows[0].firstIndex(of: "val/mAP"))
    let best = rows.dropFirst().max { a, b in
      (Double(a[column]) ?? -1) < (Double(b[column]) ?? -1)
    }
    return best.flatMap { Int($0[0]) }
  }

  @Test func allCommandsTellTheSameEpochOfTheBestValue() throws {
    let recipe = Program.recipe.replacing("patience: 500", with: "patience: 500, min_delta: 0")
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/small.yaml"))
    _ = try program.output("train small.yaml --run runs/one --set epochs=5")
    try Data("callbacks:\n  - early_stopping: {monitor: val/mAP, mode: max, patience: 9}\n".utf8)
      .write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    let epoch = try bestEpoch()

    var answers: [String: Int?] = [:]
    answers["runs"] = number(behind: "in epoch ", in: try program.output("runs"))
    answers["runs --json"] = try JSONParser.parse(program.output("runs --json")).array?.first?[
      "best_at"]?.int
    for log in ["runs/one", "runs/one/events.jsonl", "runs/one/log.csv"] {
      let row = try program.output("inspect \(log)").split(separator: "\n").first {
        $0.hasPrefix("val/mAP ")
      }
      answers["inspect \(log)"] = number(behind: "epoch ", in: String(row ?? ""))
      let series = try JSONParser.parse(program.output("inspect \(log) --json"))["runs"]?.array?
        .first?[
          "series"]?.array?.first { $0["name"]?.string == "val/mAP" }
      answers["inspect \(log) --json"] = series?["best"]?["epoch"]?.int
      answers["export \(log) --to csv"] = try best(
        inTable: program.output("export \(log) --to csv"))
      let points = try program.output("export \(log) --to jsonl").split(separator: "\n").map {
        try JSONParser.parse(String($0))
      }
      answers["export \(log) --to jsonl"] =
        points.filter { $0["name"]?.string == "val/mAP" }
        .max { ($0["value"]?.double ?? 0) < ($1["value"]?.double ?? 0) }?["epoch"]?.int
      answers["export \(log) --to text"] = best(
        onScreen: try program.output("export \(log) --to text"))
      answers["replay \(log)"] = best(
        onScreen: try program.output("replay \(log) --once --size 120x40"))
      let tried = try program.output(
        "replay \(log) --once --size 120x40 --what-if --callbacks chain.yaml")
      answers["replay \(log) --what-if"] = number(behind: " @", in: tried)
      answers["simulate \(log)"] = number(
        behind: "at epoch ", in: try program.output("simulate \(log) --callbacks chain.yaml"))
      let simulated = try program.output("simulate \(log) --callbacks chain.yaml --json")
      let last = try JSONParser.parse(
        String(simulated.split(separator: "\n").last { $0.contains("best_epoch") } ?? ""))
      answers["simulate \(log) --json"] = last["callbacks"]?.array?.first?["best_epoch"]?.int
    }
    for (command, answer) in answers.sorted(by: { $0.key < $1.key }) {
      #expect(answer == epoch, "\(command)")
    }
  }
}
