internal import Alarms
internal import CurveStore
internal import OrderedCollections
public import RunModel

/// The recording of a run of our own: trained here, trained elsewhere, or over.
///
/// Its state at any moment is the fold of the events up to that moment, which is exactly the state
/// that a screen showed then. Progress reports, by far the most frequent events, are kept without
/// their metrics, because the curves of an earlier moment are the beginnings of the present ones.
/// So a report takes some 80 bytes, and each curve is stored once.
public struct EventRecording: RunRecording {
  /// An event that is not a progress report.
  private struct Told: Sendable {
    var event: RunEvent
    var moment: Double
    /// The number of progress reports before it.
    var reports: Int
  }

  /// An attempt that was interrupted and continued by another one.
  private struct Attempt: Sendable {
    /// The number of events in `told` up to its end.
    var end: Int
    /// The state at its end.
    var history: RunHistory
  }

  /// The number of kept states above which every other one is dropped.
  private static let mostStates = 32

  /// The state after all events.
  public private(set) var whole = RunHistory()
  public private(set) var length = 0.0
  public private(set) var epochEnds: [Double] = []
  public private(set) var markMoments: [Double] = []
  public private(set) var recorded: [RecordedEpoch] = []
  /// The progress reports.
  private var reports = StepReports()
  /// All other events, in order.
  private var told: [Told] = []
  /// The states after every `spacing` of those, without metrics within epochs.
  private var states: [RunHistory] = []
  private var spacing = 1024
  /// The attempts before the present one.
  private var attempts: [Attempt] = []
  /// The position, in epochs or in steps as the run counts it, as a function of seconds.
  private var epochs = MonotoneTable()
  /// The epochs of a run that counts steps.
  private var scale = EpochScale()
  /// Seconds since 1970 as a function of seconds of training.
  private var times = MonotoneTable()
  /// The learning rates of parameter groups.
  private var rates = LoggedRates()
  private var alarms = AlarmRecord()
  private let fallbackName: String

  /// Creates a recording without events.
  ///
  /// - Parameter name: The name to use until the run has reported its own.
  public init(name: String) { fallbackName = name }

  /// The number of events.
  public var eventCount: Int { told.count + reports.count }

  /// Adds the next event.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(_ event: RunEvent) {
    let silence = alarms.hear(at: event.time, wasPaused: whole.status == .paused)
    take(event)
    for text in alarmsBegun(with: event, after: silence) {
      take(RunEvent(time: event.time, .warning(from: "", text: text)))
    }
  }

  private mutating func take(_ event: RunEvent) {
    if case .runStarted(let info) = event.kind { start(info) }
    let count = whole.seriesCount
    whole.apply(event)
    if whole.seriesCount != count { pairCurves() }
    if rates.compare(in: whole) { pairCurves() }
    // The clock of the whole run leaves out pauses and never goes back.
    length = max(length, whole.elapsed(at: event.time))
    epochs.append(x: length, y: whole.position)
    times.append(x: length, y: event.time)
    if case .stepEnded(let progress) = event.kind {
      reports.append(progress, time: event.time, moment: length, position: whole.position)
      return
    }
    told.append(Told(event: event, moment: length, reports: reports.count))
    if told.count % spacing == 0 { keepState() }
    switch event.kind {
    case .epochEnded(let summary) where summary.brokenOffAt == nil:
      epochEnds.append(length)
      if whole.axis == .step { scale.end(summary.epoch, at: whole.position) }
      recorded.append(RecordedEpoch(epoch: summary.epoch, logs: summary.logs))
    case .runStarted:
      recorded = whole.epochs.map { RecordedEpoch(epoch: $0.epoch, logs: $0.logs) }
      alarms = AlarmRecord()
      for epoch in whole.epochs { _ = lossAlarms(at: epoch) }
    default: break  // No other event ends or discards an epoch.
    }
    while markMoments.count < whole.marks.count { markMoments.append(length) }
    if markMoments.count > whole.marks.count {
      markMoments.removeLast(markMoments.count - whole.marks.count)
    }
  }

  /// The alarms that an event begins, behind that of the silence which it ends.
  private mutating func alarmsBegun(with event: RunEvent, after silence: String?) -> [String] {
    let silent = [silence].compactMap(\.self)
    switch event.kind {
    case .runStarted: return []
    case .machineRead(let machine): return silent + alarms.read(machine)
    case .epochEnded(let summary) where summary.brokenOffAt == nil:
      let slow = alarms.end(epochsOf: whole.epochs.suffix(11).map(\.seconds))
      return silent + lossAlarms(at: summary) + [slow].compactMap(\.self)
    default: return silent
    }
  }

  private mutating func lossAlarms(at epoch: EpochSummary) -> [String] {
    alarms.end(whole.curves) { epoch.logs[value: $0]?.double }.map(\.text)
  }

  /// Begins an attempt.
  private mutating func start(_ info: RunInfo) {
    guard eventCount > 0 else { return }
    // A second run in the same file starts a new recording.
    if info.firstEpoch == 0 { self = EventRecording(name: fallbackName) }
    // The fold discards epochs that are trained again, and so does `epochEnds`.
    epochEnds.removeLast(max(0, epochEnds.count - info.firstEpoch))
    scale.cut(from: info.firstEpoch)
    if eventCount > 0 { attempts.append(Attempt(end: told.count, history: whole)) }
  }

  /// Forms the curves of the run; a metric that callbacks watch has its place beside the training
  /// series before it is first measured.
  private mutating func pairCurves() {
    let measured = whole.seriesNames
    let watched = whole.callbacks.filter(\.watchesPlateau).compactMap(\.monitor)
    let awaited = Set(watched).subtracting(measured)
    let series = (measured + awaited.sorted()).map(PairableSeries.init(name:))
    rates.names = series.filter { $0.role == .learningRate }.map(\.name)
    whole.rateGroups = rates.shared
    whole.curves = CurvePairs(series).curves.filter { curve in
      guard rates.shared == 1 || !curve.isLearningRate else { return false }
      return [curve.train, curve.validation].contains { $0.map(measured.contains) ?? false }
    }
  }

  private mutating func keepState() {
    states.append(whole.withoutStepSeries)
    guard states.count > Self.mostStates else { return }
    states = states.indices.filter { $0 % 2 == 1 }.map { states[$0] }
    spacing *= 2
  }

  public var name: String { whole.info?.name ?? fallbackName }
  public var isTimed: Bool { true }
  public var isLive: Bool { whole.status.isLive && whole.status != .waiting }
  public var axes: [RunAxis] {
    // Until an epoch has ended, nobody knows how long they are.
    whole.axis == .step && scale.isEmpty ? [.step, .time, .wall] : RunAxis.allCases
  }

  public func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    let history = state(at: moment)
    guard query.axis != history.axis, let x = conversion(of: history, to: query.axis) else {
      return history
    }
    // Only the points that charts show are converted.
    var shown = history.reduced(to: query.columns, of: query.window, query.axisColumns, x: x)
    shown.mapX(x)
    // While an epoch is evaluated, only the time advances.
    let now = max(0, min(moment, length))
    if query.axis == .time { shown.reach = now }
    if query.axis == .wall { shown.reach = times.value(at: now) }
    shown.axis = query.axis
    return shown
  }

  /// The conversion of a history's coordinates to another axis; nil when there is none.
  private func conversion(of history: RunHistory, to axis: RunAxis) -> ((Double) -> Double)? {
    let (epochs, times, scale) = (epochs, times, scale)
    switch axis {
    case .epoch: return scale.isEmpty ? nil : { scale.epochs(at: $0) }
    case .step:
      let steps = Double(max(1, history.steps))
      return { $0 * steps }
    case .time: return { epochs.x(of: $0) }
    case .wall: return { times.value(at: epochs.x(of: $0)) }
    }
  }

  /// The conversion of epochs or steps of the run to another axis; nil when there is none.
  func conversion(from place: RunAxis, to axis: RunAxis) -> ((Double) -> Double)? {
    if place == axis { return { $0 } }
    let (steps, scale) = (stepsPerX, scale)
    let own: (Double) -> Double
    switch place {
    case .epoch where whole.axis == .epoch: own = { $0 }
    case .epoch where !scale.isEmpty: own = { scale.step(at: $0) }
    case .step: own = { $0 / steps }
    case .epoch, .time, .wall: return nil
    }
    if axis == whole.axis { return own }
    return conversion(of: whole, to: axis).map { x in { x(own($0)) } }
  }

  /// A part of an axis on another one.
  func window(
    _ window: ClosedRange<Double>, on axis: RunAxis, to other: RunAxis
  ) -> ClosedRange<Double> {
    let low = x(at: moment(at: window.lowerBound, on: axis), on: other)
    let high = x(at: moment(at: window.upperBound, on: axis), on: other)
    return low...max(low, high)
  }

  /// Returns the fold of the events up to a moment, which always includes the first event.
  private func state(at moment: Double) -> RunHistory {
    if moment >= length { return whole }
    let count = max(told.indices.firstBeyond { told[$0].moment > moment }, min(1, told.count))
    let reported = reports.count(upTo: moment)
    let kept = min(count / spacing, states.count)
    var history = kept > 0 ? states[kept - 1] : RunHistory()
    var applied = kept > 0 ? told[kept * spacing - 1].reports : 0
    for item in told[(kept * spacing)..<count] {
      // Of several reports, the last one says where the run was.
      if item.reports > applied { history.apply(reports.event(item.reports - 1)) }
      applied = item.reports
      history.apply(item.event)
    }
    if reported > applied { history.apply(reports.event(reported - 1)) }
    let attempt = attempts.firstIndex { count <= $0.end }
    let start = attempt.map { $0 > 0 ? attempts[$0 - 1].end : 0 } ?? attempts.last?.end ?? 0
    let isReported = start < told.count && reported > told[start].reports
    history.takeStepSeries(
      of: attempt.map { attempts[$0].history } ?? whole,
      upTo: isReported ? reports.positions[reported - 1] : history.position,
      withRates: reports.hasLearningRates)
    // As in a log, they are those of the whole run.
    (history.curves, history.rateGroups) = (whole.curves, whole.rateGroups)
    return history
  }

  /// Steps per unit of x.
  private var stepsPerX: Double { whole.axis == .step ? 1 : Double(max(1, whole.steps)) }

  /// The epochs done at a position of the run.
  private func epochsDone(at position: Double) -> Double {
    scale.isEmpty ? position : scale.epochs(at: position)
  }

  public func x(at moment: Double, on axis: RunAxis) -> Double {
    switch axis {
    case .epoch: epochsDone(at: epochs.value(at: moment))
    case .step: epochs.value(at: moment) * stepsPerX
    case .time: moment
    case .wall: times.value(at: moment)
    }
  }

  public func firstPositiveX(on axis: RunAxis) -> Double? {
    func x(_ own: Double) -> Double {
      switch axis {
      case .epoch: epochsDone(at: own)
      case .step: own * stepsPerX
      case .time: epochs.x(of: own)
      case .wall: times.value(at: epochs.x(of: own))
      }
    }
    return [whole.stepSeries, whole.epochSeries].compactMap { all in
      all.values.compactMap { $0.firstPoint(beyond: { x($0) > 0 })?.x }.min()
    }.min().map(x)
  }

  public func moment(at x: Double, on axis: RunAxis) -> Double {
    switch axis {
    case .epoch: epochs.x(of: scale.isEmpty ? x : scale.step(at: x))
    case .step: epochs.x(of: x / stepsPerX)
    case .time: min(max(0, x), length)
    case .wall: times.x(of: x)
    }
  }
}
