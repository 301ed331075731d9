import Cells
import Charts
import Dashboard
import Playbacks
import RunModel
import Testing

/// The card at the end of a run.
@Suite struct EndCardTests {
  private static let evidence = StopReason.Evidence(
    monitor: "val/mAP", current: 0.9051, best: 0.9094, bestEpoch: 7, wait: 10, patience: 10)

  /// A run that ended for a reason.
  private func ended(
    _ reason: StopReason = .callback(name: "EarlyStopping", epoch: 10, evidence: evidence),
    restored: Int? = 7
  ) -> OwnRun {
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now,
        .checkpointSaved(epoch: 7, path: "runs/2026-11-23-2104-shapes/checkpoints/best.safetensors")
      ),
      RunEvent(
        time: run.now + 1,
        .runEnded(RunEnd(reason: reason, epochs: 11, restoredEpoch: restored, seconds: 30))),
    ])
    return run
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60), Size(300, 90)])
  func itSaysWhyBestLastRestoredAndSavedWhereAtEverySize(size: Size) {
    let run = ended()
    let text = run.text(size).joined(separator: "\n")
    #expect(text.contains("stopped after epoch 11 of 40"))
    // The whole reason, over however many rows.
    let words = text.split { " \n│╭╮╰╯─".contains($0) }.joined(separator: " ")
    for part in ["EarlyStopping stopped it after epoch 11", "(patience 10"] {
      #expect(words.contains(part), "\(part)")
    }
    #expect(text.contains("best 0.9067 @11 · last 0.9067"))
    #expect(text.contains("of epoch 8 restored"))
    #expect(text.contains("checkpoints/best.safetensors"))
    #expect(text.contains("r replay  w what if  C train on, patience 10 → 20"))
    #expect(text.contains("q quit  esc close"))
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func itSaysHowMuchOfTheLastEpochWasTrained(size: Size) {
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now,
        .epochEnded(
          EpochSummary(
            epoch: 11, logs: [:], learningRate: 0.1, seconds: 1, callbacks: [], brokenOffAt: 78))),
      RunEvent(
        time: run.now + 1,
        .runEnded(
          RunEnd(
            reason: .person(.now, via: "key press"), epochs: 11, restoredEpoch: nil, seconds: 30))),
    ])
    #expect(
      words(run, size).contains("epoch 12 was cut short after 78 of 125 batches; it does not count")
    )
  }

  /// The words of a screen without its frames, wherever they are wrapped.
  private func words(_ run: OwnRun, _ size: Size) -> String {
    run.text(size).joined(separator: " ").split { " │╭╮╰╯─".contains($0) }.joined(separator: " ")
  }

  /// Where the sentence has no room, the reason is whole in fewer words, open and closed.
  @Test func theReasonIsWholeOnTheSmallestScreens() {
    let (small, smallest) = (Size(24, 10), Size(20, 5))
    let brief = "no better val/mAP than 0.9094 (epoch 8) for 10 epochs (EarlyStopping)"
    var run = ended()
    #expect(words(run, small).contains(brief) && words(run, smallest).contains(brief))
    #expect(words(run, smallest).contains("esc close"))
    _ = run.reduce(.tick(run.now + 6))
    run.press(.escape)
    _ = run.reduce(.tick(run.now + 6))
    #expect(
      words(run, small).contains(
        "EarlyStopping stopped it after epoch 11: val/mAP had not improved on 0.9094 (epoch 8) for "
          + "10 epochs (patience 10); the last was 0.9051"))
    #expect(
      words(run, smallest).contains(
        "stopped 11/40 no better val/mAP for 10 epochs (EarlyStopping)"))
  }

  @Test(arguments: [
    (StopReason.completed, "all epochs done"),
    (.person(.now, via: "commands.jsonl"), "stopped by commands.jsonl"),
    (.person(.afterEpoch, via: "commands.jsonl"), "stopped by commands.jsonl"),
    (.callback(name: "TerminateOnNaN", epoch: 3, evidence: nil), "TerminateOnNaN stopped it"),
    (
      .callback(
        name: "TargetStop", epoch: 3, evidence: .init(.target, monitor: "acc", current: 0.9)),
      "acc reached 0.9 (TargetStop)"
    ),
    (
      .callback(
        name: "EarlyStopping", epoch: 3,
        evidence: .init(monitor: "val_sparse_categorical_accuracy", current: 0.9, wait: 1)),
      "EarlyStopping stopped it"
    ),
  ])
  func everyReasonIsWholeOnTheSmallestScreen(reason: StopReason, brief: String) {
    var run = ended(reason, restored: nil)
    let card = words(run, Size(20, 5))
    #expect(card.contains(brief) && !card.contains("…"), "\(card)")
    run.press(.escape)
    let status = words(run, Size(20, 5))
    #expect(status.contains(brief), "\(status)")
  }

  /// A long failure keeps at least half of the rows above the keys.
  @Test func theBeginningOfALongFailureIsOnTheSmallestScreens() {
    let run = ended(.failed("cannot write weights.safetensors: no space left on the device"))
    #expect(words(run, Size(24, 10)).contains("failed: cannot write"))
    #expect(words(run, Size(20, 5)).contains("failed: cannot"))
  }

  /// A run with a value in epoch 12 that is better by less than min_delta.
  private func withBestThatDoesNotCount() -> OwnRun {
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now,
        .epochEnded(
          EpochSummary(
            epoch: 11, logs: ["val/mAP": 0.9071], learningRate: 0.0002, seconds: 1,
            callbacks: run.history.callbacks)))
    ])
    return run
  }

  /// A value that is better by less than min_delta is the best of the chart, and does not count.
  @Test func itSaysWhichBestValueCounts() {
    var run = withBestThatDoesNotCount()
    run.report([
      RunEvent(
        time: run.now + 1,
        .runEnded(
          RunEnd(
            reason: .callback(name: "EarlyStopping", epoch: 11, evidence: Self.evidence),
            epochs: 12, restoredEpoch: 10, seconds: 30)))
    ])
    for size in [Size(60, 18), Size(80, 24), Size(120, 40)] {
      let text = run.text(size).joined(separator: "\n")
      #expect(text.contains("best 0.9071 @12"))
      #expect(text.contains("0.9067 @11 counts, by min_delta 0.001 "), "\(text)")
      // The row at the top says why the better one did not.
      run.press(.escape)
      #expect(
        run.text(size)[1].contains("by min_delta 0.001 for 10 epochs"), "\(run.text(size)[1])")
      run.press(.character("I"))
    }
    #expect(!ended().text(Size(80, 24)).joined().contains("counts,"))
  }

  /// On a narrow card, a value that has no room beside another stands below it.
  @Test(arguments: 20...59, [12, 17, 30])
  func itCutsNoNumberOnANarrowScreen(width: Int, height: Int) {
    var run = withBestThatDoesNotCount()
    run.report([
      RunEvent(
        time: run.now + 1,
        .runEnded(RunEnd(reason: .person(.now, via: "a key"), epochs: 12, seconds: 30)))
    ])
    let text = run.text(Size(width, height)).joined(separator: "\n")
    for whole in ["best 0.9071 @12", "last 0.9071", "0.9067 @11 counts,", "by min_delta 0.001"] {
      #expect(height < 17 || text.contains(whole), "\(whole)\n\(text)")
    }
    for key in ["r replay", "w what if", "q quit", "esc close"] {
      #expect(text.contains(key), "\(key)\n\(text)")
    }
    for line in text.split(separator: "\n") {
      #expect(!line.hasSuffix("0.9") && !line.contains("0.9│") && !line.contains("0.90 "))
    }
  }

  /// A hint that is wider than the card goes on below.
  @Test func itCutsNoHint() {
    for width in 24...60 {
      let text = ended().text(Size(width, 40)).joined(separator: "\n")
      let words = text.split { " \n│╭╮╰╯─".contains($0) }.joined(separator: " ")
      #expect(words.contains("C train on, patience 10 → 20"), "\(width)\n\(text)")
    }
  }

  /// A script that fails has no end of its own: what it printed last says why.
  @Test(arguments: [Size(30, 10), Size(60, 18), Size(80, 24), Size(120, 40)])
  func aScriptThatFailsHasACard(size: Size) {
    var screen = Projector([LogFixture(name: "train.py", count: 30)])
    var overview = screen.playback.overview
    #expect(!screen.state.isEndCardOpen)
    _ = screen.reduce(
      .output(["epoch 30", "Traceback (most recent call last):", "ValueError: no data"], open: []))
    overview.scriptEnd = .failed("exit code 3: ValueError: no data")
    _ = screen.reduce(.overviews([overview]))
    #expect(screen.state.isEndCardOpen)
    let text = view(screen.state, size: size, symbols: .braille).text.joined(separator: "\n")
    let words = text.split { " \n│╭╮╰╯─".contains($0) }.joined(separator: " ")
    #expect(words.contains("failed: exit code 3: ValueError: no data"), "\(text)")
    #expect(words.contains("failed after epoch 30"), "\(text)")
    #expect(size.height < 18 || text.contains("Traceback (most recent call last):"), "\(text)")
    #expect(!words.contains("last): ValueError"), "the reason says it: \(text)")
    #expect(!text.contains("weights"), "the text says nothing of them")
    screen.press(.escape)
    #expect(screen.state.isEndCardOpen, "the key was on its way when it opened")
    _ = screen.reduce(.tick(screen.state.now + 1))
    screen.press(.escape)
    _ = screen.reduce(.overviews([overview]))
    #expect(!screen.state.isEndCardOpen, "it opens once")
    _ = screen.reduce(.tick(screen.state.now + 9))
    // The second row ends in words, not in what would part them from others.
    let row = view(screen.state, size: size, symbols: .braille).text[1]
    #expect(!["·", "…"].contains(row.split(separator: " ").last ?? ""), "\(row)")
    screen.press(.character("I"))
    #expect(screen.state.isEndCardOpen)
    overview.scriptEnd = .completed
    var whole = Projector([LogFixture(name: "train.py", count: 30)])
    _ = whole.reduce(.overviews([overview]))
    #expect(whole.state.isEndCardOpen, "its text has no end of its own")
  }

  @Test func aKeyClosesItAndDoesWhatItSays() {
    var run = ended()
    #expect(run.isEndCardOpen)
    _ = run.reduce(.tick(run.now + 1))
    run.press(.escape)
    #expect(!run.isEndCardOpen && run.message?.text == "I shows again how the run ended")
    _ = run.reduce(.tick(run.now + 6))
    #expect(!run.text(Size(80, 24)).joined().contains("stopped after epoch"))
    run.press(.character("I"))
    #expect(run.isEndCardOpen)
    run.press(.character("r"))
    #expect(!run.isEndCardOpen && run.playback?.isPlaying == true && run.playback?.position == 0)
    run.press(.character("r"))
    #expect(run.playback?.isPlaying == true)
    run.press(.character("I"), .character("w"))
    #expect(!run.isEndCardOpen && run.whatIf != nil)
    #expect(run.press(.character("I"), .character("q")) == [.quit])
  }

  @Test func aRunThatEndedIsTrainedOnWithWhatItNeeds() throws {
    func settings(_ run: OwnRun) -> [String]? {
      var run = run
      guard case .trainOn(let continuation)? = run.press(.character("C")).first else { return nil }
      return continuation.settings
    }
    #expect(settings(ended()) == ["early_stopping.patience=20"])
    #expect(settings(ended(.person(.now, via: "key press"))) == [])
    #expect(settings(ended(.failed("no memory"))) == nil)
    #expect(settings(ended(.callback(name: "TerminateOnNaN", epoch: 3, evidence: nil))) == nil)
    var all = Fixtures.state()
    for epoch in 11..<40 { all.report(Fixtures.ending(of: epoch)) }
    all.report([
      RunEvent(time: all.now, .runEnded(RunEnd(reason: .completed, epochs: 40, seconds: 30)))
    ])
    #expect(all.text(Size(80, 24)).joined().contains("done: 40 epochs"))
    #expect(all.text(Size(80, 24)).joined().contains("C train 10 more epochs"))
    #expect(settings(all) == ["epochs=50"])
  }

  @Test func aRunThatEndedIsTrainedOnToAnyEpoch() throws {
    func settings(_ line: String) -> [String]? {
      var run = ended()
      guard case .trainOn(let continuation)? = run.type(":epochs \(line)\n").first else {
        return run.message.map { [$0.text] }
      }
      return continuation.settings
    }
    #expect(settings("60") == ["epochs=60", "early_stopping.patience=20"])
    #expect(settings("+2") == ["epochs=42", "early_stopping.patience=20"])
    #expect(settings("3") == ["the run has ended; C trains it on, :epochs N to N epochs"])
    var run = ended()
    run.press(.character(":"))
    #expect(run.text(Size(80, 24)).contains { $0.contains("train on to that many epochs") })
  }

  /// A longer schedule sets other rates: it goes on from higher ones.
  @Test func aScheduleThatBecomesLongerIsNamed() throws {
    var scheduler = CallbackState(
      id: "learning_rate_scheduler", name: "LearningRateScheduler", role: .schedulesLearningRate,
      fields: [Parameter("warmup", .integer(0), .count)])
    func words() -> String? {
      var history = RunHistory()
      let info = RunInfo(
        name: "x", epochs: 1, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [scheduler])
      for kind in [
        .runStarted(info),
        .epochEnded(
          EpochSummary(
            epoch: 0, logs: ["loss": 1], learningRate: 0.1, seconds: 1, callbacks: [scheduler])),
        .runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1)),
      ] as [RunEvent.Kind] {
        history.apply(RunEvent(time: 0, kind))
      }
      return Continuation(of: history)?.words
    }
    #expect(words() == "train 10 more epochs, the schedule over all 11")
    scheduler.fields = [Parameter("factor", .number(0.5), .fraction)]
    #expect(words() == "train 10 more epochs")
  }

  @Test func aRunThatIsTrainedHasNoCardAndCannotBeTrainedOn() {
    var run = Fixtures.state()
    #expect(run.press(.character("I"), .character("C")) == [] && !run.isEndCardOpen)
    #expect(run.message?.text == "the run has not ended")
  }

  @Test func aRunOfAnotherProcessIsTrainedOnFromTheShell() {
    var screen = Projector([ended().recording], origin: "runs/x")
    #expect(!screen.state.isEndCardOpen)
    screen.press(.character("I"))
    #expect(screen.state.isEndCardOpen)
    #expect(screen.press(.character("C")) == [])
    #expect(
      screen.state.message?.text
        == "plateau train runs/x --resume --set early_stopping.patience=20 trains it on")
    // The command is there to be copied, whole at every size.
    for size in [Size(40, 12), Size(60, 18), Size(80, 24), Size(120, 40)] {
      let words = screen.state.message?.text ?? ""
      let text = view(screen.state, size: size, symbols: .braille).text.suffix(4)
      let shown = text.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(shown.contains(words), "\(text)")
    }
  }

  @Test func itWaitsForALineThatIsBeingTyped() {
    var run = Fixtures.state()
    run.press(.character(":"))
    run.type("pau")
    run.report([
      RunEvent(time: run.now, .runEnded(RunEnd(reason: .completed, epochs: 11, seconds: 9)))
    ])
    run.type("x")
    guard case .typing(let input) = run.mode else {
      Issue.record("the line was closed")
      return
    }
    #expect(input.text == "paux" && run.isEndCardOpen)
  }
}
