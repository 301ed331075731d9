import Foundation
import TestSupport
import Testing

/// The real program in a terminal, which is restored whatever happens.
@Suite(.serialized) struct TerminalTests {
  let program: Program

  init() throws { program = try Program() }

  private func expectGivenBack(_ terminal: PseudoTerminal) {
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorShown)
    #expect(terminal.isCooked)
    #expect(terminal.screen.unknown == [])
  }

  @Test func aRunIsShownSteeredAndLeft() throws {
    let terminal = try program.dashboard()
    #expect(terminal.screen.isAlternate)
    #expect(terminal.shows("callbacks"))
    terminal.type("\u{1B}OC")
    #expect(terminal.shows("501"))
    terminal.type("p")
    #expect(terminal.shows("‖ paused"))
    terminal.type("p")
    #expect(terminal.showsTraining())
    terminal.type("q")
    #expect(terminal.shows("Quit?"))
    terminal.type("y")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
    #expect(terminal.text.contains("small: stopped by key press"))
    let events = try program.file("run/events.jsonl")
    #expect(events.contains("\"early_stopping.patience\""))
    #expect(events.contains("run_ended"))
  }

  @Test func theFirstFrameOnALightBackgroundIsLight() throws {
    // The ground of the dark theme.
    let dark = "48;5;234m"
    _ = try program.output("train small.yaml --run run --set epochs=1 --headless")
    let plain = try program.start(["replay", "run"])
    #expect(plain.shows("done"))
    #expect(plain.text.contains(dark))
    let named = try program.start(["replay", "run"], environment: ["COLORFGBG": "0;15"])
    #expect(named.shows("done"))
    #expect(!named.text.contains(dark))
    // What is typed before the program begins comes before its first frame. A key before the answer, and
    // half of one, are no answer.
    let answer = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\"
    for (typed, environment) in [
      (answer, [:]), ("\u{1B}[?2026;0$y?" + answer, [:]), ("?", ["COLORFGBG": "0;15"]),
      ("?" + answer.prefix(9), ["COLORFGBG": "0;15"]),
    ] {
      let table = try #require(
        PseudoTerminal(
          "/bin/sh", ["-c", "read line; exec \"$0\" runs .", Program.path],
          environment: environment, width: 100, height: 30, folder: program.folder))
      table.type("\n" + typed)
      #expect(table.shows("runs in"))
      #expect(!table.text.contains(dark), "\(typed)")
      if typed.contains("y?") || typed.hasPrefix("?") { #expect(table.shows("keys")) }
    }
  }

  @Test func aTerminalThatSaysThatItCanGetsFramesInOnePiece() throws {
    let terminal = try program.dashboard()
    #expect(terminal.shows("callbacks"))
    #expect(terminal.screen.asksForSynchronization && terminal.screen.wholeFrames == 0)
    // Later frames wait until the terminal has answered.
    for frames in 0...2 {
      terminal.type("\u{1B}[?2026;2$y")
      #expect(terminal.read { $0.wholeFrames > frames })
    }
    terminal.type("qy")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test func aRunLooksBackWhileItTrainsAndIsTrainedOnFromItsEnd() throws {
    let terminal = try program.dashboard()
    #expect(terminal.shows("callbacks"))
    // An earlier moment, while training goes on.
    #expect(terminal.shows("★"))
    terminal.type("b")
    #expect(terminal.shows("End = now"))
    terminal.type("\u{1B}OF")
    #expect(terminal.shows("adjust"))
    terminal.type("s")
    #expect(terminal.shows("stopped after epoch"))
    #expect(terminal.shows("r replay"))
    terminal.type("C")
    #expect(terminal.showsTraining())
    terminal.type("q")
    #expect(terminal.shows("Quit?"))
    terminal.type("y")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
    let events = try program.file("run/events.jsonl")
    #expect(events.split(separator: "\n").count { $0.contains("\"run_started\"") } == 2)
  }

  @Test func theScreenFollowsEverySize() throws {
    let terminal = try program.dashboard()
    for (width, height) in [(60, 18), (40, 10), (1, 1), (200, 60), (80, 24)] {
      terminal.resize(width: width, height: height)
      // Time for a frame, of which the smallest show nothing to wait for.
      terminal.read(0.4) { _ in false }
    }
    #expect(terminal.shows("learning rate"))
    terminal.type("q")
    #expect(terminal.shows("Quit?"))
    terminal.type("y")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsTheRunInOrderAndTheProcessByIt(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
    #expect(try program.file("run/events.jsonl").contains("run_ended"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS])
  func aCrashGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
  }

  @Test func aStoppedProcessComesBack() throws {
    let terminal = try program.dashboard()
    terminal.send(SIGSTOP)
    #expect(eventually { terminal.processState == "T" })
    terminal.send(SIGCONT)
    terminal.type("?")
    #expect(terminal.shows("older, above"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  /// Schedulers send some of these before they kill.
  ///
  /// Each ends the process as usual, but restores the terminal first.
  @Test(arguments: [
    SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGSYS, SIGTRAP,
    SIGPOLL, SIGPWR, SIGSTKFLT, SIGFPE, 34, 64,
  ])
  func everySignalThatEndsTheProcessGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGPIPE, SIGQUIT, SIGXCPU])
  func theSameHoldsForAReplayWithItsMouse(signal: Int32) throws {
    try write("epoch,loss\n1,1\n2,0.5\n3,0.4\n", "log.csv")
    let terminal = try program.start(["replay", "log.csv"])
    #expect(terminal.shows("epoch 3"))
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
    #expect(!terminal.screen.isMouseWatched)
  }

  @Test(arguments: ["USR1", "QUIT", "XCPU", "TERM", "HUP", "INT"])
  func whatIsIgnoredFromTheStartStaysIgnored(name: String) throws {
    try write("epoch,loss\n1,1\n2,0.5\n3,0.4\n", "log.csv")
    let terminal = try #require(
      PseudoTerminal(
        "/bin/sh",
        ["-c", "trap '' \(name); exec \"$0\" replay log.csv", Program.path], width: 100,
        height: 30, folder: program.folder))
    #expect(terminal.shows("epoch 3"))
    let numbers: [String: Int32] = [
      "USR1": SIGUSR1, "QUIT": SIGQUIT, "XCPU": SIGXCPU, "TERM": SIGTERM, "HUP": SIGHUP,
      "INT": SIGINT,
    ]
    terminal.send(try #require(numbers[name]))
    #expect(terminal.waitForEnd(0.5) == nil)
    terminal.type("b")
    #expect(terminal.shows("epoch 2/3"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test func aTerminalThatWasMadeSmallerAndLargerAgainIsDrawnAnew() throws {
    try write("epoch,loss\n1,1\n2,0.5\n3,0.4\n", "log.csv")
    let terminal = try program.start(["replay", "log.csv"])
    #expect(terminal.shows("epoch 3"))
    // By the time the program looks, the size is the old one, but the terminal has lost its content.
    terminal.resize(width: 100, height: 30)
    terminal.send(SIGWINCH)
    #expect(terminal.shows("epoch 3"))
    #expect(terminal.shows("q quit"))
  }

  @Test(arguments: [(65535, 65535), (65535, 24), (80, 65535), (3000, 3000)])
  func aTerminalThatClaimsToBeHugeIsDrawnWithinBounds(width: Int, height: Int) throws {
    try write("epoch,loss\n1,1\n2,0.5\n3,0.4\n", "log.csv")
    let terminal = try program.start(["replay", "log.csv"], width: width, height: height)
    #expect(terminal.shows("epoch 3", within: 30))
    #expect(terminal.memory < 400 << 20)
    terminal.resize(width: 80, height: 24)
    #expect(terminal.shows("epoch 3", within: 30))
    terminal.resize(width: width, height: height)
    #expect(terminal.shows("epoch 3", within: 30))
    #expect(terminal.memory < 400 << 20)
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd(30) == .signal(SIGTERM))
    expectGivenBack(terminal)
    // A single frame has the same limit.
    let once = try program.start(["replay", "log.csv", "--once"], width: width, height: height)
    #expect(once.waitForEnd(60) == .exit(0))
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  /// Terminals that the machine does not know, an old console, and no terminal type at all.
  @Test(arguments: [
    "xterm-kitty", "alacritty", "xterm-direct", "ghostty", "xterm-ghostty", "nonsense", "",
    "linux", "vt100", "screen", "tmux-direct", "screen.xterm-kitty", "vt420", "konsole-256color",
    "no/such", "\u{1B}[31m",
  ])
  func everyTerminalShowsTheDashboardWhetherTerminfoHasItOrNot(type: String) throws {
    let terminal = try program.dashboard(environment: ["TERM": type])
    // The Linux console has no braille.
    #expect(terminal.showsTraining(sign: type == "linux" ? "*" : "●"))
    #expect(type != "linux" || terminal.output.allSatisfy { $0 < 0x80 })
    #expect(type.hasPrefix("vt") || terminal.screen.hasColor)
    // Its entry would have had all colours.
    if type == "xterm-direct" { #expect(terminal.text.contains("38;2;")) }
    terminal.type("\u{1B}OC")
    #expect(terminal.shows("501"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
    expectGivenBack(terminal)
  }

  @Test func theDescriptionThatTheProgramBringsShowsAllColours() throws {
    let terminal = try program.dashboard(
      environment: ["TERM": "ghostty", "COLORTERM": "truecolor"])
    #expect(terminal.text.contains("38;2;"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
    expectGivenBack(terminal)
  }

  @Test(arguments: ["dumb", "unknown"])
  func aTerminalThatCannotPlaceItsCursorTrainsWithProgressLines(type: String) throws {
    let terminal = try program.start(
      ["train", "small.yaml", "--run", "run"], environment: ["TERM": type])
    #expect(terminal.waitForEnd(60) == .exit(0))
    #expect(terminal.text.contains("the terminal \(type) cannot place its cursor"))
    #expect(terminal.text.contains("small: all epochs done"))
    for command in ["replay", "watch"] {
      let frame = try program.start([command, "run"], environment: ["TERM": type])
      #expect(frame.waitForEnd(60) == .exit(0))
      #expect(frame.text.contains("cannot place its cursor"))
      // All of it has been read.
      #expect(!frame.text.contains("is being read") && frame.text.contains("all epochs done"))
    }
    let log = try program.start(["replay", "run/log.csv"], environment: ["TERM": type])
    #expect(log.waitForEnd(60) == .exit(0))
    #expect(!log.text.contains("is being read") && log.text.contains("epoch 4"))
  }

  @Test func withoutUnicodeItIsDrawnInASCII() throws {
    let terminal = try program.dashboard(environment: ["LC_ALL": "C"])
    #expect(terminal.shows("+ callbacks -"))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test func noColourMeansNoColour() throws {
    let plain = try program.dashboard(environment: ["NO_COLOR": "1"])
    #expect(!plain.screen.hasColor)
    plain.send(SIGTERM)
    #expect(plain.waitForEnd() == .signal(SIGTERM))
    // The run's folder is removed with the last reference to its program.
    let other = try Program()
    try withExtendedLifetime(other) {
      let coloured = try other.dashboard()
      #expect(coloured.screen.hasColor)
      coloured.send(SIGTERM)
      #expect(coloured.waitForEnd() == .signal(SIGTERM))
    }
  }

  @Test func theRunGoesOnWithoutItsScreenWhenAsked() throws {
    let terminal = try program.dashboard()
    terminal.type("q")
    #expect(terminal.shows("Quit?"))
    terminal.type("h")
    #expect(terminal.read { !$0.isAlternate })
    #expect(terminal.shows("accuracy:"))
    expectGivenBack(terminal)
    terminal.send(SIGINT)
    #expect(terminal.waitForEnd() == .signal(SIGINT))
    #expect(terminal.text.contains("small: stopped by Ctrl-C"))
  }
}
