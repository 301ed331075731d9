public import OrderedCollections

extension RunHistory {
  /// Creates the history of a log of any tool up to a moment.
  ///
  /// - Parameters:
  ///   - reach: The position of the run on `axis` at that moment.
  ///   - epochs: The epochs that had ended; their callbacks are not known.
  public init(
    name: String, axis: RunAxis, reach: Double, curves: [Curve],
    stepSeries: OrderedDictionary<String, Series>, epochSeries: OrderedDictionary<String, Series>,
    learningRates: Series, epochs: [EpochSummary], marks: [EventMark], entries: [Entry],
    plannedEpochs: Int, startTime: Double?, lastTime: Double?
  ) {
    self.init()
    info = RunInfo(name: name, epochs: plannedEpochs)
    self.axis = axis
    self.reach = reach
    self.curves = curves
    origin = .log
    self.stepSeries = stepSeries
    self.epochSeries = epochSeries
    self.learningRates = learningRates
    self.epochs = epochs
    self.marks = marks
    self.entries = entries
    self.startTime = startTime
    self.lastTime = lastTime
    epoch = epochs.last?.epoch ?? 0
    status = .recorded
  }

  /// Changes every series of a detector's reports.
  mutating func changeDetectorSeries(_ change: (inout Series) -> Void) {
    for name in classSeries.keys { change(&classSeries[name, default: Series()]) }
    for name in errorSeries.keys { change(&errorSeries[name, default: Series()]) }
    change(&detectionSeries)
  }

  /// Moves every x to another axis.
  ///
  /// - Complexity: O(points).
  package mutating func mapX(_ x: (Double) -> Double) {
    reach = x(position)
    for name in stepSeries.keys { stepSeries[name]?.move(x) }
    for name in epochSeries.keys { epochSeries[name]?.move(x) }
    changeDetectorSeries { $0.move(x) }
    for index in lost.indices {
      lost[index].seam = x(lost[index].seam)
      lost[index].change { $0.move(x) }
    }
    learningRates.move(x)
    moveSchedule(x)
    for index in marks.indices { marks[index].x = x(marks[index].x) }
    for index in entries.indices { entries[index].x = x(entries[index].x) }
  }
}
