package import RunModel

/// A run as a row of a table of runs.
package struct ComparedRun: Equatable, Sendable {
  /// The best or last value of a run and where it was measured.
  package struct Value: Equatable, Sendable {
    package var value: Double
    /// The epoch, or the step of a run `isOfSteps`, as the log counts it.
    package var x: Double

    /// Creates a value.
    package init(_ value: Double, at x: Double) {
      self.value = value
      self.x = x
    }
  }

  /// The name, unique in its table.
  package var name: String
  /// The number of its letter and colour; nil for its index in the table.
  package var letter: Int?
  /// The path to open.
  package var path = ""
  /// The state in a word or two.
  package var state = ""
  /// The state of a run that is not read yet.
  package static let unread = "reading"
  /// The state of a run that something will begin.
  package static let waiting = "waiting"
  /// The state of a run that nothing will begin.
  package static let notBegun = "not begun"
  /// True while the run is trained.
  package var isLive = false
  /// True for a run of a sweep.
  package var isPlanned = false
  /// The machine that trains or trained it; empty when unknown.
  package var host = ""
  /// The epochs without improvement after which a callback will end a run that is trained; nil for
  /// none.
  package var stopsIn: Int?
  /// The epochs that ended.
  package var epochs = 0
  /// The epochs that are planned; 0 when unknown.
  package var plannedEpochs = 0
  /// True for a log that counts steps and knows no epochs.
  package var isOfSteps = false
  /// The quantity by which the run is judged; empty for none.
  package var metric = ""
  /// The better direction of that quantity; nil when it is unknown.
  package var direction: Direction?
  /// Its best value; nil without values.
  package var best: Value?
  /// Its last value; nil without values.
  package var last: Value?
  /// Its values, oldest first, at the epochs or steps as the log counts them.
  package var points: [SeriesPoint] = []
  /// The settings that the run was started with.
  package var settings = RunSettings()
  /// The start, in seconds since 1970; nil when unknown.
  package var startTime: Double?
  /// The last sign of the run, in seconds since 1970; nil when unknown.
  package var lastTime: Double?

  /// The epochs that ended, of those that are planned where that is known: `12/40`; a dash for a run of
  /// steps.
  package var progress: String {
    if plannedEpochs > 0 { return "\(epochs)/\(plannedEpochs)" }
    return isOfSteps && epochs == 0 ? "–" : "\(epochs)"
  }

  /// The state without what led to it: `stopped` for `stopped by EarlyStopping`.
  package static func short(state: String) -> String {
    state.split(separator: " ").prefix { $0 != "by" }.joined(separator: " ")
  }

  /// Takes the planned number of epochs from the settings where these tell it: in a log, they know more
  /// than its rows.
  package mutating func planAsSet() { plannedEpochs = settings.epochs ?? plannedEpochs }

  /// True while it waits to begin.
  package var isWaiting: Bool { state == Self.waiting }

  /// Creates a row with only a name.
  package init(name: String) { self.name = name }

  /// Judges the run by a series.
  ///
  /// - Parameter firstEpoch: The number of the epoch that ends at 1, on an axis of epochs.
  package mutating func judge(
    by metric: String, _ direction: Direction?, _ series: Series, firstEpoch: Int = 1
  ) {
    let finite = series.points.filter(\.y.isFinite)
    let shift = Double(firstEpoch - 1)
    (self.metric, self.direction) = (metric, direction)
    last = finite.last.map { Value($0.y, at: $0.x + shift) }
    best = direction.flatMap { series.best($0) }.map { Value($0.y, at: $0.x + shift) }
    points = (series.means ?? series.points).map { SeriesPoint(x: $0.x + shift, y: $0.y) }
  }
}
