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
}
