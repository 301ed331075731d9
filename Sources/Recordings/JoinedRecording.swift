internal import CurveStore
internal import OrderedCollections
public import RunModel

/// The recording of a script that tells events while its text has further metrics: the run of the
/// events, with the series that only the text has, with the number of epochs that it prints, as in
/// `Epoch 1/40`, where the events tell none, and with what it prints about its end.
///
/// A series of the text is left out where the events have the same quantity of the same data.
/// `train loss` of the text is the `loss` of the events. Where the events have the printed values under a
/// name that says nothing, such as that of a variable, these values are listed under the printed name.
/// A text that counts the steps of the run, and no epochs, has its values at those steps.
public struct JoinedRecording: RunRecording {
  package let events: EventRecording
  private let text: any RunRecording
  /// The axes on which the places of the text are those of the run, the usual one first.
  private let placed: [RunAxis]
  /// The series that only the text has.
  public let names: Set<String>
  /// The names of series of the events by the names under which the text prints their values.
  public let variables: [String: String]
  /// The number of epochs that only the text tells; nil for none.
  private let plannedEpochs: Int?
  /// The reason that the script printed for its end; nil for none.
  private let printedEnd: String?

  /// True when the text has something that the events do not tell.
  public var isNeeded: Bool {
    !names.isEmpty || !variables.isEmpty || plannedEpochs != nil || printedEnd != nil
  }

  /// Joins the recordings of one run.
  ///
  /// - Complexity: O(series).
  public init(_ events: EventRecording, _ text: any RunRecording) {
    (self.events, self.text) = (events, text)
    placed = text.axes.filter { $0 != .step || Self.countsAlike(events, text) }
    let known = Set(events.whole.seriesNames.map { Measured(PairableSeries(name: $0)) })
    guard let axis = events.axes.first(where: text.axes.contains), placed.contains(axis) else {
      (names, variables, plannedEpochs, printedEnd) = ([], [:], nil, nil)
      return
    }
    let told = text.history(at: text.length, RecordingQuery(axis: axis, columns: 2))
    let epochs = told.info?.epochs ?? 0
    let isNew = events.whole.info?.epochs == 0 && epochs > 0 && epochs >= events.epochEnds.count
    plannedEpochs = isNew ? epochs : nil
    // Only a line printed after the last epoch can explain the end: a counter of patience cannot.
    let done = Double(events.epochEnds.count)
    printedEnd =
      axis == .epoch ? told.marks.last { $0.kind == .end && $0.x >= done }?.text : nil
    // Times, sizes and settings are no metrics.
    let metrics = told.curves.filter { $0.kind != .other }
    let all = Set(
      metrics.flatMap { [$0.train, $0.validation] }.compactMap(\.self).filter {
        !known.contains(Measured(PairableSeries(name: $0)))
      })
    variables = PrintedVariables(printed: text.recorded, told: events.recorded).names(of: all)
    names = all.subtracting(variables.keys)
  }

  /// True when a text counts the steps of the whole run, which it may be a little ahead of while it
  /// grows: not those of each epoch, nor batches of which each step takes several.
  private static func countsAlike(_ events: EventRecording, _ text: any RunRecording) -> Bool {
    let done = events.x(at: events.length, on: .step)
    let ahead = events.whole.end == nil ? 200.0 : 1
    guard text.x(at: text.length, on: .step) <= done * 1.05 + ahead else { return false }
    return text.history(at: text.length, RecordingQuery(axis: .step, columns: 2, names: []))
      .lost.isEmpty
  }

  /// A quantity and the data that it was measured on.
  private struct Measured: Hashable {
    let quantity: String
    let split: LogSeries.Split

    init(_ series: PairableSeries) {
      quantity = CurvePairs.key(of: series).lowercased()
      split = series.split ?? .train
    }
  }

  public var name: String { events.name }
  public var length: Double { events.length }
  public var isTimed: Bool { events.isTimed }
  public var isLive: Bool { events.isLive }
  public var epochEnds: [Double] { events.epochEnds }
  public var markMoments: [Double] { events.markMoments }
  public var axes: [RunAxis] { events.axes }

  public var recorded: [RecordedEpoch] {
    guard !names.isEmpty else { return events.recorded }
    let told = Dictionary(text.recorded.map { ($0.epoch, $0.logs) }) { $1 }
    return events.recorded.map { epoch in
      var epoch = epoch
      for (name, value) in told[epoch.epoch] ?? Logs() where names.contains(name) {
        epoch.logs[value: name] = value
      }
      return epoch
    }
  }

  public func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    var history = events.history(at: moment, query)
    history.add(plannedEpochs: plannedEpochs, printedEnd: printedEnd)
    let axis = history.axis
    guard !names.isEmpty || !variables.isEmpty, let (place, x) = places(on: axis) else {
      return history
    }
    let isAtEnd = moment >= length
    let limit =
      isAtEnd ? text.length : text.moment(at: events.x(at: moment, on: place), on: place)
    let wanted = names.intersection(query.names ?? names)
    let window = query.window.map { place == axis ? $0 : events.window($0, on: axis, to: place) }
    var told = text.history(
      at: limit,
      RecordingQuery(
        axis: place, window: window, columns: query.columns, names: wanted,
        isLogarithmic: query.isLogarithmic, lead: query.lead))
    if place != axis { told.mapX(x) }
    history.add(seriesOf: told, named: wanted)
    let own = events.whole.seriesNames.filter { !variables.values.contains($0) }
    let all = own + names.union(variables.keys).sorted()
    let curves = CurvePairs(all.map(PairableSeries.init(name:))).curves
    history.curves = curves.filter { history.rateGroups == 1 || !$0.isLearningRate }.map { curve in
      var curve = curve
      curve.train = curve.train.map { variables[$0] ?? $0 }
      curve.validation = curve.validation.map { variables[$0] ?? $0 }
      return curve
    }
    return history
  }

  /// The axis on which the text gives the places of its values, and their conversion to another;
  /// nil when they have none there.
  private func places(on axis: RunAxis) -> (RunAxis, (Double) -> Double)? {
    for place in [axis] + placed where placed.contains(place) {
      if let x = events.conversion(from: place, to: axis) { return (place, x) }
    }
    return nil
  }

  public func x(at moment: Double, on axis: RunAxis) -> Double { events.x(at: moment, on: axis) }

  public func firstPositiveX(on axis: RunAxis) -> Double? {
    let own = events.firstPositiveX(on: axis)
    let told =
      names.isEmpty
      ? nil : places(on: axis).flatMap { place, x in text.firstPositiveX(on: place).map(x) }
    return [own, told].compactMap(\.self).min()
  }

  public func moment(at x: Double, on axis: RunAxis) -> Double {
    events.moment(at: x, on: axis)
  }
}
