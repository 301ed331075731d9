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

  @Test func whatIsNoLogEndsWithTwo() throws {
    try write("nothing here\n", "notes.txt")
    for arguments in [["inspect", "notes.txt"], ["inspect", "none"], ["runs", "none"]] {
      let result = try program.run(arguments)
      #expect(result.code == 2)
      #expect(result.output.isEmpty)
    }
  }
}
