import CallbackPanels
import Cells
import Charts
import Dashboard
import Playbacks
import RunModel
import Simulation
import Testing

/// Other callbacks, tried on a recording.
@Suite struct WhatIfTests {
  @Test func theArrowsChangeWhatWouldHaveBeen() {
    var screen = Projector()
    let recorded = screen.state.history
    screen.press(.character("w"))
    #expect(screen.state.whatIf?.outcome.stop == 19)
    #expect(screen.state.selection.choice == .field(callback: "early_stopping", name: "patience"))
    #expect(screen.press(.left, .left, .left) == [])
    #expect(screen.state.whatIf?.outcome.stop == 16)
    screen.press(.enter)
    screen.type("25\n")
    #expect(screen.state.whatIf?.outcome.stop == nil)
    #expect(screen.state.whatIf?.outcome.summary.headline == "nothing stops it up to epoch 30")
    screen.press(.character("u"))
    #expect(screen.state.whatIf?.outcome.stop == 16)
    for _ in 0..<4 { screen.press(.character("u")) }
    #expect(screen.state.message?.text == "nothing was changed")
    #expect(screen.state.whatIf?.outcome.stop == 19)
    #expect(screen.state.history == recorded)
    screen.press(.character("w"))
    #expect(screen.state.whatIf == nil && screen.state.callbacks.isEmpty)
  }

  @Test func whatIsNoValueIsRefusedInWords() {
    var screen = Projector()
    screen.press(.character("w"), .enter)
    func card() -> String { view(screen, size: Size(120, 40), symbols: .braille).text.joined() }
    screen.type("many\n")
    #expect(card().contains("patience takes a whole number from 0 to a billion, not many"))
    screen.press(.escape, .character("l"))
    screen.type("-1\n")
    #expect(card().contains("a learning rate is a number above 0, such as 0.001 or *0.5"))
    screen.press(.escape, .character("l"))
    screen.type("0.5\n")
    #expect(screen.state.whatIf?.learningRate == 0.5)
    #expect(screen.state.whatIf?.edits.isEmpty == true)
  }

  /// The rate that is shown may be one after cuts.
  @Test func aFactorIsOfTheFirstRate() {
    var screen = Projector()
    screen.press(.character("w"), .character("l"))
    screen.type("0.4\n")
    screen.press(.character("l"))
    screen.type("*0.5")
    #expect(
      view(screen, size: Size(120, 40), symbols: .braille).text[39].contains(
        "the first rate 0.4; also *0.5, /10"))
    screen.press(.enter)
    #expect(screen.state.whatIf?.learningRate == 0.2)
  }

  @Test func theGaugesAreThoseOfTheMoment() {
    var screen = Projector()
    screen.press(.character("w"))
    screen.type(":epoch 12\n")
    #expect(screen.state.callbacks.first?.wait == 3)
    screen.type(":epoch 5\n")
    #expect(screen.state.callbacks.first?.wait == 0)
    screen.press(.end)
    #expect(screen.state.callbacks.first?.wait == 10)
  }

  @Test func anotherMetricIsWatched() {
    var screen = Projector()
    screen.press(.character("W"))
    #expect(
      screen.state.message?.text
        == "w tries callbacks; then this changes the metric that they watch")
    screen.press(.character("w"))
    #expect(screen.state.callbacks.first?.monitor == "val_accuracy")
    screen.press(.character("W"))
    #expect(screen.state.callbacks.first?.monitor == "val_loss")
    #expect(screen.state.whatIf?.outcome.stop == nil)
    screen.press(.character("W"))
    #expect(screen.state.callbacks.first?.monitor == "val_accuracy")
  }

  @Test func whatWasTriedIsKept() {
    var screen = Projector([
      LogFixture(name: "a", count: 30), LogFixture(name: "b", count: 12),
    ])
    screen.press(.character("w"), .left, .left, .left)
    #expect(screen.state.whatIf?.outcome.stop == 16)
    screen.press(.character("w"))
    #expect(screen.state.whatIf == nil)
    screen.press(.character("w"))
    #expect(screen.state.whatIf?.outcome.stop == 16)
    #expect(screen.state.message?.text == "as you left it; u undoes the last change")
    screen.press(.character("}"), .character("{"))
    #expect(screen.state.whatIf?.outcome.stop == 16)
    screen.press(.character("u"), .character("w"), .character("w"))
    #expect(screen.state.whatIf?.outcome.stop == 17)
  }

  /// A log may not tell the learning rate.
  @Test func anAssumedRateSaysSo() {
    var log = LogFixture(name: "a", count: 30)
    func rows(_ screen: Projector) -> [String] {
      view(screen, size: Size(120, 40), symbols: .braille).text
    }
    var known = Projector([log])
    known.press(.character("w"))
    #expect(!rows(known).joined().contains("assumed"))
    log.tellsRate = false
    var screen = Projector([log])
    screen.press(.character("w"))
    #expect(rows(screen)[3].contains("learning rate, assumed"), "\(rows(screen)[3])")
    #expect(rows(screen).contains { $0.contains("learning rate assumed ") })
    screen.press(.character("l"))
    #expect(rows(screen)[39].contains("the first rate, assumed 0.001; also"))
    screen.type("0.5\n")
    #expect(!rows(screen).joined().contains("assumed"))
    screen.press(.character("u"))
    #expect(rows(screen).joined().contains("assumed"))
  }

  @Test func anotherRunIsTriedAnew() {
    var screen = Projector([
      LogFixture(name: "a", count: 30), LogFixture(name: "b", count: 12),
    ])
    screen.press(.character("w"))
    #expect(screen.state.whatIf?.outcome.stop == 19)
    screen.press(.character("}"))
    #expect(screen.state.whatIf?.outcome.stop == nil)
    screen.press(.character("}"))
    #expect(screen.state.whatIf?.outcome.stop == 19)
  }

  @Test func aLogWithoutEpochsSaysThatNothingCanBeTried() {
    var screen = Projector([LogFixture(name: "x", count: 0)])
    screen.press(.character("w"))
    #expect(screen.state.whatIf == nil)
    #expect(
      screen.state.message?.text
        == "this log counts no epochs; plateau simulate tries callbacks on its steps")
    // Without steps there is no other way.
    var overviews = screen.state.playback?.overviews ?? []
    overviews[0].axes = [.time]
    _ = screen.state.reduce(.overviews(overviews))
    screen.press(.character("w"))
    #expect(screen.state.message?.text == "no epochs in this log, so nothing to try")
  }

  @Test func whileARunTrainsWhatIsTriedAsksForNothing() {
    var state = Fixtures.state()
    func press(_ keys: Key...) -> [DashboardEffect] {
      keys.flatMap { state.reduce(.key($0)) }
    }
    #expect(press(.character("w"), .left, .right, .right, .character("x"), .character("u")) == [])
    #expect(state.whatIf != nil && state.requests.pending.isEmpty)
    #expect(state.whatIf?.edits.count == 3)
    // Pausing is not a setting but a request.
    #expect(press(.character("p")).count == 1)
    #expect(press(.character("w"), .right).count == 1)
  }
}
