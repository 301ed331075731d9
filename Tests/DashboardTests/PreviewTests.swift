import Cells
import Charts
import Consequences
import Dashboard
import RunModel
import TestSupport
import Testing

/// What a typed value would do is shown before it is entered.
@Suite struct PreviewTests {
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func theCardOfAPatience(size: Size) throws {
    var run = Fixtures.state()
    run.press(.enter)
    run.type("*0.5")
    #expect(
      run.state.preview.consequence?.next
        == "from here it stops after 5 more epochs without val/mAP above 0.907734")
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "value-\(size.width)x\(size.height)")
    run.press(.escape)
    #expect(run.state.preview == EditPreview())
  }

  @Test func aTypedValueBeginsWithThePresentOneAndArrowsStepIt() {
    var run = Fixtures.state()
    run.press(.character("l"))
    #expect(run.text(Size(120, 40)).last?.contains("learning rate = 2e-4 ") == true)
    // Left as it is, it changes nothing.
    run.press(.enter)
    #expect(run.requests.pending.isEmpty)
    for key in [Key.character("l"), .up, .up, .down] { run.press(key) }
    #expect(run.text(Size(120, 40)).last?.contains("learning rate = 4e-4 ") == true)
    run.press(.enter)
    #expect(run.requests.pending.map(\.command) == [.setLearningRate(.to(0.0004))])
    var other = Fixtures.state()
    other.press(.enter)
    #expect(other.text(Size(120, 40)).last?.contains("patience = 10 ") == true)
    for key in [Key.down, .down, .enter] { other.press(key) }
    #expect(
      other.requests.pending.map(\.command)
        == [.edit(callback: "early_stopping", field: "patience", value: .integer(8))])
  }

  /// The same card as for a key, in place of the list of commands.
  @Test(arguments: [
    ("patience *0.5", "without val/mAP above 0.907734"), ("set patience=5", "from here it stops"),
    ("early_stopping.patience x", "takes a whole number"), ("lr *0.5", "2e-4 → 1e-4"),
    ("lr 5", "times the highest rate so far"), ("lr nothing", "a learning rate is a number"),
    ("epochs 30", "training ends after epoch 30"),
    ("stop after 15", "training ends after epoch 15"),
  ])
  func aTypedCommandIsWeighedBeforeEnter(line: String, words: String) {
    var run = Fixtures.state()
    run.type(":" + line)
    for size in [Size(80, 24), Size(120, 40)] {
      let text = run.text(size).joined(separator: " ")
      #expect(text.contains(words), "\(line)")
    }
    #expect(run.requests.pending.isEmpty)
    run.press(.escape)
    #expect(run.state.preview == EditPreview())
  }

  @Test func aCommandThatChangesNoValueKeepsTheList() {
    var run = Fixtures.state()
    for line in ["", "pat", "patience ", "smooth 0.5", "stop", "stop after x", "epochs x"] {
      run.type(":" + line)
      #expect(run.state.preview == EditPreview(), "\(line)")
      run.press(.escape)
    }
    var watcher = Fixtures.state()
    watcher.state.isReadOnly = true
    watcher.type(":patience 5")
    #expect(watcher.state.preview == EditPreview())
  }

  @Test func whatCannotBeEnteredSaysWhy() {
    var run = Fixtures.state()
    run.press(.enter)
    #expect(run.text(Size(80, 24)).joined().contains("a whole number"))
    run.type("x")
    #expect(
      run.state.preview.refusal == "patience takes a whole number from 0 to a billion, not x")
  }

  @Test func theResultOfATypedFactorFollowsTheRate() {
    var run = Fixtures.state()
    run.press(.character("l"))
    run.type("*0.5")
    #expect(run.state.preview.consequence?.past?.hasPrefix("2e-4 → 1e-4, ") == true)
    run.report([
      RunEvent(
        time: run.now,
        .learningRateChanged(
          LearningRateChange(
            epoch: 11, step: 78, old: 0.0002, new: 0.001, by: "ReduceLROnPlateau")))
    ])
    #expect(run.state.preview.consequence?.past?.hasPrefix("0.001 → 5e-4, ") == true)
  }

  /// However little room there is, a value that is about to be typed over is shown from its beginning.
  @Test(arguments: [Size(20, 5), Size(40, 12), Size(80, 24), Size(120, 40)])
  func thePromptShowsTheValueAtEverySize(size: Size) {
    var run = Fixtures.state()
    run.press(.character("l"))
    let line = run.text(size).last ?? ""
    #expect(line.contains("= 2e-4"), "\(line)")
    #expect(size.width < 40 || line.contains("Enter sets it"), "\(line)")
    run.type("0.000123456789")
    #expect(run.text(size).last?.contains("= 0.000123456789") == true)
  }

  /// A value that nobody has begun to type is the present one, whoever changes it meanwhile.
  @Test func thePromptFollowsTheRateUntilSomethingIsTyped() {
    var run = Fixtures.state()
    run.press(.character("l"))
    func change(_ old: Double, _ new: Double) {
      run.report([
        RunEvent(
          time: run.now,
          .learningRateChanged(
            LearningRateChange(
              epoch: 11, step: 78, old: old, new: new, by: "ReduceLROnPlateau")))
      ])
    }
    change(0.0002, 0.00004)
    #expect(run.text(Size(120, 40)).last?.contains("learning rate = 4e-5 ") == true)
    run.press(.enter)
    #expect(run.requests.pending.isEmpty)
    run.press(.character("l"), .up)
    change(0.00004, 0.00001)
    #expect(run.text(Size(120, 40)).last?.contains("learning rate = 8e-5 ") == true)
  }

  /// A rate with many digits is told as the screen shows it, one that is typed as it was typed.
  @Test func thePresentRateIsToldInAFewDigits() {
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now,
        .learningRateChanged(
          LearningRateChange(
            epoch: 11, step: 78, old: 0.0002, new: 0.001_965_926, by: "ReduceLROnPlateau")))
    ])
    run.press(.character("l"))
    run.type("*0.5")
    #expect(run.state.preview.consequence?.past?.hasPrefix("0.001966 → 9.83e-4, ") == true)
    for _ in 0..<4 { run.press(.backspace) }
    run.type("0.00123456")
    #expect(run.state.preview.consequence?.past?.hasPrefix("0.001966 → 0.00123456, ") == true)
  }

  @Test func aTypedRateNamesWhoSetsItToo() {
    var run = Fixtures.state()
    run.press(.character("l"))
    run.type("0.01")
    #expect(
      run.text(Size(120, 40)).joined().contains("ReduceLROnPlateau lowers it from there"))
  }

  /// At the lowest rate nothing follows from the epochs that are counted.
  @Test(arguments: [Size(80, 24), Size(120, 40), Size(40, 12)])
  func aRateAtItsFloorIsSaid(size: Size) {
    var run = Fixtures.state()
    var callbacks = run.history.callbacks
    let index = callbacks.firstIndex { $0.isReducing } ?? 0
    (callbacks[index].nextLearningRate, callbacks[index].wait) = (nil, 8)
    run.report([
      RunEvent(
        time: run.now,
        .epochEnded(
          EpochSummary(
            epoch: 11, logs: ["val/mAP": 0.9], learningRate: 1e-5, seconds: 1,
            callbacks: callbacks)))
    ])
    let text = run.text(size).joined(separator: "\n")
    #expect(!text.contains("8/5") && !text.contains("cut"))
    if size.width >= 80 {
      #expect(text.contains("rate at its floor") && text.contains("next rate none"))
    }
  }

  @Test func whatAnArrowDidIsNotShownOfAnotherValue() {
    var run = Fixtures.state()
    run.press(.right)
    #expect(run.state.preview.consequence != nil)
    run.press(.character("l"))
    #expect(run.state.preview == EditPreview())
  }

  /// Of callbacks that are tried, the outcome is shown, and nothing of a future.
  @Test func triedCallbacksAreWeighed() {
    var screen = Projector()
    screen.press(.character("w"))
    screen.press(.enter)
    screen.type("7")
    #expect(
      screen.state.preview.consequence?.past
        == "with patience 7 from the start, it would have stopped after epoch 16")
  }

  /// An epoch that ends moves what a change leads to, for as long as that is shown.
  @Test func whatAnArrowDoesFollowsTheRun() {
    var run = Fixtures.state()
    func end(_ epoch: Int, wait: Int) {
      var callbacks = Fixtures.callbacks(wait: wait, best: 0.95, bestEpoch: epoch - wait)
      let index = callbacks.firstIndex { $0.id == "early_stopping" } ?? 0
      callbacks[index].patience = 11
      run.report([
        RunEvent(
          time: run.state.now,
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["val/mAP": 0.9], learningRate: 0.0002, seconds: 1,
              callbacks: callbacks)))
      ])
    }
    run.press(.right)
    #expect(run.text(Size(120, 40))[1].contains("patience 11: stops after epoch 22 at the"))
    end(11, wait: 0)
    #expect(run.text(Size(120, 40))[1].contains("patience 11: stops after epoch 23 at the"))
    run.press(.character("A"), .character("I"))
    end(12, wait: 1)
    #expect(run.text(Size(120, 40))[1].contains("patience 11: stops after epoch 23 at the"))
    _ = run.reduce(.tick(run.state.now + 7))
    #expect(!run.text(Size(120, 40))[1].contains("patience 11:"))
    // After an epoch, the rate that was doubled may be another one.
    for _ in 0..<12 { run.press(.up) }
    run.press(.right)
    #expect(run.text(Size(120, 40))[1].contains("learning rate"), "\(run.text(Size(120, 40))[1])")
    end(13, wait: 2)
    #expect(run.state.preview == EditPreview())
  }

  /// One key changes a value; what that does stands in the second row for a moment.
  @Test func whatAnArrowDoesIsShownForAMoment() {
    var run = Fixtures.state()
    run.press(.right)
    #expect(run.requests.pending.map(\.command.words) == ["early_stopping.patience = 11"])
    let sentence = "patience 11: stops after epoch 22 at the earliest"
    #expect(run.text(Size(120, 40))[1].contains(sentence))
    #expect(run.text(Size(80, 24))[1].contains(sentence))
    _ = run.reduce(.tick(run.state.now + 7))
    #expect(!run.text(Size(120, 40))[1].contains(sentence))
    // It goes with the change.
    run.press(.right)
    #expect(run.text(Size(80, 24))[1].contains("patience 12: stops"))
    run.press(.character("u"))
    #expect(!run.text(Size(80, 24))[1].contains("patience 12"))
  }
}
