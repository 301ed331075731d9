import Alarms
import Cells
import Charts
import Dashboard
import EventLists
import RunModel
import Testing

/// Whatever is shown is drawn on a screen of any size, and has words on the smallest ones.
@Suite struct SmallestScreenTests {
  /// The keys that open each dialog, card, menu and pane.
  private static let modes: [String: [Key]] = [
    "normal": [], "help": keys("?"), "search": keys("?/"), "search stop": keys("?/stop"),
    "search nothing": keys("?/xyzzy"), "quit": keys("q"), "stop": keys("S"), "themes": keys("t"),
    "command": keys(":"), "command pa": keys(":pa"), "unknown command": keys(":xyzzy"),
    "value": [.enter, .character("7")], "filter": keys("/lo"), "event": keys("D"),
    "events": keys("e"), "full": keys("f"), "what if": keys("w"), "what if value": keys("w7"),
    "replay": keys("r"), "hairline": keys("x"), "output": keys("o"), "view": keys("v"),
    "focus": [.tab, .tab, .tab],
  ]
  private static let names = modes.keys.sorted()

  private static func keys(_ text: String) -> [Key] { text.unicodeScalars.map { .character($0) } }

  /// Every width with every height up to three cells, and these with the usual ones.
  private static let sizes: [Size] =
    (0...3).flatMap { height in (0...3).map { Size($0, height) } }
    + (0...3).flatMap { [Size(80, $0), Size($0, 24)] }
    + [Size(20, 5), Size(25, 6), Size(26, 7), Size(57, 9), Size(59, 30)]

  private func drawEverySize(_ screen: some TestedScreen) {
    for size in Self.sizes {
      var screen = screen
      _ = screen.reduce(.resized(size))
      for key in [Key.down, .up] {
        #expect(view(screen, size: size, symbols: .braille).size == size)
        _ = screen.reduce(.key(key))
      }
      _ = screen.reduce(.mouse(Mouse(.press, column: 0, row: 0), size))
      #expect(view(screen, size: size, symbols: .ascii).size == size)
    }
  }

  @Test(arguments: names) func aRunThatTrains(mode: String) {
    var run = Fixtures.state()
    _ = run.reduce(.output(["one", "two"], open: []))
    for key in Self.modes[mode] ?? [] { run.press(key) }
    drawEverySize(run)
  }

  @Test(arguments: names) func aRunThatEnded(mode: String) {
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now,
        .runEnded(RunEnd(reason: .person(.now, via: "a key"), epochs: 11, seconds: 9)))
    ])
    drawEverySize(run)
    for key in Self.modes[mode] ?? [] { run.press(key) }
    drawEverySize(run)
  }

  @Test(arguments: names) func aLogAndADetector(mode: String) {
    var log = Projector()
    for key in Self.modes[mode] ?? [] { log.press(key) }
    drawEverySize(log.state)
    var detector = DetectorFixtures.state()
    for key in Self.modes[mode] ?? [] { detector.press(key) }
    drawEverySize(detector)
  }

  @Test(arguments: names) func nothingYet(mode: String) {
    var run = OwnRun(waitingFor: "the data")
    for key in Self.modes[mode] ?? [] { run.press(key) }
    drawEverySize(run)
  }

  /// The state, the epoch and the metric stay beside an alarm.
  @Test(arguments: [Size(10, 10), Size(20, 5), Size(16, 6), Size(25, 12)])
  func whatMattersMoreStaysBesideAnAlarm(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    func expectCard(_ state: String) {
      let text = run.text(size)
      #expect(text[0].contains(state), "\(text)")
      #expect(text.contains { $0.contains("mAP") }, "\(text)")
    }
    expectCard("● train")
    _ = run.reduce(.tick(run.now + 600))
    #expect(run.alarms.open.count == 1)
    expectCard("● silent")
    let text = run.text(size)
    #expect(text.contains { $0.contains("! no") }, "\(text)")
    if size.width == 10 {
      #expect(text[1].contains("12/40") && text[3].contains("mAP"), "\(text)")
    }
  }

  /// A card that takes keys is seen.
  @Test(arguments: [Size(12, 5), Size(20, 5), Size(25, 10), Size(25, 60)])
  func anOpenCardIsSeen(size: Size) {
    var run = Fixtures.state()
    run.press(.character("D"))
    #expect(run.text(size).joined().contains("esc close"), "\(size)")
    run.press(.escape)
    #expect(!run.text(size).joined().contains("esc close"))
    run.report([
      RunEvent(time: run.now, .runEnded(RunEnd(reason: .completed, epochs: 11, seconds: 9)))
    ])
    #expect(run.text(size).joined().contains("esc close"), "\(size)")
    _ = run.reduce(.mouse(Mouse(.press, column: 1, row: 1), size))
    #expect(!run.isEndCardOpen && !run.text(size).joined().contains("esc close"))
  }

  /// A card whose event is gone takes no key.
  @Test func aCardGoesWithItsEvent() {
    var run = Fixtures.state()
    run.press(.character("D"))
    #expect(run.events.isCardOpen)
    run.press(.character("r"))
    #expect(run.events.cursor == nil && !run.events.isCardOpen)
  }
}
