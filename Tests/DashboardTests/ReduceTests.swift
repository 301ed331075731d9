import CallbackPanels
import Cells
import Charts
import Dashboard
import EventLists
import EventPanels
import Foundation
import RunModel
import Testing

@Suite struct ReduceTests {
  private func lines(_ state: some TestedScreen) -> [String] {
    view(state, size: Size(120, 40), symbols: .braille).text
  }

  private func sent(_ effects: [DashboardEffect]) -> [RunCommand] {
    effects.compactMap { if case .send(let request) = $0 { request.command } else { nil } }
  }

  /// Presses keys and returns all commands that were sent.
  private func press(_ state: inout OwnRun, _ keys: Key...) -> [RunCommand] {
    keys.flatMap { sent(state.reduce(.key($0))) }
  }

  private func type(_ state: inout OwnRun, _ text: String) -> [RunCommand] {
    text.unicodeScalars.flatMap { sent(state.reduce(.key(.character($0)))) }
  }

  @Test func aLineWithoutAnEndIsReplacedByWhatComesNext() {
    var state = DashboardState(now: 0)
    _ = state.reduce(.output(["one"], open: ["10%"]))
    #expect(state.output.lines == ["one", "10%"] && state.output.isShown)
    _ = state.reduce(.output([], open: ["20%"]))
    #expect(state.output.lines == ["one", "20%"])
    _ = state.reduce(.output(["100%", "two"]))
    _ = state.reduce(.output(["three"]))
    #expect(state.output.lines == ["one", "100%", "two", "three"])
    _ = state.reduce(.output(Array(repeating: "x", count: 600), open: ["0%"]))
    #expect(state.output.lines.count == 500 && state.output.lines.last == "0%")
    _ = state.reduce(.output([], open: []))
    #expect(state.output.lines.count == 499 && state.output.lines.last == "x")
  }

  @Test func aKeyAsksAndOnlyTheAnswerChangesTheScreen() {
    var state = Fixtures.state()
    let before = state.history
    #expect(
      press(&state, .right) == [
        .edit(callback: "early_stopping", field: "patience", value: .integer(11))
      ])
    #expect(state.history == before)
    #expect(state.requests.pending.count == 1)

    var states = before.callbacks
    states[1].fields[0].value = .integer(11)
    let request = CommandRequest(id: state.requests.pending[0].id, source: "key press", .undo)
    state.report([
      RunEvent(
        time: state.now,
        .commandApplied(
          AppliedCommand(
            request: request, epoch: 11, step: 80, subject: "early_stopping.patience",
            old: .integer(10), new: .integer(11), callbacks: states)))
    ])
    #expect(state.requests.pending.isEmpty)
    #expect(state.history.callbacks[1].field("patience")?.value == .integer(11))
    #expect(state.history.marks.last?.kind == .edit)
  }

  @Test func pressesBeforeTheAnswerCountOnFromWhatWasAsked() {
    var state = Fixtures.state()
    #expect(
      press(&state, .right, .right, .right).last
        == .edit(callback: "early_stopping", field: "patience", value: .integer(13)))
  }

  @Test func aRefusalTakesThePendingChangeBackAndSaysWhy() {
    var state = Fixtures.state()
    _ = press(&state, .left)
    let request = CommandRequest(id: state.requests.pending[0].id, source: "key press", .undo)
    state.report([RunEvent(time: state.now, .commandRefused(request: request, why: "too low"))])
    #expect(state.requests.pending.isEmpty)
    #expect(state.message?.text == "refused: too low")
  }

  @Test func aPatienceBeyondTheLastEpochIsNoComingStop() {
    var state = Fixtures.state()
    #expect(lines(state)[1].contains("early stop in "))
    var chain = state.callbacks
    chain[1].patience = 500
    state.report([
      RunEvent(
        time: state.now,
        .commandApplied(
          AppliedCommand(
            request: CommandRequest(
              id: "1", source: "commands.jsonl",
              .edit(callback: "early_stopping", field: "patience", value: .integer(500))),
            epoch: 11, step: 78, subject: "early_stopping.patience", old: .integer(10),
            new: .integer(500), callbacks: chain)))
    ])
    #expect(lines(state)[1].contains("no early stop before the end"))
  }

  /// Tells the screen how the callbacks are now.
  private func report(_ chain: [CallbackState], to state: inout OwnRun) {
    state.report([
      RunEvent(
        time: state.now,
        .commandApplied(
          AppliedCommand(
            request: CommandRequest(id: "1", source: "test", .reset(callback: "x")),
            epoch: 11, step: 78, subject: "x", callbacks: chain)))
    ])
  }

  /// No number of the sentence is cut off: its words become fewer.
  @Test func theComingStepsAreSaidInFewerWordsWhereTheWholeSentenceHasNoRoom() {
    var state = Fixtures.state()
    var chain = state.callbacks
    for index in chain.indices where chain[index].isReducing {
      chain[index].nextLearningRate = 0.000_18
    }
    report(chain, to: &state)
    func row(_ width: Int) -> String {
      view(state, size: Size(width, 18), symbols: .braille).text[1].trimmingCharacters(
        in: .whitespaces)
    }
    #expect(row(62) == "early stop in 10 unless val/mAP > 0.9077 · rate → 1.8e-4 in 5")
    #expect(row(60) == "early stop in 10 unless mAP > 0.9077 · rate → 1.8e-4 in 5")
  }

  /// A second EarlyStopping will stop the run although the first never does.
  @Test func theComingStopIsThatOfTheCallbackThatActsFirst() {
    var state = Fixtures.state()
    var chain = state.callbacks
    chain[1].patience = 500
    var second = state.callbacks[1]
    (second.id, second.monitor, second.wait, second.patience) = ("second", "val_loss", 4, 7)
    report([second] + chain, to: &state)
    #expect(lines(state)[1].contains("early stop in 3 unless val_loss"))
    report(chain + [second], to: &state)
    #expect(lines(state)[1].contains("early stop in 3 unless val_loss"))
    second.patience = 400
    report(chain + [second], to: &state)
    #expect(lines(state)[1].contains("no early stop before the end"))
  }

  @Test func thePauseKeyResumesWhatIsPaused() {
    var state = Fixtures.state()
    #expect(press(&state, .character("p")) == [.pause])
    state.report([RunEvent(time: state.now, .paused(epoch: 11, step: 80))])
    #expect(press(&state, .character(" ")) == [.resume])
  }

  @Test func arrowsGoThroughAllRowsAndStayAtTheEnds() {
    var state = Fixtures.state()
    _ = press(&state, .up)
    #expect(state.selection.choice == .learningRate)
    _ = press(&state, .up)
    #expect(state.selection.choice == .learningRate)
    for _ in 0..<20 { _ = press(&state, .down) }
    #expect(state.selection.choice == .field(callback: "reduce_lr_on_plateau", name: "cooldown"))
  }

  @Test func theLearningRateIsHalvedAndDoubled() {
    var state = Fixtures.state()
    #expect(press(&state, .up, .left) == [.setLearningRate(.times(0.5))])
    #expect(lines(state).contains { $0.contains("2e-4 → 1e-4") })
    #expect(press(&state, .right, .right).last == .setLearningRate(.times(2)))
    #expect(lines(state).contains { $0.contains("2e-4 → 4e-4") })
    #expect(press(&state, .character("[")) == [.setLearningRate(.times(0.1))])
  }

  @Test func aTypedValueIsSentAndABadOneIsExplained() {
    var state = Fixtures.state()
    _ = press(&state, .enter)
    guard case .typing(let input) = state.mode else {
      Issue.record("nothing is typed")
      return
    }
    #expect(input.purpose == .value(state.selection.choice) && input.text == "10")
    #expect(type(&state, "15").isEmpty)
    #expect(
      press(&state, .enter) == [
        .edit(callback: "early_stopping", field: "patience", value: .integer(15))
      ])
    #expect(state.mode == .normal)
    _ = press(&state, .enter)
    #expect(type(&state, "many").isEmpty)
    #expect(press(&state, .enter).isEmpty)
    // It stays, to be corrected.
    #expect(state.mode != .normal)
    let card = view(state, size: Size(120, 40), symbols: .braille).text.joined()
    #expect(card.contains("patience takes a whole number from 0 to a billion, not many"))
  }

  @Test func escapeLeavesTypingWithoutSending() {
    var state = Fixtures.state()
    _ = press(&state, .character("l"))
    _ = type(&state, "0.5")
    #expect(press(&state, .escape).isEmpty)
    #expect(state.mode == .normal)
  }

  @Test(arguments: [
    ("reset", .reset(callback: "early_stopping")),
    ("switch", .edit(callback: "early_stopping", field: "enabled", value: .boolean(false))),
    ("move-up", .move(callback: "early_stopping", by: -1)),
    ("move-down", .move(callback: "early_stopping", by: 1)), ("pause", RunCommand.pause),
    ("stop", .stop(.afterEpoch)), ("stop-now", .stop(.now)),
    ("patience 12", .edit(callback: "early_stopping", field: "patience", value: .integer(12))),
    (
      "reduce_lr_on_plateau.factor 0.3",
      .edit(callback: "reduce_lr_on_plateau", field: "factor", value: .number(0.3))
    ),
    ("learning-rate 1e-4", .setLearningRate(.to(1e-4))),
  ])
  func aCommandLineDoesWhatItsKeyDoes(line: String, command: RunCommand) {
    var state = Fixtures.state()
    _ = press(&state, .character(":"))
    _ = type(&state, line)
    #expect(press(&state, .enter) == [command])
  }

  @Test func anUnknownCommandIsNamedInTheAnswer() {
    var state = Fixtures.state()
    _ = press(&state, .character(":"))
    _ = type(&state, "fly")
    #expect(press(&state, .enter).isEmpty)
    #expect(state.message?.text.contains("fly") == true)
  }

  @Test func quittingAsksWhileTraining() {
    var state = Fixtures.state()
    #expect(state.reduce(.key(.character("q"))).isEmpty)
    #expect(state.mode == .quitQuestion)
    #expect(state.reduce(.key(.escape)).isEmpty)
    #expect(state.mode == .normal)
    // Enter is no answer: a person who presses it without reading loses nothing.
    _ = state.reduce(.key(.character("q")))
    #expect(state.reduce(.key(.enter)).isEmpty && state.mode == .normal)
    _ = state.reduce(.key(.control("c")))
    let effects = state.reduce(.key(.control("c")))
    #expect(sent(effects) == [.stop(.now)])
    #expect(effects.last == .quit)
  }

  @Test func quittingDoesNotAskWhenTheRunHasEnded() {
    var state = Fixtures.state()
    state.report([
      RunEvent(time: state.now, .runEnded(RunEnd(reason: .completed, epochs: 11, seconds: 9)))
    ])
    #expect(press(&state, .character("s")).isEmpty)
    #expect(state.message?.text == "the run has ended; C trains it on, :epochs N to N epochs")
    #expect(state.reduce(.key(.character("q"))) == [.quit])
  }

  @Test func theEventCursorGoesToBothEndsAndGoesAway() {
    var state = Fixtures.state()
    _ = press(&state, .character("E"))
    #expect(state.events.cursor == state.history.marks.count - 1)
    _ = press(&state, .character("e"))
    #expect(state.events.cursor == state.history.marks.count - 1)
    _ = press(&state, .escape)
    #expect(state.events.cursor == nil)
    _ = press(&state, .character("e"))
    // The first event that no later one has replaced.
    #expect(
      state.events.cursor == state.history.marks.firstIndex { $0.kind == .learningRateCut })
  }
}
