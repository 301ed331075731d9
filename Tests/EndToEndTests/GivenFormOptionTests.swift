import Foundation
import Testing

/// `--form` and `forms.yaml`, the real program.
@Suite struct GivenFormOptionTests {
  let program: Program

  init() throws {
    program = try Program()
    let lines = (1...4).map { "<\($0)/4> 0.\(5 - $0) -> 7\($0) in 12 s" }
    try write(lines.joined(separator: "\n") + "\n", "run.log")
  }

  private static let pattern = "<{epoch}/{epochs}> {train/loss} -> {val/mAP}"

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  @Test func inspectAndExportReadByThePattern() throws {
    let inspected = try program.run(["inspect", "run.log", "--form", Self.pattern])
    #expect(inspected.code == 0 && inspected.errors.isEmpty, "\(inspected.errors)")
    #expect(
      inspected.output.contains("epoch 1 of 4 · train/loss 0.4 · val/mAP 71 · left out: 12\n"),
      "\(inspected.output)")
    let table = try program.run(["export", "run.log", "--to", "csv", "--form", Self.pattern])
    #expect(
      table.output == "epoch,train/loss,val/mAP\n1,0.4,71.0\n2,0.3,72.0\n3,0.2,73.0\n4,0.1,74.0\n")
    let chart = try program.run(["export", "run.log", "--to", "text", "--form", Self.pattern])
    #expect(chart.output.contains("val/mAP"))
  }

  @Test func simulateReplayAndWatchReadByThePattern() throws {
    try write("callbacks: [early_stopping: {monitor: val/mAP, mode: min, patience: 2}]", "c.yaml")
    let simulated = try program.run([
      "simulate", "run.log", "--callbacks", "c.yaml", "--form", Self.pattern,
    ])
    #expect(simulated.output.contains("val/mAP"), "\(simulated.output)\(simulated.errors)")
    for arguments in [
      ["replay", "run.log"], ["replay", "run.log", "run.log"], ["watch", "run.log"],
    ] {
      let shown = try program.run(arguments + ["--once", "--form", Self.pattern])
      #expect(shown.code == 0 && shown.output.contains("val/mAP"), "\(arguments) \(shown.output)")
      #expect(shown.errors.isEmpty)
    }
  }

  @Test func aPatternThatMatchesNoLineIsSaid() throws {
    try write("epoch 1 loss 0.5\nepoch 2 loss 0.4\n", "plain.log")
    for arguments in [
      ["inspect", "plain.log"], ["export", "plain.log", "--to", "csv"], ["watch", "plain.log"],
      ["replay", "plain.log"], ["replay", "plain.log", "plain.log", "--once"],
    ] {
      let result = try program.run(arguments + ["--form", "mAP {mAP}"])
      #expect(result.code == 0)
      #expect(
        result.errors.hasPrefix(
          "plateau: plain.log: no line matches --form 'mAP {mAP}'; compare it with the lines that "
            + "plateau inspect shows\n"), "\(arguments) \(result.errors)")
    }
    try write("epoch,loss\n1,0.5\n", "log.csv")
    let table = try program.run(["inspect", "log.csv", "--form", "mAP {mAP}"])
    #expect(table.errors.contains("--form 'mAP {mAP}' has no effect: the log is read as"))
  }

  @Test func aLogWhoseNumbersHaveNoNamesSaysHowToNameThem() throws {
    let result = try program.run(["inspect", "run.log"])
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(
      result.errors
        == "plateau: run.log: no metrics were found in it: the numbers of 4 lines such as "
        + "'<1/4> 0.4 -> 71 in 12 s' have no names; --form gives them some\n", "\(result.errors)")
  }

  @Test func aBadPatternIsAUsageErrorInOneLine() throws {
    for command in ["inspect", "replay", "watch"] {
      let result = try program.run([command, "run.log", "--form", "loss"])
      #expect(result.code == 2 && result.output.isEmpty)
      #expect(
        result.errors
          == "plateau: --form 'loss' names no number; write {loss} in its place, or {epoch}, {step}\n",
        "\(result.errors)")
    }
  }

  @Test func theFormsOfAPersonAreUsedWithoutAnOption() throws {
    let folder = program.folder + "/config/plateau"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(
      """
      forms:
        - '\(Self.pattern)'
        - form: 'in {seconds} s'
          when: another trainer
        - nothing
      """, "config/plateau/forms.yaml")
    let result = try program.run(
      ["export", "run.log", "--to", "csv"],
      environment: ["XDG_CONFIG_HOME": program.folder + "/config"])
    #expect(result.output.hasPrefix("epoch,train/loss,val/mAP\n1,0.4,71.0\n"), "\(result.output)")
    #expect(
      result.errors.hasSuffix(
        "forms.yaml:5: 'nothing' names no number; write {loss} in its place, or {epoch}, {step}\n"))
    #expect(result.errors.split(separator: "\n").count == 1)
    // Without that variable, the folder is in the person's home.
    try FileManager.default.createDirectory(
      atPath: program.folder + "/home/.config/plateau", withIntermediateDirectories: true)
    try write("forms: ['\(Self.pattern)']\n", "home/.config/plateau/forms.yaml")
    let home = try program.run(
      ["export", "run.log", "--to", "csv"],
      environment: ["HOME": program.folder + "/home", "XDG_CONFIG_HOME": ""])
    #expect(home.output == result.output && home.errors.isEmpty, "\(home.errors)")
    let given = try program.run(
      ["export", "run.log", "--to", "csv", "--form", "<{epoch}/{epochs}> {a} -> {b}"],
      environment: ["XDG_CONFIG_HOME": program.folder + "/config"])
    #expect(given.output.hasPrefix("epoch,a,b\n1,0.4,71.0\n"))
  }
}
