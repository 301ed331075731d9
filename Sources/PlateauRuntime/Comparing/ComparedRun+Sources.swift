package import CurveStore
internal import LogReaders
internal import LogRecordings
internal import OrderedCollections
internal import Playbacks
package import RunComparison
internal import RunFiles
internal import RunModel

extension ComparedRun {
  /// A run of our own as a row of a table.
  package init(_ found: FoundRun) { self.init(found, settings: RunSettings(found.directory)) }

  /// A run of our own, whose settings are known, as a row of a table.
  init(_ found: FoundRun, settings: RunSettings) {
    self.init(name: found.name)
    path = found.directory.path
    state = found.words
    isLive = found.problem == nil && found.standing.isLive
    startTime = found.startTime
    lastTime = found.lastTime
    guard found.problem == nil else { return }
    self.settings = settings
    host = found.history.info?.host ?? ""
    if isLive {
      stopsIn = found.history.callbacks.filter {
        $0.isStopping && $0.isEnabled && !found.history.ends(before: $0)
      }.compactMap(\.unitsLeft).min()
    }
    judge(found.history)
  }

  /// The runs of a log of any tool as rows of a table.
  ///
  /// - Parameter name: The name of a run without one.
  package static func all(of contents: LogContents, at path: String, name: String) -> [ComparedRun]
  {
    LogRecording.recordings(contents, title: name, isLive: false).map { recording in
      let overview = RunOverview(recording)
      var run = ComparedRun(overview)
      run.path = path
      run.settings = RunSettings(of: recording.name, in: contents, at: path)
      run.planAsSet()
      return run
    }
  }

  /// A run that is shown as a row of a table, without its settings.
  init(_ overview: RunOverview) {
    self.init(name: overview.name)
    isLive = overview.isLive && overview.isSteerable
    // A log without times starts at 0.
    startTime = overview.whole.startTime.flatMap { $0 > 0 ? $0 : nil }
    judge(
      overview.whole, firstEpoch: overview.axes.first == .epoch ? overview.recorded.firstNumber : 1)
    epochs = max(epochs, overview.epochEnds.count)
  }

  /// Judges by what the callbacks watch, else by the metric that sums a run up.
  ///
  /// - Parameter firstEpoch: The number of the epoch that ends at 1, on an axis of epochs.
  private mutating func judge(_ history: RunHistory, firstEpoch: Int = 1) {
    epochs = history.epochs.count
    plannedEpochs = history.info?.epochs ?? 0
    isOfSteps = history.axis == .step
    if let (monitor, direction) = history.monitor, let series = history.epochSeries[monitor] {
      return judge(by: monitor, direction, series, firstEpoch: firstEpoch)
    }
    var known = history.knownCurves
    if known.isEmpty {
      known = CurvePairs(history.seriesNames.map(PairableSeries.init(name:))).curves
    }
    guard let curve = known.headline ?? known.first, let name = curve.judged,
      let series = history.epochSeries[name] ?? history.stepSeries[name]
    else { return }
    judge(by: curve.judgedTitle, curve.direction, series, firstEpoch: firstEpoch)
  }
}
