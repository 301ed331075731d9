public import OrderedCollections

extension RunHistory {
  /// What a log of any tool shows up to a moment.
  ///
  /// - Parameters:
  ///   - reach: where the run was then, on `axis`.
  ///   - epochs: those that had ended; their callbacks are not known.
  public init(
    name: String, axis: RunAxis, reach: Double, curves: [Curve],
    stepSeries: OrderedDictionary<String, Series>, epochSeries: OrderedDictionary<String, Series>,
    learningRates: Series, epochs: [EpochSummary], marks: [RailMark], entries: [Entry],
    plannedEpochs: Int, startTime: Double?, lastTime: Double?
  ) {
    self.init()
    info = RunInfo(name: name, epochs: plannedEpochs)
    self.axis = axis
    self.reach = reach
    self.curves = curves
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

  /// Moves every place to another axis.
  ///
  /// - Complexity: O(points).
  mutating func movePlaces(_ place: (Double) -> Double) {
    reach = place(position)
    for name in stepSeries.keys { stepSeries[name]?.move(place) }
    for name in epochSeries.keys { epochSeries[name]?.move(place) }
    for name in classSeries.keys { classSeries[name]?.move(place) }
    learningRates.move(place)
    for index in marks.indices { marks[index].x = place(marks[index].x) }
    for index in entries.indices { entries[index].x = place(entries[index].x) }
  }
}
