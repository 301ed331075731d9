internal import CurveStore
internal import Recordings
internal import RunModel

/// The common axes of the series of a run, which count epochs, steps or time.
struct CommonAxes {
  /// The series on these axes.
  private(set) var allSeries: [RecordedSeries] = []
  /// The histograms, texts and precision-recall curves on these axes.
  private(set) var summaries: [RecordedSummaries] = []
  /// The available axes, the default one first.
  private(set) var axes: [RunAxis] = []
  /// The start of the run, in seconds since 1970; nil when the log has no times.
  private(set) var start: Double?
  /// Epochs by steps.
  private(set) var steps = MonotoneTable()
  /// The number of the first epoch.
  private(set) var epochBase = 1.0

  /// The number of points of a series that become part of a table.
  private static let sampled = 4096

  /// Creates the axes.
  ///
  /// - Parameter runs: A run, or its training and validation parts.
  init(_ runs: [LogRun]) {
    epochBase = Double(runs.first { $0.epochRange != nil }?.firstEpoch ?? 1)
    func part(_ run: LogRun) -> String {
      runs.count == 1 ? "" : run.name.split(separator: "/").last.map { "\($0)/" } ?? ""
    }
    let scalars = runs.flatMap { run in
      zip(run.seriesNames, run.series).filter { !$1.points.isEmpty }.map { name, series in
        (part(run) + name, series)
      }
    }
    let beyond = runs.flatMap { run in run.summaries.map { (part(run) + $0.name, $0) } }
    // Without numbers, the other values tell how far the run has come.
    let named = scalars.isEmpty ? beyond.map { ($0.0, $0.1.points) } : scalars
    start = named.compactMap { $0.1.points.first?.wallTime }.min()
    var bySteps: [(Double, Double)] = []
    var byTimes: [(Double, Double)] = []
    // Keras counts epochs in the steps of its event files, which say nothing about batches.
    let countsEpochs = named.map { $0.1.points.hasEpochs && Self.countsEpochsInSteps($0.1) }
    let forms = named.map { EpochForm($0.1) }
    for (index, (_, series)) in named.enumerated() where series.points.hasEpochs {
      let (form, countsEpochs) = (forms[index], countsEpochs[index])
      for point in form == .within ? series.lastPointOfEachEpoch : Self.sample(series) {
        guard let epoch = point.epoch else { continue }
        let x = form == .fractions ? epoch : epoch - epochBase + 1
        if !countsEpochs, let step = point.step { bySteps.append((Double(step), x)) }
        if let time = point.wallTime { byTimes.append((time, x)) }
      }
    }
    let firstStep = zip(named, countsEpochs).filter { !$1 && $0.1.points.hasEpochs }
      .compactMap { $0.0.1.points.first?.step }.min()
    if let start = Self.start(bySteps, firstStep: firstStep.map(Double.init)) {
      bySteps.append(start)
    }
    steps = Self.table(bySteps)
    let times = Self.table(byTimes)
    let batches = Batches(zip(named, countsEpochs).filter { !$1 }.map(\.0.1))
    let (steps, start, epochBase) = (steps, start, epochBase)
    func recorded(_ name: String, _ source: LogSeries, _ form: EpochForm, countsEpochs: Bool)
      -> RecordedSeries
    {
      RecordedSeries(
        name: name, source: source, form: form, epochBase: epochBase, steps: steps, times: times,
        start: start,
        batches: batches.areCounted(by: source, countsEpochs: countsEpochs)
          ? nil : batches.byTimes)
    }
    if !scalars.isEmpty {
      allSeries = scalars.indices.map { index in
        let (name, series) = scalars[index]
        return recorded(name, series, forms[index], countsEpochs: countsEpochs[index])
      }
    }
    summaries = beyond.map { name, values in
      RecordedSummaries(
        SummaryName(name, values.kind), values,
        on: recorded(name, values.points, EpochForm(values.points), countsEpochs: false))
    }
    let points = named.map(\.1.points)
    if points.contains(where: \.hasEpochs) { axes.append(.epoch) }
    if points.contains(where: \.hasSteps) { axes.append(.step) }
    if axes.count == 2, Self.isOneEpoch(points), points.contains(where: Self.stepsVary) {
      axes.swapAt(0, 1)
    }
    if start != nil { axes += [.time, .wall] }
    if axes.isEmpty { axes = [.step] }
  }

  /// The step at which the first epoch began, which is as long as the next; nil when no step is
  /// before the end of the first epoch.
  private static func start(
    _ ends: [(step: Double, x: Double)], firstStep: Double?
  ) -> (Double, Double)? {
    guard let firstStep, let first = ends.min(by: { $0.step < $1.step }), firstStep < first.step
    else { return nil }
    let next = ends.filter { $0.x > first.x }.min { $0.step < $1.step }
    let length = next.map { ($0.step - first.step) / ($0.x - first.x) } ?? first.step - firstStep
    return (min(firstStep, first.step - length), first.x - 1)
  }

  /// Returns true when all points stand at the same epoch, which then orders nothing.
  private static func isOneEpoch(_ points: [LogPoints]) -> Bool {
    let ranges = points.compactMap(\.epochRange)
    return Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).count == 1
  }

  private static func stepsVary(_ points: LogPoints) -> Bool {
    guard points.hasEpochs, points.hasSteps, let first = points.first?.step,
      let last = points.last?.step
    else {
      return false
    }
    return first != last
  }

  /// Returns true when the steps of a series are equal to its epochs.
  private static func countsEpochsInSteps(_ series: LogSeries) -> Bool {
    let points = series.points
    return sampled(points.count).allSatisfy { index in
      points.step(at: index).map { Double($0) == points.epoch(at: index) } ?? true
    }
  }

  /// Evenly spaced points of a series.
  static func sample(_ series: LogSeries) -> [LogPoint] {
    sampled(series.points.count).map { series.points[$0] }
  }

  private static func sampled(_ count: Int) -> StrideTo<Int> {
    stride(from: 0, to: count, by: max(1, count / Self.sampled))
  }

  private static func table(_ pairs: [(Double, Double)]) -> MonotoneTable {
    var table = MonotoneTable()
    for (x, y) in pairs.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) { table.append(x: x, y: y) }
    return table
  }
}
