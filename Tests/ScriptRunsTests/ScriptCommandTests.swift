import Testing

@testable import ScriptRuns

/// The names of scripts and their commands in words.
@Suite struct ScriptCommandTests {
  @Test(arguments: [
    (["python", "train.py", "--lr", "0.1"], "train"),
    (["/usr/bin/python3", "-u", "examples/mnist/main.py"], "main"),
    (["python", "-m", "pkg.train"], "pkg.train"),
    (["torchrun", "--nproc_per_node", "2", "ddp.py"], "ddp"),
    (["./run-all.sh"], "run-all"), (["julia", "fit.jl"], "fit"), (["/opt/bin/darknet"], "darknet"),
  ])
  func aScriptGivesTheName(arguments: [String], name: String) {
    #expect(ScriptCommand(arguments)?.name == name)
  }

  @Test func wordsCanBeTypedAgain() {
    let command = ScriptCommand(["python", "a b.py", "--note=it's", "", "x=1"])
    #expect(command?.words == #"python 'a b.py' '--note=it'\''s' '' x=1"#)
    #expect(ScriptCommand([]) == nil)
  }

  @Test(arguments: [
    (0, ScriptEnd.code(0), 0), (3 << 8, .code(3), 3), (9, .signal(9), 137), (2, .signal(2), 130),
  ])
  func statusesOfTheSystemAreTheEnd(status: Int32, end: ScriptEnd, code: Int32) {
    #expect(ScriptEnd(status: status) == end)
    #expect(end.exitCode == code)
  }
}
