import Foundation
import Testing

/// `plateau inspect`, `plateau export` and `plateau runs`, the real program.
@Suite struct InspectTests {
  let program: Program

  init() throws { program = try Program() }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  @Test func namesOfALogNeverReachTheTerminalAsTheyAre() throws {
    try write("epoch,\u{1B}]0;title\u{7}loss\u{1B}[31m\n0,1\n", "log.csv")
    let result = try program.run(["inspect", "log.csv"])
    #expect(result.code == 0)
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.output.contains("loss"))
    let json = try program.run(["inspect", "log.csv", "--json"])
    #expect(!json.output.contains("\u{1B}"))
  }

  @Test func pointsAreExportedOneALine() throws {
    try write("epoch,loss,acc\n1,0.5,NA\n2,nan,0.75\n", "log.csv")
    let lines = try program.run(["export", "log.csv", "--to", "jsonl"])
    #expect(
      lines.output == """
        {"run":"","name":"loss","step":null,"epoch":1,"wall_time":null,"value":0.5}
        {"run":"","name":"loss","step":null,"epoch":2,"wall_time":null,"value":"nan"}
        {"run":"","name":"acc","step":null,"epoch":2,"wall_time":null,"value":0.75}

        """)
    let table = try program.run(["export", "log.csv", "--to", "csv"])
    #expect(table.output == "epoch,loss,acc\n1,0.5,\n2,nan,0.75\n")
  }

  @Test func aRecipeIsNotReadAsALog() throws {
    for command in ["inspect", "replay"] {
      let result = try program.run([command, "small.yaml"])
      #expect(result.code == 2)
      #expect(result.errors.contains("is a recipe; plateau train small.yaml trains it"))
    }
    try write("- {epoch: 1, loss: 0.5}\n- {epoch: 2, loss: 0.4}\n", "log.yaml")
    #expect(try program.run(["inspect", "log.yaml"]).output.contains("loss"))
    // A pipe can be read once.
    let pipe = program.folder + "/pipe.yaml"
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = Thread {
      try? "epoch,loss\n0,0.5\n1,0.4\n".write(toFile: pipe, atomically: false, encoding: .utf8)
    }
    writer.start()
    #expect(try program.run(["inspect", "pipe.yaml"]).output.contains("2 points"))
  }

  @Test func theEndingOfAFileNamesTheFormat() throws {
    try write("epoch,loss,acc\n1,0.5,NA\n2,nan,0.75\n", "log.csv")
    #expect(try program.run(["export", "log.csv", "-o", "charts.SVG"]).code == 0)
    #expect(try program.file("charts.SVG").hasPrefix("<svg"))
    let printed = try program.run(["export", "log.csv", "--to", "csv", "-o", "-"])
    #expect(printed.output.hasPrefix("epoch,loss"))
    for file in ["charts", "charts.gif"] {
      let unknown = try program.run(["export", "log.csv", "-o", file])
      #expect(unknown.code == 2)
      #expect(unknown.errors.contains("name the format, as in --to svg or --output charts.svg"))
    }
  }

  @Test func runsAreListedWithTheirEnds() throws {
    let folder = program.folder + "/runs/one"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let info = "{\"name\":\"one\",\"epochs\":4,\"learning_rate\":0.1,\"callbacks\":[]}"
    let events = [
      "{\"time\":1,\"event\":\"run_started\",\"info\":\(info)}",
      "{\"time\":2,\"event\":\"run_ended\",\"reason\":{\"kind\":\"completed\"},\"epochs\":0,\"seconds\":1}",
    ]
    try write(events.joined(separator: "\n") + "\n{\"cut", "runs/one/events.jsonl")
    let result = try program.run(["runs"])
    #expect(result.output.contains("one  done      0/4"))
    let repair = try program.run(["inspect", "runs/one", "--repair", "sound.jsonl"])
    #expect(repair.code == 0)
    let sound = try String(contentsOfFile: program.folder + "/sound.jsonl", encoding: .utf8)
    #expect(sound == events.joined(separator: "\n") + "\n")
  }

  @Test func whatIsNoLogEndsWithOne() throws {
    try write("nothing here\n", "notes.txt")
    for arguments in [["inspect", "notes.txt"], ["inspect", "none"], ["runs", "none"]] {
      let result = try program.run(arguments)
      #expect(result.code == 1)
      #expect(result.output.isEmpty)
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser reads everything"))
  func whatMayNotBeReadSaysSo() throws {
    for name in ["logs", "runs"] {
      let folder = program.folder + "/" + name
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      chmod(folder, 0)
      defer { chmod(folder, 0o700) }
      let result = try program.run([name == "runs" ? "runs" : "inspect", name])
      #expect(result.code == 1)
      #expect(result.errors.contains("cannot be read: permission denied"))
    }
  }

  @Test func aTableOfVeryManyNamesIsRefusedInOneLine() throws {
    try write((0..<6000).map { "{\"epoch\":\($0),\"k\($0)\":1}\n" }.joined(), "names.jsonl")
    let table = try program.run(["export", "names.jsonl", "--to", "csv"])
    #expect(table.code == 1)
    #expect(table.errors.contains("a table of 6000 rows and 6000 columns is too large"))
    let lines = try program.run(["export", "names.jsonl", "--to", "jsonl"])
    #expect(lines.output.split(separator: "\n").count == 6000)
  }

  @Test func aBetterValueOfAnEarlierAttemptIsSaidBesideTheBest() throws {
    try write("epoch,val_acc\n1,0.5\n2,0.54\n1,0.51\n2,0.52\n", "log.csv")
    try write("callbacks: [early_stopping: {monitor: val_acc, mode: max, patience: 9}]", "c.yaml")
    let inspected = try program.run(["inspect", "log.csv"]).output
    #expect(inspected.contains("0.52  epoch 2"))
    #expect(inspected.contains("in 2 attempts; 0.54 at epoch 2 of an earlier one"))
    let simulated = try program.run(["simulate", "log.csv", "--callbacks", "c.yaml"]).output
    #expect(simulated.contains("best val_acc 0.52 at epoch 2"))
    #expect(simulated.contains("an earlier attempt had 0.54 at epoch 2"))
    let frame = try program.run(["replay", "log.csv", "--once", "--size", "120x40"]).output
    #expect(frame.contains("0.5200") && !frame.contains("best 0.54"))
  }
}
