internal import Cells
internal import Charts
internal import RunComparison
internal import RunModel
internal import Testing
internal import Themes

@Suite struct RunTableTests {
  private static func run(
    _ name: String, _ values: [Double], _ settings: [(String, String)] = [],
    metric: String = "mAP", _ direction: Direction = .max
  ) -> ComparedRun {
    var run = ComparedRun(name: name)
    run.settings = RunSettings(settings)
    run.epochs = values.count
    run.judge(
      by: metric, direction,
      Series(values.enumerated().map { SeriesPoint(x: Double($0 + 1), y: $1) }))
    return run
  }

  private static let runs = [
    run("exp1", [0.1, 0.5, 0.4], [("lr", "0.01"), ("epochs", "3"), ("name", "exp1")]),
    run("exp10", [0.2, 0.7], [("lr", "1e-3"), ("epochs", "3"), ("name", "exp10")]),
    run("exp2", [0.3], [("lr", "0.001"), ("epochs", "9"), ("name", "exp2")]),
  ]

  @Test func theBestRunIsFoundAndOthersAreComparedWithIt() {
    let table = RunTable(Self.runs)
    #expect(table.metric == "mAP")
    #expect(table.best == 1)
    #expect(table.rows.map(\.run.name) == ["exp1", "exp10", "exp2"])
    #expect(table.rows.map { $0.delta.map { ($0 * 100).rounded() } } == [-20, 0, -40])
    #expect(table.rows[0].run.best == .init(0.5, at: 2))
    #expect(table.rows[0].run.last == .init(0.4, at: 3))
  }

  @Test func theLeastLossIsTheBest() {
    let table = RunTable([
      Self.run("a", [3, 1], metric: "loss", .min),
      Self.run("b", [2, 0.5, 4], metric: "loss", .min),
    ])
    #expect(table.best == 1)
    #expect(table.rows[0].delta == 0.5)
  }

  @Test func runsWithAnotherMetricAreNotCompared() {
    let table = RunTable(Self.runs + [Self.run("other", [9], metric: "accuracy")])
    #expect(table.best == 1)
    #expect(table.rows[3].delta == nil)
    // A head cannot name two metrics.
    let columns = RunColumns(table).columns
    #expect(columns.first { $0.kind == .metric }?.cells == ["mAP", "mAP", "mAP", "accuracy"])
    #expect(columns.first { $0.kind == .best }?.head == "best")
    #expect(!RunColumns(RunTable(Self.runs)).columns.contains { $0.kind == .metric })
  }

  /// Values of unlike metrics are not compared: those that are comparable stand together.
  @Test func theBestComeFirstWithinEachMetric() {
    let runs = [
      Self.run("a", [0.9], metric: "loss", .min), Self.run("b", [0.5]),
      Self.run("c", [0.1], metric: "loss", .min), Self.run("d", [0.8]),
      Self.run("e", [0.7]), ComparedRun(name: "f"),
      Self.run("g", [3], metric: "error", .min),
    ]
    for first in runs.indices {
      let turned = Array(runs[first...] + runs[..<first])
      func names(_ order: String) -> String {
        RunTable(turned, order: RunOrder(order)).rows.map(\.run.name).joined()
      }
      #expect(names("best") == "debgcaf")
      #expect(names("last") == "debgcaf")
      #expect(names("-best") == "bedgacf")
    }
  }

  @Test func runsJudgedTheOtherWayRoundAreNotCompared() {
    let table = RunTable([
      Self.run("a", [0.5]), Self.run("b", [0.6]), Self.run("c", [0.1], metric: "mAP", .min),
    ])
    #expect(table.best == 1 && table.rows[2].delta == nil)
  }

  @Test func theEpochsOfASchedulerAreNotThePlan() {
    for name in ["scheduler.epochs", "warmup/epochs", "optimizer.max_epochs"] {
      #expect(RunSettings([(name, "5")]).epochs == nil)
      let runs = [3, 5].map { count in
        var run = Self.run("run\(count)", [0.1], [(name, "\(count)"), ("train.epochs", "9")])
        run.plannedEpochs = 9
        return run
      }
      #expect(RunTable(runs).settings.map(\.name) == [name])
      #expect(runs[0].settings.epochs == 9)
    }
    for name in ["epochs", "trainer.max_epochs", "cfg/training/num_epochs"] {
      #expect(RunSettings([(name, "5")]).epochs == 5)
    }
  }

  /// A plan that the settings do not tell, as after `epochs 20` while it trains, hides no column.
  @Test func aSettingThatIsNotThePlanKeepsItsColumn() {
    let runs = [3, 5].map { count in
      var run = Self.run("run\(count)", [0.1], [("epochs", "\(count)")])
      run.plannedEpochs = 20
      return run
    }
    let table = RunTable(runs, order: RunOrder("-set.epochs"))
    #expect(table.settings.map(\.name) == ["epochs"])
    // The epochs that ended have a column with that name.
    let heads = RunColumns(table).columns.map(\.head)
    #expect(heads.filter { $0.contains("epochs") } == ["epochs", "set.epochs"])
    #expect(table.rows.map(\.run.name) == ["run5", "run3"])
    #expect(RunTable(runs, filters: [RunFilter("set.epochs>3")]).rows.map(\.run.name) == ["run5"])
  }

  @Test func settingsGetTheRoomThatIsFree() throws {
    let path = "/datasets/coco/2017/train"
    let runs = ["a", "b"].map { Self.run("run-\($0)", [0.1], [("data", path + $0), ("lr", $0)]) }
    let columns = RunColumns(RunTable(runs))
    func widths(_ width: Int) -> [Int] {
      columns.fitting(width).filter { $0.head == "data" }.map(\.width)
    }
    #expect(widths(120) == [path.count + 1])
    #expect((20...140).contains { widths($0) == [16] })
    for width in 40...140 {
      let shown = columns.fitting(width)
      let used = shown.reduce(-2) { $0 + $1.width + 2 }
      #expect(used <= width || shown.count < columns.columns.count)
    }
  }

  @Test func settingsThatDifferAreColumnsWhateverTheirSpelling() {
    let rows = RunTable(Self.runs).differences.rows
    // The name of a run differs in every run and says nothing.
    #expect(rows.map(\.name) == ["lr", "epochs"])
    #expect(rows[0].values == ["0.01", "1e-3", "0.001"])
    // A condition takes no settings away.
    let two = RunTable(Self.runs, filters: [RunFilter("exp1*"), RunFilter("best>0")])
    #expect(two.differences.rows.map(\.name) == ["lr", "epochs"])
    #expect(two.differences.rows.allSatisfy { $0.values.count == two.rows.count })
    // 1e-3 and 0.001 are the same number.
    let same = RunTable(Array(Self.runs[1...])).differences.rows.map(\.name)
    #expect(same == ["epochs"])
  }

  @Test func shortNamesStayUnique() {
    let runs = [
      RunSettings([("optimizer.adam.lr", "1"), ("head.lr", "1"), ("decay", "1")]),
      RunSettings([("optimizer.adam.lr", "2"), ("head.lr", "2"), ("decay", "2")]),
    ]
    #expect(SettingDifferences(runs).rows.map(\.shortName) == ["adam.lr", "head.lr", "decay"])
  }

  @Test func ordersAreNaturalAndPutMissingValuesLast() {
    func names(_ order: String) -> [String] {
      let empty = ComparedRun(name: "exp3")
      return RunTable(Self.runs + [empty], order: RunOrder(order)).rows.map(\.run.name)
    }
    #expect(names("name") == ["exp1", "exp2", "exp3", "exp10"])
    #expect(names("-name") == ["exp10", "exp3", "exp2", "exp1"])
    #expect(names("best") == ["exp10", "exp1", "exp2", "exp3"])
    #expect(names("-best") == ["exp2", "exp1", "exp10", "exp3"])
    #expect(names("lr") == ["exp2", "exp10", "exp1", "exp3"])
    #expect(names("epochs") == ["exp1", "exp10", "exp2", "exp3"])
  }

  @Test func lettersBelongToRunsWhateverTheOrder() {
    let rows = RunTable(Self.runs, order: RunOrder("best")).rows
    #expect(rows.map(\.number) == [1, 0, 2])
  }

  @Test(
    arguments: [
      ("exp1", ["exp1", "exp10"]), ("exp?", ["exp1", "exp2"]), ("lr<0.01", ["exp10", "exp2"]),
      ("lr=0.001", ["exp10", "exp2"]), ("best>=0.5", ["exp1", "exp10"]),
      ("epochs!=3", ["exp10", "exp2"]), ("missing=1", []), ("name=exp1*", ["exp1", "exp10"]),
    ]) func filtersCompareNumbersAndText(text: String, names: [String])
  {
    #expect(RunTable(Self.runs, filters: [RunFilter(text)]).rows.map(\.run.name) == names)
  }

  @Test func aStateIsFoundAsANarrowTableShowsIt() {
    var runs = Array(Self.runs.prefix(3))
    (runs[0].state, runs[1].state, runs[2].state) = ("stopped", "stopped by EarlyStopping", "done")
    func names(_ text: String) -> [String] {
      RunTable(runs, filters: [RunFilter(text)]).rows.map(\.run.name)
    }
    #expect(names("state=stopped") == [runs[0].name, runs[1].name])
    #expect(names("state!=stopped") == [runs[2].name])
    #expect(names("state=stopped by EarlyStopping") == [runs[1].name])
  }

  /// Before a run tells a value, and while one is paused.
  @Test func columnsStayWhileRunsAreTrained() {
    var run = Self.runs[0]
    (run.isLive, run.state, run.stopsIn) = (true, "training", 3)
    var waiting = ComparedRun(name: "exp3")
    waiting.state = ComparedRun.waiting
    func kinds(_ runs: [ComparedRun]) -> [RunColumns.Kind] {
      RunColumns(RunTable(runs), hasStops: true).columns.map(\.kind)
        .filter { if case .setting = $0 { false } else { true } }
    }
    let all = kinds([run, waiting])
    #expect(kinds([waiting]) == all)
    run.stopsIn = nil
    #expect(kinds([run, waiting]) == all)
    func width(_ state: String) -> Int? {
      run.state = state
      return RunColumns(RunTable([run])).fitting(60).first { $0.kind == .state }?.width
    }
    #expect(width("paused") == width("training"))
  }

  @Test func columnsGiveWayBeforeTheNameAndTheBest() {
    let columns = RunColumns(RunTable(Self.runs))
    #expect(
      columns.columns.map(\.head) == [
        "run", "epochs", "mAP", "at", "Δ best", "last", "curve", "lr", "set.epochs",
      ])
    #expect(columns.columns.first { $0.kind == .epochs }?.cells == ["3", "2", "1"])
    #expect(columns.fitting(16).map(\.kind) == [.name, .best])
    #expect(columns.fitting(200).count == 9)
  }

  /// All runs with the best value are the best ones, and differences have the form of the values.
  @Test func equalBestsLookAlike() {
    let runs = [0.977, 0.9764, 0.977, 0.976_99, 0.9].enumerated().map {
      Self.run("\($0)", [$1])
    }
    let table = RunTable(runs)
    let columns = RunColumns(table).columns
    #expect(
      columns.first { $0.kind == .delta }?.cells == [
        "best", "-0.0006", "best", "-1.0e-5", "-0.0770",
      ])
    var grid = CellGrid(Size(60, 7))
    RunTableView(table, chosen: nil, theme: .builtIn, symbols: .braille)
      .draw(in: grid.bounds, on: &grid)
    // The values end below their title, mAP.
    let column = Array(grid.text[0]).firstIndex(of: "P") ?? 0
    let styles = (1...5).map { grid[column, $0].style }
    #expect(styles[0] == styles[2] && styles[0] != styles[1])
  }

  /// The planned number of epochs stands beside that of the epochs that ended, not in a second column.
  @Test func epochsAreOneColumn() {
    let runs = Self.runs.map { run in
      var run = run
      run.plannedEpochs = run.settings.epochs ?? 0
      return run
    }
    let columns = RunColumns(RunTable(runs)).columns
    #expect(columns.first { $0.kind == .epochs }?.cells == ["3/3", "2/3", "1/9"])
    #expect(columns.filter { $0.head == "epochs" }.count == 1)
    #expect(RunSettings([("train.num_train_epochs", "3.0")]).epochs == 3)
    #expect(RunSettings([("epochs", "many")]).epochs == nil)
  }

  /// Where runs tell their states, these and the values stay while settings give way, and names are
  /// whole as long as they can be.
  @Test(arguments: [(72, 26), (92, 26), (196, 26), (50, 16)])
  func statesAndValuesComeBeforeSettings(width: Int, name: Int) throws {
    let runs = (0..<3).map { index in
      var run = Self.run(
        "2026-11-27-202\(index)-shapes-ssd", [0.5, 0.7],
        (0..<9).map { ("setting\($0)", "\(index)-of-many") })
      (run.state, run.plannedEpochs) = (index == 0 ? "training" : "stopped", 60)
      run.isLive = index == 0
      return run
    }
    let columns = RunColumns(RunTable(runs)).fitting(width)
    for kind in [RunColumns.Kind.name, .state, .epochs, .best, .last] {
      #expect(columns.contains { $0.kind == kind }, "\(kind) at \(width)")
    }
    let others = columns.filter { $0.kind != .name }.reduce(0) { $0 + $1.width + 2 }
    #expect(width - others >= name - 8)
    #expect(width < 72 || width - others >= name)
    let settings = columns.filter { if case .setting = $0.kind { true } else { false } }
    #expect(settings.isEmpty == (width < 90))
  }

  /// The few settings of a sweep are what its runs are compared for.
  @Test(arguments: [50, 60, 76, 116]) func fewSettingsComeBeforeStates(width: Int) {
    let runs = (0..<6).map { index in
      let (rate, patience) = ("\(Double(index / 2 + 1) / 1000)", "\(3 + index % 2)")
      var run = Self.run(
        "\(index + 1)-learning_rate=\(rate),patience=\(patience)", [0.5, 0.7],
        [("optimizer.adam.learning_rate", rate), ("patience", patience)])
      (run.state, run.plannedEpochs) = (index == 0 ? "training" : "stopped by EarlyStopping", 60)
      run.isLive = index == 0
      return run
    }
    let kinds = RunColumns(RunTable(runs)).fitting(width).map(\.kind)
    #expect(kinds.contains(.setting("optimizer.adam.learning_rate")))
    #expect(kinds.contains(.setting("patience")))
  }

  /// Once all runs are over, what they were started with tells them apart, not that all are done.
  @Test func settingsOfRunsThatAreOverComeBeforeWhatIsTheSameOfAll() {
    let runs = (0..<3).map { index in
      var run = Self.run("2026-11-27-202\(index)-digits-mlp", [0.5, 0.7], [("lr", "0.0\(index)")])
      (run.state, run.plannedEpochs) = ("done", 2)
      return run
    }
    let columns = RunColumns(RunTable(runs)).fitting(40)
    #expect(columns.map(\.kind).prefix(2) == [.name, .best])
    #expect(columns.contains { $0.kind == .setting("lr") })
    #expect(!columns.contains { $0.kind == .state })
  }

  @Test func seedsComeBehindOtherSettings() {
    let runs = ["1", "2"].map { Self.run("a", [1], [("seed", $0), ("lr", $0), ("bs", $0)]) }
    #expect(RunTable(runs).settings.map(\.name) == ["lr", "bs", "seed"])
  }

  /// The setting that was varied most stands first, even if a run of another kind lacks it.
  @Test func theSettingWithTheMostValuesComesFirst() {
    var runs = (0..<12).map { index in
      Self.run("exp\(index)", [0.5], [("epochs", "6"), ("train", "a"), ("lr", "\(index)e-4")])
    }
    runs.append(Self.run("other", [0.6], [("epochs", "14"), ("train", "b")]))
    #expect(RunTable(runs).settings.map(\.name) == ["lr", "epochs", "train"])
  }

  /// What a condition leaves keeps its settings, and conditions know the names that people use.
  @Test(arguments: ["lr<0.02", "learning_rate<0.02", "mAP>0.6", "val/mAP>=0.7"])
  func aConditionKeepsTheColumns(text: String) {
    let runs = [("a", 0.7, "0.01"), ("b", 0.5, "0.03"), ("c", 0.4, "0.1")].map { name, best, rate in
      var run = Self.run(name, [best], [("optimizer.adam.learning_rate", rate)])
      run.metric = "val/mAP"
      return run
    }
    let table = RunTable(runs, filters: [RunFilter(text)])
    #expect(table.rows.map(\.run.name) == ["a"])
    #expect(table.settings.map(\.values) == [["0.01"]])
  }

  @Test func aSettingThatFewRunsHaveComesBehindOthers() {
    let runs = [
      Self.run("a", [1], [("rare", "1"), ("lr", "1")]), Self.run("b", [1], [("lr", "2")]),
      Self.run("c", [1], [("lr", "3")]),
    ]
    #expect(RunTable(runs).settings.map(\.name) == ["lr", "rare"])
  }

  /// The epoch of a best value has the number of the log, as charts and `inspect` give it.
  @Test func epochsAreCountedAsTheLogDoes() {
    var run = ComparedRun(name: "x")
    let series = Series([SeriesPoint(x: 1, y: 0.1), SeriesPoint(x: 2, y: 0.5)])
    run.judge(by: "mAP", .max, series, firstEpoch: 0)
    #expect(run.best?.x == 1 && run.last?.x == 1)
    run.judge(by: "mAP", .max, series)
    #expect(run.best?.x == 2)
  }
}
