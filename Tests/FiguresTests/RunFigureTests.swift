internal import Cells
internal import Charts
internal import Figures
internal import OrderedCollections
internal import RunModel
internal import Testing

@Suite struct RunFigureTests {
  /// A run with a loss, two metrics and a learning rate.
  private static func run(_ name: String, shift: Double = 0) -> FigureRun {
    func series(_ values: [Double]) -> Series {
      Series(values.enumerated().map { SeriesPoint(x: Double($0 + 1), y: $1 + shift) })
    }
    let history = RunHistory(
      name: name, axis: .epoch, reach: 3,
      curves: [
        Curve(title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min),
        Curve(title: "mAP", kind: .metric, validation: "val/mAP", direction: .max),
        Curve(title: "recall", kind: .metric, validation: "val/recall", direction: .max),
        Curve(title: "time", kind: .other, train: "time"),
      ],
      stepSeries: [:],
      epochSeries: [
        "loss": series([3, 2, 1]), "val_loss": series([3.5, 2.5, 2]),
        "val/mAP": series([0.2, 0.6, 0.5]), "val/recall": series([0.1, 0.2, 0.3]),
        "time": series([9, 9, 9]),
      ],
      learningRates: Series([SeriesPoint(x: 0, y: 0.1), SeriesPoint(x: 2, y: 0.01)]),
      epochs: [], marks: [], entries: [], plannedEpochs: 3, startTime: 0, lastTime: 3)
    return FigureRun(name: name, history: history, extent: 0...3)
  }

  @Test func trainingAndValidationShareAChartAndTheBestIsMarked() {
    let figure = RunFigure([Self.run("one")], axis: .epoch).figure
    #expect(figure.title == "one")
    #expect(figure.panels.map(\.title) == ["loss", "mAP", "recall", "learning rate"])
    #expect(figure.panels[0].lines.count == 2)
    #expect(figure.panels[0].legend.map(\.name) == ["training", "validation"])
    #expect(figure.panels[1].best == .init(FigurePoint(2, 0.6), "0.6000", isHighest: true))
    // A rate holds until the end of the run, on a logarithmic axis.
    #expect(figure.panels[3].lines[0].points.last == FigurePoint(3, 0.01))
    #expect(figure.panels[3].yScale?.isLogarithmic == true)
  }

  /// What was trained again after a resume is drawn faintly and leaves the axis as it is.
  @Test func whatWasLostStandsFaintlyBehind() throws {
    let plain = RunFigure([Self.run("one")], axis: .epoch).figure.panels[0]
    var history = Self.run("one").history
    history.lost = [
      LostPart(
        seam: 2, stepSeries: [:],
        epochSeries: ["val_loss": Series([SeriesPoint(x: 2, y: 2.5), SeriesPoint(x: 3, y: 99)])])
    ]
    var run = FigureRun(name: "one", history: history, extent: 0...3)
    let panel = RunFigure([run], axis: .epoch).figure.panels[0]
    #expect(panel.yScale == plain.yScale)
    #expect(panel.lines.count == plain.lines.count + 2)
    let seam = try #require(panel.lines.first)
    #expect(seam.points.map(\.x) == [2, 2] && seam.isBackground)
    #expect(panel.lines[1].points.map(\.y) == [2.5, 99] && panel.lines[1].isBackground)
    #expect(panel.legend.map(\.name) == ["training", "validation", "cut off"])
    // A metric has one colour, whether it was cut off or not, but fainter.
    history.lost = [
      LostPart(
        seam: 2, stepSeries: [:],
        epochSeries: ["val/recall": Series([SeriesPoint(x: 2, y: 0.2), SeriesPoint(x: 3, y: 0.1)])])
    ]
    run = FigureRun(name: "one", history: history, extent: 0...3)
    #expect(RunFigure([run], axis: .epoch).figure.panels[0] == plain)
    history.curves = [Curve(title: "recall", kind: .metric, train: "val/recall", direction: .max)]
    let metric = RunFigure(
      [FigureRun(name: "one", history: history, extent: 0...3)], axis: .epoch
    ).figure.panels[0]
    let faint = FigureColors.light.validation.mixed(with: FigureColors.light.page, 0.6)
    #expect(metric.lines[1].points.count == 2 && metric.lines[1].stroke.color == faint)
  }

  /// As on the screen, the rate of the schedule is drawn where another was in effect.
  @Test func theScheduleIsDrawnBesideTheRateOfAPerson() {
    var history = RunHistory()
    let schedule = CallbackState(
      id: "s", name: "LearningRateScheduler", role: .schedulesLearningRate)
    func rate(_ epoch: Int, _ old: Double, _ new: Double, _ by: String) -> RunEvent.Kind {
      .learningRateChanged(LearningRateChange(epoch: epoch, step: 0, old: old, new: new, by: by))
    }
    for kind in [
      .runStarted(
        RunInfo(name: "x", epochs: 9, stepsPerEpoch: 10, learningRate: 0.1, callbacks: [schedule])),
      rate(1, 0.1, 0.05, "LearningRateScheduler"), rate(1, 0.05, 0.2, "key press"),
      .stepEnded(
        StepProgress(
          epoch: 1, step: 10, steps: 10, logs: ["loss": 1], recent: ["loss": 1],
          samplesPerSecond: 1)),
    ] as [RunEvent.Kind] {
      history.apply(RunEvent(time: 0, kind))
    }
    let panel = RunFigure([FigureRun(name: "x", history: history, extent: 0...2)], axis: .epoch)
      .figure.panels.last
    #expect(panel?.title == "learning rate" && panel?.lines.count == 2)
    #expect(panel?.lines[0].points.map(\.y) == [0.05, 0.05])
    #expect(panel?.lines[0].stroke.dashes.isEmpty == false)
    #expect(panel?.legend.map(\.name) == ["in effect", "schedule"])
  }

  @Test func aLogarithmicAxisHasRoundNumbersAndTheRateEntersAtItsEdge() {
    #expect(
      FigureAxis(.step, 1...5000, isLogarithmic: true).ticks(5).map(\.label) == [
        "1", "10", "100", "1 000",
      ])
    #expect(
      FigureAxis(.epoch, 0.01...20, isLogarithmic: true).ticks(5).map(\.label) == [
        "0.01", "0.1", "1", "10",
      ])
    #expect(
      FigureAxis(.epoch, 1...31, firstEpoch: 0, isLogarithmic: true).ticks(9).map(\.label) == [
        "1", "2", "5", "10", "20",
      ])
    #expect(
      FigureAxis(.time, 0.5...4000, isLogarithmic: true).ticks(6).map(\.label) == [
        "0:01", "0:10", "1:00", "10:00", "1:00:00",
      ])
    var options = FigureOptions()
    options.isAxisLogarithmic = true
    options.window = 1...3
    let figure = RunFigure([Self.run("one")], axis: .epoch, options: options).figure
    #expect(figure.axis.title == "epoch (log)")
    #expect(figure.panels[3].lines[0].points.first == FigurePoint(1, 0.1))
  }

  @Test func metricsAreChosenByNameAndPattern() {
    var options = FigureOptions()
    options.metrics = ["val/*", "learning_rate", "nothing"]
    let charts = RunFigure([Self.run("one")], axis: .epoch, options: options)
    #expect(charts.figure.panels.map(\.title) == ["mAP", "recall", "learning rate"])
    #expect(charts.unknownMetrics == ["nothing"])
    #expect(charts.metrics == ["loss", "mAP", "recall", "time"])
  }

  @Test func runsOfOneChartHaveColorsOfTheirOwnAndALegend() {
    let runs = (0..<3).map { Self.run("run \($0)", shift: Double($0)) }
    let figure = RunFigure(runs, axis: .epoch).figure
    #expect(figure.legend.map(\.name) == ["run 0", "run 1", "run 2", "dashed: training"])
    // Training and validation of each run.
    #expect(figure.panels[0].lines.count == 6)
    #expect(Set(figure.panels[1].lines.map(\.stroke.color)).count == 3)
    #expect(figure.panels[1].lines.map { $0.points.last?.y } == [0.5, 1.5, 2.5])
  }

  @Test func twelveRunsHaveTwelveColors() {
    for colors in [FigureColors.light, .dark] {
      #expect(Set((0..<12).map(colors.run)).count == 12)
    }
  }

  @Test func smoothingLeavesTheRawCurveBehind() {
    var options = FigureOptions()
    options.smoothing = 0.9
    options.metrics = ["loss"]
    let lines = RunFigure([Self.run("one")], axis: .epoch, options: options).figure.panels[0].lines
    #expect(lines.contains { $0.points.map(\.y) == [3, 2, 1] })
    #expect(lines.contains { $0.points.first?.y == 3 && ($0.points.last?.y ?? 0) > 1.8 })
  }
}
