import Foundation
import TestSupport
import Testing

/// `plateau run`: a script under the dashboard and without one.
@Suite struct ScriptTests {
  let program: Program
  let environment: [String: String]

  init() throws {
    program = try Program()
    environment = ["XDG_CACHE_HOME": program.folder + "/cache"]
    let script = """
      echo "loading data"
      epoch=1
      while [ $epoch -le ${1:-3} ]; do
        echo "Epoch $epoch/${1:-3} loss: 0.$((9 - epoch % 8)) val_acc: 0.$epoch"
        epoch=$((epoch + 1))
        sleep ${2:-0}
      done
      echo "trouble" >&2
      exit ${3:-0}
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: program.folder + "/train.sh"))
  }

  private func run(_ words: String) throws -> Program.Result {
    try program.run(
      ["run", "--run", "run", "--"] + words.split(separator: " ").map(String.init),
      environment: environment)
  }

  @Test func withoutATerminalOutputAndCodeArePassedThrough() throws {
    let result = try run("sh train.sh 3 0 5")
    #expect(result.code == 5)
    #expect(result.output.hasPrefix("loading data\nEpoch 1/3 loss: 0.8"))
    #expect(result.errors == "plateau: run: plateau watch shows this run\ntrouble\n")
    #expect(try program.file("run/output.log").contains("trouble\n"))
    #expect(try program.file("run/exit.json").contains(#""code":5"#))
    #expect(try program.output("inspect run").contains("val_acc"))
    #expect(try program.output("watch run --once --size 100x30").contains("epoch 3"))
  }

  @Test func aSignalThatEndsTheScriptEndsTheProgram() throws {
    let result = try run("sh -c kill${IFS}-9${IFS}$$")
    #expect(result.code == 137, "\(result.errors)")
    #expect(try program.file("run/exit.json").contains(#""signal":9"#))
  }

  @Test func aProgramThatIsNotThereLeavesNothingBehind() throws {
    let result = try run("no-such-program train.py")
    #expect(result.code == 127)
    #expect(result.errors == "plateau: no-such-program: no such program\n")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run"))
  }

  /// A shell has 126 for a file that is there.
  @Test func aFileThatCannotBeExecutedLeavesNothingBehind() throws {
    let result = try run("./train.sh")
    #expect(result.code == 126)
    #expect(result.errors == "plateau: ./train.sh: cannot be started: permission denied\n")
    let other = program.folder + "/lost.py"
    try Data("#!/no/such/python\n".utf8).write(to: URL(fileURLWithPath: other))
    chmod(other, 0o755)
    let lost = try run("./lost.py")
    #expect(lost.code == 126)
    #expect(lost.errors.contains("its first line names a program that is not there"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run"))
  }

  @Test func underTheDashboardAProgramThatIsNotThereIsToldAlike() throws {
    let terminal = try dashboard("no-such-program train.py")
    #expect(terminal.waitForEnd(20) == .exit(127), "\(terminal.text)")
    #expect(terminal.text.contains("plateau: no-such-program: no such program"))
  }

  @Test func aFolderWithARunIsNotUsedAgain() throws {
    _ = try run("true")
    let result = try run("true")
    #expect(result.code == 1)
    #expect(result.errors.contains("holds a run already"), "\(result.errors)")
  }

  @Test func aMissingCommandIsWrongUsage() throws {
    let result = try program.run(["run"])
    #expect(result.code == 2)
    #expect(result.errors.contains("plateau run -- python train.py"))
  }

  @Test func theListOfRunsHoldsScripts() throws {
    _ = try program.run(
      ["run", "--run", "runs/a", "--", "sh", "train.sh"], environment: environment)
    let table = try program.output("runs")
    #expect(table.contains("a ") && table.contains("done") && table.contains("3/3"), "\(table)")
    #expect(!table.contains("1970"))
  }

  /// Waits until the script is over, at most half a minute.
  private func waitForTheEnd() {
    let path = program.folder + "/run/exit.json"
    let limit = Date(timeIntervalSinceNow: 30)
    while !FileManager.default.fileExists(atPath: path), Date() < limit { usleep(50_000) }
  }

  private func dashboard(_ words: String) throws -> PseudoTerminal {
    try program.start(
      ["run", "--run", "run", "--"] + words.split(separator: " ").map(String.init),
      environment: environment)
  }

  @Test func itsCurvesAndTextAreShownAndItEndsWithItsCode() throws {
    let terminal = try dashboard("sh train.sh 4 0.2 7")
    #expect(terminal.shows("val_acc", within: 30), "\(terminal.text)")
    #expect(terminal.shows("console", within: 20))
    #expect(terminal.shows("epoch 4/4", within: 20))
    waitForTheEnd()
    // The screen has to learn of the end, too: before, leaving asks.
    #expect(terminal.shows("■ failed", within: 20), "\(terminal.text)")
    #expect(terminal.shows("failed: the script ended with exit code 7", within: 20))
    terminal.type("q")
    #expect(terminal.waitForEnd(20) == .exit(7), "\(terminal.text.suffix(800))")
    #expect(terminal.text.contains("the script ended with exit code 7"))
  }

  /// A script that tells the loss of two epochs by events and prints the accuracy.
  ///
  /// - Parameter code: The exit code of one that dies before it tells the end; nil for one that ends.
  private func tellingScript(isTwice: Bool, dyingWith code: Int? = nil) throws {
    let start =
      #"{"event":"run_started","time":TIME,"info":{"name":"loop","epochs":2,"learning_rate":0.1,"#
      + #""framework":"python","steps_per_epoch":1,"process":PROCESS,"callbacks":[]}}"#
    let epoch =
      #"{"event":"epoch_started","time":TIME,"epoch":$1}"# + "\n"
      + #"{"event":"epoch_ended","time":TIME,"epoch":$1,"logs":{"loss":0.5},"learning_rate":0.1,"seconds":1,"callbacks":[]}"#
    let end =
      #"{"event":"run_ended","time":TIME,"reason":{"kind":"completed"},"epochs":2,"seconds":2}"#
    let script = """
      tell() { sed "s/TIME/$(date +%s)/g; s/PROCESS/$$/" >> "$folder/events.jsonl"; }
      epoch() { printf '%s\\n' "\(epoch.replacing("\"", with: "\\\""))" | tell; }
      train() {
        folder=$1; mkdir -p $folder
        # Whoever trains holds the lock.
        exec 9>> $folder/events.jsonl; flock 9
        echo '\(start)' | tell
        for e in 0 1; do sleep 0.3; epoch $e; echo "Epoch $((e + 1))/2 train_loss: 0.5 val_acc: 0.$((7 + e))"; done
        \(code.map { "echo out of memory; exit \($0)" } ?? "")
        echo '\(end)' | tell
      }
      train $PLATEAU_RUN
      \(isTwice ? "sleep 1; train $PLATEAU_RUN-2" : "")
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: program.folder + "/tell.sh"))
  }

  @Test func theEndOfAScriptThatDiesAfterItsEventsIsSaid() throws {
    try tellingScript(isTwice: false, dyingWith: 9)
    let terminal = try dashboard("sh tell.sh")
    #expect(terminal.shows("■ failed", within: 30), "\(terminal.text)")
    #expect(terminal.shows("the script ended with exit code 9: out of memory", within: 20))
    terminal.type("q")
    #expect(terminal.waitForEnd(20) == .exit(9), "\(terminal.text.suffix(800))")
  }

  @Test func metricsThatAreOnlyPrintedJoinItsEvents() throws {
    try tellingScript(isTwice: false)
    let terminal = try dashboard("sh tell.sh")
    #expect(terminal.shows("from the script's events and its text", within: 30), "\(terminal.text)")
    #expect(terminal.shows("val_acc", within: 20), "\(terminal.text)")
    leaveAtTheEnd(terminal)
    let frame = try program.output("replay run --once --size 120x40")
    #expect(frame.contains("val_acc") && frame.contains("loss"), "\(frame)")
    #expect(!frame.contains("train_loss"), "\(frame)")
    #expect(try program.output("watch run --once --size 120x40").contains("val_acc"))
    let table = try program.output("inspect run").split(separator: "\n")
    #expect(table.contains { $0.hasPrefix("val_acc ") && $0.hasSuffix("epoch 2") }, "\(table)")
    #expect(!table.contains { $0.hasPrefix("train_loss") }, "\(table)")
    #expect(try program.output("inspect run --json").contains(#""name":"val_acc""#))
  }

  @Test func theScreenFollowsASecondTraining() throws {
    try tellingScript(isTwice: true)
    let terminal = try dashboard("sh tell.sh")
    #expect(terminal.shows("run-2 · from the script's events", within: 30), "\(terminal.text)")
    leaveAtTheEnd(terminal)
  }

  /// Leaves the screen once it knows that the script is over: before, leaving asks.
  private func leaveAtTheEnd(_ terminal: PseudoTerminal) {
    waitForTheEnd()
    sleep(2)
    terminal.type("q")
    #expect(terminal.waitForEnd(20) == .exit(0), "\(terminal.text.suffix(800))")
  }

  @Test func aScriptThatIsLeftRunsOn() throws {
    let terminal = try dashboard("sh train.sh 40 0.1")
    #expect(terminal.shows("val_acc", within: 30), "\(terminal.text)")
    terminal.type("q")
    #expect(terminal.shows("the script keeps running", within: 20))
    terminal.type("h")
    #expect(terminal.waitForEnd(10) == .exit(0))
    #expect(terminal.text.contains("plateau watch run brings the screen back"))
    let again = try program.start(["watch", "run"])
    #expect(again.shows("Epoch 40/40", within: 30), "\(again.text)")
    again.type("q")
    #expect(again.waitForEnd(10) == .exit(0))
    waitForTheEnd()
    #expect(try program.file("run/exit.json").contains(#""code":0"#))
  }

  @Test func aScriptOutlivesItsTerminal() throws {
    let terminal = try dashboard("sh train.sh 20 0.1")
    #expect(terminal.shows("val_acc", within: 30), "\(terminal.text)")
    terminal.hangUp()
    waitForTheEnd()
    #expect(try program.file("run/exit.json").contains(#""code":0"#))
    #expect(try program.file("run/output.log").contains("Epoch 20/20"))
  }

  @Test func stoppingInterruptsTheScript() throws {
    let terminal = try dashboard("sh train.sh 1000 0.1")
    #expect(terminal.shows("val_acc", within: 30), "\(terminal.text)")
    terminal.type("q")
    #expect(terminal.shows("stop the script and quit", within: 20))
    terminal.type("y")
    let end = terminal.waitForEnd(20)
    #expect(end == .signal(SIGINT), "\(terminal.text.suffix(400))")
    #expect(try program.file("run/exit.json").contains("signal"))
    #expect(terminal.text.contains("stopped by key press; run"), "\(terminal.text.suffix(400))")
    #expect(try program.file("run/exit.json").contains("key press"))
  }

  /// The script has its own way to end, as one that saves after a KeyboardInterrupt.
  @Test(arguments: [(SIGINT, "INT", 130), (SIGTERM, "TERM", 143), (SIGINT, "INT", 7)])
  func aSignalToTheProgramReachesTheScript(signal: Int32, name: String, code: Int32) throws {
    let script = """
      trap 'sleep 3; echo saving; exit \(code)' \(name)
      i=0; while [ $i -lt 300 ]; do i=$((i + 1)); echo "Epoch $i/300 loss: 0.$i"; sleep 0.1; done
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: program.folder + "/trap.sh"))
    let terminal = try dashboard("sh trap.sh")
    #expect(terminal.shows("loss", within: 30), "\(terminal.text)")
    // `timeout` sends its signal to the process and then to its group.
    for _ in 0..<2 { terminal.send(signal) }
    #expect(terminal.waitForEnd(20) == .exit(code), "\(terminal.text.suffix(400))")
    #expect(try program.file("run/output.log").hasSuffix("saving\r\n"))
    #expect(try program.file("run/exit.json").contains(#""code":\#(code)"#))
  }

  @Test func aScriptThatFailsAtOncePrintsItsError() throws {
    let terminal = try dashboard("sh -c echo${IFS}trouble;exit${IFS}4")
    #expect(terminal.waitForEnd(20) == .exit(4), "\(terminal.text.suffix(400))")
    #expect(terminal.text.contains("trouble"), "\(terminal.text.suffix(400))")
    #expect(terminal.text.contains("the script ended with exit code 4; run"))
    #expect(try program.file("run/output.log").contains("trouble"))
    #expect(try program.file("run/exit.json").contains(#""code":4"#))
  }

  @Test func theClientIsWrittenWherePythonFindsIt() throws {
    let text = try program.output("client --install client")
    #expect(text.hasPrefix("PYTHONPATH="))
    let paths = text.dropFirst("PYTHONPATH=".count).split { $0 == ":" || $0 == "\n" }
    #expect(paths.count == 2)
    #expect(FileManager.default.fileExists(atPath: paths[0] + "/sitecustomize.py"))
    #expect(FileManager.default.fileExists(atPath: paths[1] + "/plateau_client/__init__.py"))
  }
}
