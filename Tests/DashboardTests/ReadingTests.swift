import Cells
import ChartPanels
import Charts
import Dashboard
import MetricGrid
import OrderedCollections
import Playbacks
import Recordings
import RunModel
import TestSupport
import Testing

/// Values read at the hairline, while a run trains and of recordings.
@Suite struct ReadingTests {
  private func text(_ run: some TestedScreen, _ size: Size = Size(120, 40)) -> String {
    view(run, size: size, symbols: .braille).text.joined(separator: "\n")
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)])
  func whileARunTrainsTheValuesOfAnyEpochAreRead(size: Size) throws {
    var run = Fixtures.state()
    run.press(.character("c"))
    #expect(run.playback?.hairline == run.history.position && run.isLive)
    // To whole epochs, then by one; nothing of the run is asked to change.
    #expect(run.press(.left) == [] && run.playback?.hairline == 11)
    #expect(run.press(.left, .left) == [] && run.playback?.hairline == 9)
    #expect(run.press(.character("["), .character("]")) == [] && run.playback?.hairline == 10)
    run.press(.left)
    #expect(run.isLive && run.state.requests.pending.isEmpty)
    let shown = text(run, size)
    let value = try #require(run.history.epochSeries["val/mAP"]?.points[8].y)
    let best = try #require(run.history.epochSeries["val/mAP"]?.best(.max)?.y)
    #expect(shown.contains(MetricFormat.metric(value)))
    #expect(shown.contains("★ -\(MetricFormat.metric(best - value))"))
    let validation = try #require(run.history.epochSeries["val_loss"]?.points[8].y)
    #expect(shown.contains("val \(MetricFormat.metric(validation))"))
    #expect(shown.contains(" epoch 9 "))
    run.press(.escape)
    #expect(run.playback?.hairline == nil && !text(run, size).contains(" epoch 9 "))
    // The arrows change values again.
    #expect(run.press(.right).count == 1)
  }

  /// As an epoch or a step is gone to: by its number.
  @Test func aDigitBeginsThePlaceToReadAt() {
    var run = Fixtures.state()
    run.press(.character("c"))
    #expect(text(run).contains("0-9 read at"))
    run.press(.character("7"))
    #expect(view(run, size: Size(120, 40), symbols: .braille).text.last?.contains(":at 7") == true)
    run.press(.enter)
    #expect(run.playback?.hairline == 7)
  }

  /// The place before epoch 0 has no number, and is not -1.
  @Test func theStartOfALogThatCountsFromZeroHasAWord() {
    var screen = Projector([LogFixture(name: "a", count: 30, firstNumber: 0)])
    screen.press(.character("c"), .home)
    let text = view(screen, size: Size(80, 24), symbols: .braille).text
    #expect(text.contains { $0.contains(" start ") }, "\(text)")
    #expect(!text.contains { $0.contains("-1") || $0.contains("−1") })
    screen.press(.right)
    let next = view(screen, size: Size(80, 24), symbols: .braille).text
    #expect(next.contains { $0.contains(" epoch 0 ") }, "\(next)")
  }

  @Test func theBestIsCalledSo() throws {
    var run = Fixtures.state()
    run.press(.character("c"), .left)
    #expect(text(run).contains("★ best"))
  }

  @Test func enterGoesToTheMomentThatIsRead() {
    var run = Fixtures.state()
    run.press(.character("c"), .left, .left, .left, .enter)
    #expect(run.playback?.hairline == nil && run.history.epochs.count == 9)
    #expect(run.text(Size(80, 24))[0].contains("looking at epoch 9 · End = now"))
  }

  @Test func aZoomedPartIsReadInSmallerStepsAndMovesWithTheHairline() throws {
    var run = Fixtures.state()
    run.press(.character("+"), .character("+"), .character("+"), .character("c"), .left)
    let first = try #require(run.playback?.hairline)
    run.press(.left)
    let second = try #require(run.playback?.hairline)
    #expect(first - second > 0.001 && first - second < 0.1)
    run.press(.home)
    #expect(run.playback?.hairline == 0 && run.playback?.window?.lowerBound == 0)
    run.press(.end)
    #expect(run.playback?.window?.contains(run.history.position) == true)
  }

  @Test func anotherAxisKeepsTheMoment() {
    var run = Fixtures.state()
    run.press(.character("c"), .left, .left, .character("a"))
    #expect(run.playback?.axis == .step && run.playback?.hairline == 1250)
    #expect(text(run).contains("step \(MetricFormat.count(1250))"))
  }

  @Test func theGapAndTheChangeOfTheLastEpochsAreRead() throws {
    var run = Fixtures.state()
    run.press(.character("c"), .left, .left, .left)
    let points = try #require(run.history.epochSeries["val/mAP"]?.points)
    let change = points[8].y - points[3].y
    let shown = text(run, Size(200, 60))
    #expect(shown.contains("\(change < 0 ? "-" : "+")\(MetricFormat.metric(abs(change))) in 5"))
    #expect(shown.contains("gap +") || shown.contains("gap -"))
  }

  @Test func aTargetIsALineOfTheChosenChartWithTheEpochThatReachedIt() throws {
    var run = Fixtures.state()
    let title = try #require(run.state.metrics.curves.first?.title)
    let points = try #require(run.history.epochSeries["val/mAP"]?.points)
    let target = points[4].y
    let reached = try #require(points.firstIndex { $0.y >= target }) + 1
    run.type(":target \(target)\n")
    #expect(run.charts.targets == [title: target])
    #expect(
      text(run, Size(200, 60)).contains("target \(MetricFormat.metric(target)) @\(reached)"))
    run.type(":target never\n")
    #expect(run.message?.text == "target takes a number, such as target 0.5, or off")
    for size in [Size(80, 24), Size(120, 40)] {
      try expectScreen(
        view(run, size: size, symbols: .braille), named: "target-\(size.width)x\(size.height)")
    }
    run.type(":target off\n")
    #expect(
      run.charts.targets.isEmpty && !text(run).contains("target \(MetricFormat.metric(target))"))
  }

  @Test func outliersAreLeftOutOfTheRangeAndMarked() {
    var run = Fixtures.state()
    let before = text(run)
    run.type(":y clip\n:y loss clip\n")
    #expect(run.charts.clipped == ["val/mAP", "loss"])
    #expect(text(run).contains("↑"))
    run.type(":y auto\n:y loss auto\n")
    run.press(.escape)
    #expect(text(run) == before)
  }

  /// What was typed for a chart stays with its metric, whichever is chosen afterwards.
  @Test(arguments: ["y 0.8 0.85", "y clip", "y log"])
  func aRangeStaysWithItsMetric(command: String) {
    var run = Fixtures.state()
    func marks() -> Int { text(run).count { "↑↓".contains($0) } }
    run.type(":metric val/mAP\n:\(command)\n")
    run.press(.escape)
    let (typed, marked) = (text(run), marks())
    run.type(":metric loss\n")
    run.press(.escape)
    #expect(marks() == marked)
    run.type(":y auto\n:y log\n:metric val/mAP\n")
    run.press(.escape)
    #expect(text(run) == typed)
    run.type(":y auto\n:y linear\n")
    run.press(.escape)
    #expect(text(run) != typed)
  }

  /// One loss has an axis of its own; `y` is for all of them.
  @Test func oneLossIsLinearAmongOthers() {
    let losses = ["train/box_loss", "train/cls_loss"].map { Curve(title: $0, kind: .loss) }
    var settings = ChartSettings()
    func set(_ words: [String]) -> String {
      settings.setAxis(words, of: losses[1], mainLoss: losses[0], among: losses)
    }
    #expect(set(["linear"]) == "y linear in train/cls_loss")
    #expect(losses.map(settings.isLogarithmic) == [true, false])
    #expect(set(["loss", "linear"]) == "y loss linear")
    #expect(losses.map(settings.isLogarithmic) == [false, false])
    #expect(set(["log"]) == "y log in train/cls_loss")
    #expect(settings.switchLosses(among: losses) == "loss: logarithmic")
    #expect(losses.map(settings.isLogarithmic) == [true, true] && settings.switchedAxes.isEmpty)
  }

  @Test func anyChartIsDrawnOnALogarithmicAxis() {
    var run = Fixtures.state()
    run.press(.tab, .enter)
    #expect(!run.text(Size(120, 40))[2].contains(" log "))
    run.type(":y log\n")
    let title = run.text(Size(120, 40))[2]
    #expect(title.contains("val/mAP") && title.contains(" log"), "\(title)")
    run.type(":y linear\n")
    #expect(run.charts.switchedAxes.isEmpty && run.charts.isLossLogarithmic)
    run.type(":y loss linear\n")
    #expect(!run.charts.isLossLogarithmic)
  }

  /// Zero has no place on a logarithmic axis.
  @Test func aRangeFromZeroAndALogarithmExcludeEachOtherInWords() {
    var run = Fixtures.state()
    run.press(.tab, .enter)
    run.type(":y 0 1\n:y log\n")
    #expect(run.charts.ranges.isEmpty)
    #expect(run.message?.text == "y log in val/mAP; its range, which reached 0, is dropped")
    #expect(run.text(Size(120, 40))[2].contains(" log"))
    run.type(":y 0 1\n")
    #expect(
      run.message?.text
        == "y 0 1 in val/mAP, the chosen chart; linear, because 0 has no logarithm")
    run.type(":y linear\n:y loss 0 3\n")
    #expect(run.message?.text == "y loss 0 3; linear, because 0 has no logarithm")
    run.type(":y loss log\n")
    #expect(run.charts.ranges.keys.sorted() == ["val/mAP"])
    run.type(":y loss 0.1 3\n")
    #expect(run.message?.text == "y loss 0.1 3")
    run.type(":y loss log\n")
    #expect(run.message?.text == "y loss log" && run.charts.ranges["loss"] == 0.1...3)
  }

  /// No digit of a number of the axis is left beside the number at the hairline.
  @Test func theNumberAtTheHairlineHasItsOwnColumns() {
    var run = Fixtures.state()
    run.press(.character("c"))
    for epoch in (0...11).reversed() {
      run.press(.left)
      let row = run.text(Size(80, 24))[22].prefix(46)
      #expect(row.contains(" epoch \(epoch) "))
      let numbers = row.replacing(" epoch \(epoch) ", with: " ").split(separator: " ")
        .compactMap { Int($0) }
      #expect(numbers == [0, 5, 10, 15].filter(numbers.contains), "\(row)")
    }
  }

  @Test func theTimeOfDayStandsBelowTheCharts() throws {
    var run = Fixtures.state()
    run.type(":axis wall\n")
    #expect(run.playback?.axis == .wall)
    let start = try #require(run.history.startTime)
    let last = try #require(run.history.lastTime)
    run.state.timeZone = 5400
    run.press(.character("c"))
    #expect(text(run).contains(ClockTime(last + 5400).words(within: 20)))
    #expect(run.playback.map { $0.extent.lowerBound >= start } == true)
    for size in [Size(80, 24), Size(120, 40)] {
      try expectScreen(
        view(run, size: size, symbols: .braille), named: "clock-\(size.width)x\(size.height)")
    }
  }

  @Test func everyOverlaidRunHasItsValueAndItsLetter() {
    var screen = Projector([
      LogFixture(name: "baseline", count: 30),
      LogFixture(name: "augmented", count: 24, advantage: 0.04),
    ])
    screen.press(.character("c"))
    for _ in 0..<15 { screen.press(.left) }
    let shown = text(screen.state)
    #expect(shown.contains("epoch 15 ") && shown.contains("B 0."))
  }

  @Test func theHelpAndTheFooterNameTheKeysOfReading() {
    var run = Fixtures.state()
    run.press(.character("c"))
    let footer = run.text(Size(80, 24)).last ?? ""
    #expect(footer.contains("←→ move") && footer.contains("⏎ go there"))
    #expect(footer.contains("esc close"))
    run.press(.character("?"))
    let help = text(run, Size(80, 24))
    #expect(help.contains("move the hairline") && !help.contains("smaller, larger"))
  }

  @Test func theScreenAtTheHairline() throws {
    var run = Fixtures.state()
    run.press(.character("c"), .left, .left, .left)
    for size in [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)] {
      try expectScreen(
        view(run, size: size, symbols: .braille), named: "reading-\(size.width)x\(size.height)")
    }
    try expectScreen(
      view(run, size: Size(80, 24), symbols: .ascii), named: "reading-80x24-ascii")
  }

  /// The reading at 50 of series whose last points are at other steps.
  private func reading(train: [Double], validation: [Double]) -> CursorReading {
    func series(_ xs: [Double]) -> Series { Series(xs.map { SeriesPoint(x: $0, y: $0 / 100) }) }
    let history = RunHistory(
      name: "log", axis: .step, reach: 100, curves: [],
      stepSeries: ["loss": series(train), "val_loss": series(validation)], epochSeries: [:],
      learningRates: Series(), epochs: [], marks: [], entries: [], plannedEpochs: 0,
      startTime: nil, lastTime: nil)
    return CursorReading(history, at: 50)
  }

  @Test func eachSeriesIsReadAtOrBeforeTheHairline() {
    let read = reading(train: [10, 40, 50, 60], validation: [20, 51])
    #expect(read.stepPoints["loss"]?.x == 50 && read.stepPoints["val_loss"]?.x == 20)
    let early = reading(train: [0, 50 * (1 + 1e-12)], validation: [60])
    #expect(early.stepPoints["loss"].map { $0.x > 40 } == true, "rounding of another axis")
    #expect(early.stepPoints["val_loss"] == nil)
  }

  /// Where one value has room, it is the one nearer to the hairline.
  @Test func theValueAtTheHairlineIsNeverTheOneThatIsGivenUp() throws {
    var screen = Projector([LogFixture(name: "cnn.csv", count: 30)])
    screen.type(":at 20\n")
    let history = screen.state.history
    var reading = try #require(screen.playback.readings[0])
    reading.epochPoints["val_loss"] = SeriesPoint(x: 11, y: 0.7777)
    _ = screen.state.reduce(.shown(history, others: [:], readings: [0: reading]))
    let words = "train \(MetricFormat.metric(0.4))"
    let row = try #require(
      text(screen, Size(80, 24)).split(separator: "\n").first {
        $0.contains(" \(words) • val 0.7777")
      })
    let train = try #require(row.firstRange(of: words)).lowerBound
    let validation = try #require(row.firstRange(of: "val 0.7777")).lowerBound
    #expect(train < validation)
  }
}
