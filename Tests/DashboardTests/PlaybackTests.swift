import Cells
import Charts
import Dashboard
import Playbacks
import Recordings
import RunModel
import Simulation
import Testing

/// The keys of a replay.
@Suite struct PlaybackTests {
  // MARK: Playing

  @Test func itBeginsAtTheEndAndPlaysFromTheStart() {
    var screen = Projector()
    #expect(screen.position == 300 && !screen.playback.isPlaying)
    screen.press(.character("p"))
    #expect(screen.position == 0 && screen.playback.isPlaying)
    screen.press(.character(" "))
    #expect(!screen.playback.isPlaying)
    screen.wait(2)
    #expect(screen.position == 0)
  }

  @Test func aScriptGoesOnWhileItsViewIsHeld() {
    var screen = Projector([LogFixture(name: "train.py", count: 12, isLive: true)])
    screen.state.isScript = true
    screen.press(.character("p"))
    #expect(
      screen.state.message?.text == "the view is held; the script goes on (p follows it again)")
    screen.press(.character("p"))
    #expect(screen.state.message == nil)
  }

  @Test func aGrowingLogIsHeldWhereItIs() {
    var log = LogFixture(name: "x.csv", count: 12, isLive: true)
    log.planned = 0
    var screen = Projector([log])
    func header() -> String { view(screen, size: Size(120, 40), symbols: .braille).text[0] }
    // The total of a log that grows is unknown.
    #expect(header().contains("following  epoch 12 ") && screen.playback.isFollowing)
    screen.press(.character("p"))
    #expect(screen.position == 120 && !screen.playback.isFollowing && !screen.playback.isPlaying)
    #expect(header().contains("held  epoch 12 "))
    #expect(screen.state.message?.text == "the view is held (p follows the log again)")
    log.count = 15
    screen.replace([log])
    #expect(screen.position == 120 && header().contains("held   looking at epoch 12 · End = now"))
    // The second press follows it again, although it has grown.
    screen.press(.character("p"))
    #expect(screen.position == 150 && header().contains("following"))
    screen.press(.character("p"), .end)
    #expect(screen.position == 150 && header().contains("following"))
    screen.press(.character("p"), .character("p"))
    #expect(screen.playback.isFollowing)
    // From the past it is played.
    screen.press(.character("b"), .character("p"))
    #expect(screen.playback.isPlaying)
  }

  /// Only a log that tells a total has one; the last epoch of another is not it.
  @Test func withoutATotalThereIsNoSlash() {
    var log = LogFixture(name: "x.csv", count: 5, counted: [.epoch])
    func header(_ screen: Projector) -> String {
      view(screen, size: Size(120, 40), symbols: .braille).text[0]
    }
    log.planned = 0
    var over = Projector([log])
    #expect(header(over).contains("epoch 5") && !header(over).contains("5/5"))
    over.press(.character("b"))
    #expect(header(over).contains("epoch 4/5"))
    log.planned = 9
    #expect(header(Projector([log])).contains("epoch 5/9"))
    log.isLive = true
    log.planned = 0
    var growing = Projector([log])
    growing.press(.character("b"))
    #expect(!header(growing).contains("/5") && !header(growing).contains("▕"))
  }

  @Test func anEpochASecondHoweverLongTheyTook() {
    var screen = Projector()
    screen.press(.character("p"))
    screen.wait(3)
    #expect(abs(screen.position - 30) < 1e-3)
    #expect(screen.state.history.epochs.count >= 2)
  }

  @Test func timesAreSecondsOfTheRun() {
    var screen = Projector()
    screen.type(":speed 20\n")
    screen.press(.character("p"))
    screen.wait(3)
    #expect(abs(screen.position - 60) < 1e-3)
    screen.press(.character(">"))
    #expect(screen.playback.speed == .times(50))
    screen.wait(1)
    #expect(abs(screen.position - 110) < 1e-3)
    screen.press(.character("<"), .character("<"))
    #expect(screen.playback.speed == .times(10))
  }

  @Test func theSpeedsHaveAnEndOnBothSides() {
    var screen = Projector()
    screen.type(":speed 4\n")
    for _ in 0..<30 { screen.press(.character(">")) }
    #expect(screen.playback.speed == .times(1000))
    for _ in 0..<30 { screen.press(.character("<")) }
    #expect(screen.playback.speed == .times(0.25))
    screen = Projector()
    for _ in 0..<30 { screen.press(.character(">")) }
    #expect(screen.playback.speed == .epochs(64))
    for _ in 0..<30 { screen.press(.character("<")) }
    #expect(screen.playback.speed == .epochs(0.25))
  }

  @Test func itStopsAtTheEnd() {
    var screen = Projector()
    screen.type(":speed 1000\n")
    screen.press(.character("p"))
    screen.wait(1)
    #expect(screen.position == 300 && !screen.playback.isPlaying)
    #expect(screen.state.history.epochs.count == 30)
  }

  // MARK: Going to a moment

  @Test func stepsLeadToTheEndsOfEpochs() {
    var screen = Projector()
    screen.press(.home)
    #expect(screen.position == 0)
    screen.press(.character("n"))
    #expect(screen.position == 10)
    screen.press(.right, .right)
    #expect(screen.position == 30)
    screen.press(.character("b"))
    #expect(screen.position == 20)
    screen.press(.character("]"))
    #expect(screen.position == 120)
    screen.press(.character("["), .character("["))
    #expect(screen.position == 0)
    screen.press(.character("b"))
    #expect(screen.position == 0)
    screen.press(.end, .character("n"))
    #expect(screen.position == 300)
  }

  @Test func backFromWithinAnEpochLeadsToItsBeginning() {
    var screen = Projector()
    screen.press(.character("p"))
    screen.wait(2.5)
    screen.press(.character("p"))
    #expect(abs(screen.position - 25) < 1e-3)
    screen.press(.character("b"))
    #expect(screen.position == 20)
    screen.press(.character("p"))
    screen.wait(0.5)
    screen.press(.character("p"), .character("n"))
    #expect(screen.position == 30)
  }

  @Test func epochsThatEndedInOneSecondDoNotHoldItUp() {
    var recording = EventRecording(name: "x")
    recording.append(RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 9))))
    for epoch in 0..<9 {
      recording.append(
        RunEvent(
          time: Double(1 + epoch / 3),
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["loss": 1], learningRate: 1, seconds: 0, callbacks: []))))
    }
    var screen = Projector([recording])
    #expect(screen.position == 3)
    screen.press(.character("b"))
    #expect(screen.position == 2)
    screen.press(.character("b"))
    #expect(screen.position == 1)
    screen.press(.character("b"))
    #expect(screen.position == 0)
    screen.press(.character("n"), .character("n"), .character("n"))
    #expect(screen.position == 3)
  }

  @Test func eventsAreGoneToInTurn() {
    var screen = Projector()
    // Of the best values, only the last is news.
    screen.press(.home, .character("e"))
    #expect(screen.position == 90)
    screen.press(.character("F"))
    #expect(screen.state.message?.text == "events: all")
    screen.press(.home, .character("e"), .character("e"))
    #expect(screen.position == 20)
    screen.press(.character("E"))
    #expect(screen.position == 10)
    screen.press(.character("E"))
    #expect(
      screen.position == 10 && screen.state.message?.text.hasPrefix("no earlier event;") == true)
    screen.press(.end, .character("e"))
    #expect(screen.state.message?.text.hasPrefix("no later event;") == true)
    screen.press(.character("E"))
    #expect(screen.position == 90)
  }

  @Test func aCommandGoesToAnEpoch() {
    var screen = Projector()
    screen.type(":epoch 12\n")
    #expect(screen.position == 120)
    #expect(screen.state.history.epochs.last?.epoch == 11)
    screen.type(":epoch 0\n")
    #expect(screen.position == 0)
    screen.type(":step 1234567\n")
    #expect(screen.state.message?.text.hasPrefix("the run goes from") == true)
    screen.type(":epoch 31\n")
    #expect(screen.position == 0 && screen.state.message?.text == "epoch takes a number up to 30")
    screen.type(":epoch -1\n")
    #expect(screen.state.message?.text == "epoch takes a number up to 30")
    screen.type(":speed 0\n")
    #expect(screen.state.message?.text == "speed takes a number such as 0.25 or 100")
    screen.type(":speed nan\n")
    #expect(screen.state.message?.text == "speed takes a number such as 0.25 or 100")
    screen.type(":run 2\n")
    #expect(screen.state.message?.text == "there is only one run")
    screen.type(":nonsense 3\n")
    #expect(screen.state.message?.text.contains("nonsense") == true)
  }

  @Test func aRefusalCountsEpochsAsTheLogDoes() {
    var screen = Projector([LogFixture(name: "x", count: 30, firstNumber: 0)])
    screen.type(":40.5\n")
    #expect(screen.state.message?.text == "the run goes from 0 to 29 epochs")
    screen.type(":step 1234567\n")
    #expect(screen.state.message?.text == "the run goes from 0 to 3000 steps")
  }

  // MARK: The axis

  @Test func theAxisGoesRoundAndZoomStaysWithinTheRun() throws {
    var screen = Projector()
    screen.press(.character("a"))
    #expect(screen.playback.axis == .step)
    #expect(screen.state.history.position == 3000)
    screen.press(.character("a"), .character("a"))
    #expect(screen.playback.axis == .epoch)
    screen.type(":epoch 15\n")
    screen.press(.character("+"))
    #expect(screen.playback.window == 7.5...22.5)
    screen.press(.character("+"))
    let window = try #require(screen.playback.window)
    #expect(window.contains(15) && window.upperBound - window.lowerBound == 7.5)
    for _ in 0..<20 { screen.press(.character("]")) }
    #expect(screen.playback.window == 22.5...30)
    for _ in 0..<20 { screen.press(.character("[")) }
    #expect(screen.playback.window == 0...7.5)
    for _ in 0..<60 { screen.press(.character("+")) }
    #expect(screen.playback.window.map { $0.upperBound > $0.lowerBound } == true)
    for _ in 0..<60 { screen.press(.character("-")) }
    #expect(screen.playback.window == nil)
    screen.press(.character("+"), .character("a"))
    #expect(screen.playback.window == nil)
  }

  /// A line enters from the edge, so the point before the shown part is known, too.
  @Test func theBestValueInViewLiesInView() throws {
    var screen = Projector()
    screen.press(.character("+"), .character("+"))
    for _ in 0..<20 { screen.press(.character("[")) }
    #expect(screen.playback.window == 0...7.5)
    let rows = view(screen, size: Size(160, 40), symbols: .braille).text
    let title = try #require(rows.first { $0.contains("╭ val_accuracy") }, "\(rows)")
    #expect(title.contains("best in view 0.8286 @7 "))
    #expect(rows.contains { $0.contains("best in view val_accuracy 0.8286 at epoch 7 ") })
  }

  @Test func aLogThatTellsNoTimeSaysSo() {
    var screen = Projector([LogFixture(name: "x", count: 5, seconds: 1, isTimed: false)])
    screen.press(.character("a"))
    #expect(screen.playback.axis == .epoch)
    #expect(screen.state.message?.text == "the log has only epochs")
  }

  // MARK: Several runs

  @Test func anotherRunIsShownAtTheSameX() {
    var screen = Projector([
      LogFixture(name: "slow", count: 30), LogFixture(name: "fast", count: 20, seconds: 1),
    ])
    #expect(screen.playback.arrangement == .overlaid)
    screen.type(":epoch 12\n")
    screen.press(.character("}"))
    #expect(screen.playback.chosen == 1 && screen.position == 12)
    #expect(screen.state.history.info?.name == "fast")
    screen.press(.character("}"))
    #expect(screen.playback.chosen == 0 && screen.position == 120)
    screen.press(.character("{"))
    #expect(screen.playback.chosen == 1)
    screen.type(":run 1\n")
    #expect(screen.playback.chosen == 0)
    screen.press(.end, .character("}"))
    #expect(screen.position == 20)
    screen.press(.character("|"))
    #expect(screen.playback.arrangement == .sideBySide)
    #expect(screen.state.message?.text == "the runs side by side")
    screen.press(.character("|"))
    #expect(screen.playback.arrangement == .alone && screen.playback.others.isEmpty)
    #expect(screen.state.message?.text == "the chosen run alone")
    screen.press(.character("|"))
    #expect(screen.state.message?.text == "all runs in the same charts")
    #expect(screen.playback.arrangement == .overlaid && !screen.playback.others.isEmpty)
  }

  /// Runs beside each other have the same numbers on their vertical axes, at any moment and in any part.
  @Test func runsSideBySideShareTheirScales() {
    var screen = Projector([
      LogFixture(name: "slow", count: 30), LogFixture(name: "fast", count: 12, advantage: -0.3),
    ])
    screen.press(.character("|"))
    func expectEqual(_ comment: Comment) {
      let rows = view(screen, size: Size(120, 40), symbols: .braille).text
      let names = Array(rows.first { $0.contains("B fast") } ?? "")
      guard let column = names.indices.first(where: { names[$0...].starts(with: "B fast") }) else {
        Issue.record("no second run")
        return
      }
      func labels(from start: Int) -> [String] {
        rows.dropFirst(3).map { row in String(Array(row).dropFirst(start + 1).prefix(7)) }
          .filter { $0.contains { $0.isNumber } && !$0.contains("r") && !$0.contains("l") }
      }
      let (left, right) = (labels(from: 0), labels(from: column - 2))
      #expect(left == right && left.count > 3, comment)
    }
    expectEqual("whole")
    screen.type(":epoch 7\n")
    expectEqual("at a moment")
    screen.press(.end, .character("+"), .character("("))
    expectEqual("a part")
  }

  @Test func endLeadsToTheEndOfTheChosenRun() throws {
    var screen = Projector([
      LogFixture(name: "short", count: 10), LogFixture(name: "long", count: 100),
    ])
    screen.type(":epoch 4\n")
    screen.press(.character("+"), .character("+"), .character("+"), .end)
    #expect(screen.position == 100)
    #expect(try #require(screen.playback.window).contains(10))
  }

  @Test func theOtherRunIsShownWhereThisOneIs() {
    var screen = Projector([
      LogFixture(name: "slow", count: 30), LogFixture(name: "fast", count: 20, seconds: 1),
    ])
    screen.type(":epoch 7\n")
    #expect(screen.playback.others[1]?.epochs.count == 7)
  }

  @Test func oneRunHasNoOthers() {
    var screen = Projector()
    screen.press(.character("}"))
    #expect(screen.state.message?.text == "there is only one run")
    screen.press(.character("|"))
    #expect(screen.playback.arrangement == .alone)
  }

  // MARK: A log that grows

  @Test func theEndIsFollowedUntilThePastIsLookedAt() {
    var screen = Projector([LogFixture(name: "x", count: 4, isLive: true)])
    #expect(screen.playback.isFollowing)
    screen.replace([LogFixture(name: "x", count: 6, isLive: true)])
    #expect(screen.position == 60)
    screen.press(.character("b"))
    screen.replace([LogFixture(name: "x", count: 9, isLive: true)])
    #expect(screen.position == 50 && !screen.playback.isFollowing)
    screen.press(.end)
    screen.replace([LogFixture(name: "x", count: 10, isLive: true)])
    #expect(screen.position == 100)
    // A log that was started again is shorter.
    screen.press(.character("b"))
    screen.replace([LogFixture(name: "x", count: 2, isLive: true)])
    #expect(screen.position == 20)
  }
}
