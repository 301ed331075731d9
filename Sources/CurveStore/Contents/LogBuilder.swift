internal import SystemThreads

/// Collects what a reader finds: runs and series by name, notes up to a limit.
package struct LogBuilder {
  private struct Key: Hashable {
    var run: Int
    var name: String
    var split: LogSeries.Split?
  }

  /// Notes that are listed; more are counted.
  package static let listedNotes = 1000

  package var format: LogFormat
  package private(set) var runs: [LogRun] = []
  private var series: [(run: Int, series: LogSeries)] = []
  private var runNumbers: [String: Int] = [:]
  private var seriesNumbers: [Key: Int] = [:]
  package private(set) var notes: [LogNote] = []
  private var unlistedNotes = 0
  private let coordinates = SharedCoordinates()

  package init(_ format: LogFormat) { self.format = format }

  /// The number of a run, a new one at its first appearance.
  package mutating func run(_ name: String = "") -> Int {
    if let number = runNumbers[name] { return number }
    runNumbers[name] = runs.count
    runs.append(LogRun(name: name))
    return runs.count - 1
  }

  /// The number of a series, a new one at its first appearance.
  ///
  /// - Parameter split: the data when the file tells it otherwise than by the name.
  package mutating func series(_ name: String, run: Int = 0, split: LogSeries.Split? = nil) -> Int {
    let key = Key(run: run, name: name, split: split)
    if let number = seriesNumbers[key] { return number }
    seriesNumbers[key] = series.count
    series.append((run, LogSeries(name: name, split: split)))
    return series.count - 1
  }

  package mutating func append(_ point: LogPoint, to number: Int) {
    series[number].series.append(point, sharing: coordinates)
  }

  /// Lets several series take points, some of them at the same time.
  ///
  /// - Parameters:
  ///   - numbers: the series, each once.
  ///   - add: adds to the series of a place in `numbers`; called on any thread.
  package mutating func append(
    to numbers: [Int], _ add: @Sendable (Int, inout LogSeries, SharedCoordinates) -> Void
  ) {
    guard let first = numbers.first else { return }
    // The first packs the coordinates that the others share.
    add(0, &series[first].series, coordinates)
    series.withUnsafeMutableBufferPointer { [coordinates] series in
      // Each call has a series of its own.
      nonisolated(unsafe) let series = series
      SystemThread.perform(numbers.count - 1) { index in
        add(index + 1, &series[numbers[index + 1]].series, coordinates)
      }
    }
  }

  /// Adds a point to the series of a name.
  package mutating func add(
    _ name: String, run: Int = 0, split: LogSeries.Split? = nil, step: Int64? = nil,
    epoch: Double? = nil, wallTime: Double? = nil, _ value: Double
  ) {
    append(
      LogPoint(step: step, epoch: epoch, wallTime: wallTime, value: value),
      to: series(name, run: run, split: split))
  }

  /// Lets every series of a run begin a segment: the run was started again.
  ///
  /// - Parameter epoch: the epoch that it begins with, where the log tells it.
  package mutating func beginSegment(run: Int, atEpoch epoch: Double? = nil) {
    for index in series.indices where series[index].run == run {
      series[index].series.beginSegment(atEpoch: epoch)
    }
  }

  /// Takes an epoch of which nothing was measured.
  package mutating func addBareEpoch(_ epoch: Double, run: Int = 0) {
    guard epoch == epoch.rounded() else { return }
    reach(epoch, run: run)
    runs[run].bareEpochs.append(epoch)
  }

  /// An epoch is told: one that goes back trains what follows it again.
  package mutating func reach(_ epoch: Double, run: Int = 0) {
    while let last = runs[run].bareEpochs.last, last >= epoch { runs[run].bareEpochs.removeLast() }
  }

  /// Lets every series begin a segment.
  package mutating func beginSegments() { for run in runs.indices { beginSegment(run: run) } }

  /// Lets a series begin a segment.
  package mutating func beginSegment(of number: Int) { series[number].series.beginSegment() }

  /// Takes a whole curve of another log; it becomes one of the name.
  package mutating func adopt(_ curve: LogSeries, as name: String, run: Int) {
    let number = series(name, run: run)
    if series[number].series.points.isEmpty {
      series[number].series.adopt(curve)
    } else {
      for index in 0..<curve.points.count { append(curve.points[index], to: number) }
    }
  }

  /// The last step of a series of the first run.
  package func lastStep(of name: String) -> Int64? {
    guard let number = seriesNumbers[Key(run: 0, name: name, split: nil)] else { return nil }
    let points = series[number].series.points
    return points.isEmpty ? nil : points.step(at: points.count - 1)
  }

  /// Takes out what has too few points to be a curve.
  package mutating func removeSeries(shorterThan count: Int) {
    series.removeAll { $0.series.points.count < count }
    seriesNumbers = [:]
  }

  package mutating func edit(run: Int, _ change: (inout LogRun) -> Void) { change(&runs[run]) }

  package mutating func say(_ text: String, run: Int = 0, epoch: Double? = nil, step: Int64? = nil)
  {
    runs[run].messages.append(LogMessage(epoch: epoch, step: step, text: text))
  }

  package mutating func note(_ note: LogNote) {
    if notes.count < Self.listedNotes { notes.append(note) } else { unlistedNotes += 1 }
  }

  /// Whether any point was added.
  package var isEmpty: Bool { series.allSatisfy { $0.series.points.count == 0 } }

  /// What was collected; series without points are left out and told.
  ///
  /// - Complexity: O(points with epochs).
  package consuming func contents() -> LogContents {
    var unused: [String] = []
    for (run, curve) in series {
      if curve.points.count == 0 {
        unused.append(curve.name)
      } else {
        runs[run].series.append(curve)
      }
    }
    if !unused.isEmpty {
      let rest = unused.count > 8 ? " and \(unused.count - 8) more" : ""
      note(
        LogNote(
          .skipped, "without numbers: \(unused.prefix(8).joined(separator: ", "))\(rest)"))
    }
    for index in runs.indices { Self.complete(&runs[index], format) }
    return LogContents(format: format, runs: runs, notes: notes, unlistedNotes: unlistedNotes)
  }

  private static func complete(_ run: inout LogRun, _ format: LogFormat) {
    let names = Set(run.series.map(\.name))
    let folder = run.name.split(separator: "/").last.map(String.init) ?? ""
    let folderSplit = MetricKind(folder + "/x").split
    for index in run.series.indices where run.series[index].split == nil {
      let name = run.series[index].name
      guard run.series[index].role == .loss || run.series[index].role == .metric else { continue }
      let hasTwin = ["val_", "val/", "eval_", "eval/", "valid_"].contains {
        names.contains($0 + name)
      }
      run.series[index].split =
        folderSplit ?? (hasTwin || format.isTrainingUnlessSaid ? .train : nil)
    }
    if run.epochBase == nil, let range = run.epochRange {
      let least = min(range.lowerBound, run.bareEpochs.first ?? range.lowerBound)
      // A log that begins with another epoch does not tell; many scripts write tables as Keras does,
      // but count from 1.
      run.epochBase =
        (format == .kerasCSV && least == 1 ? 1 : format.epochBase)
        ?? (least == 0 ? 0 : least == 1 ? 1 : nil)
      // A tool that counts from 1 today may have counted from 0 once.
      if run.epochBase == 1, least == 0, run.series.allSatisfy(\.points.areEpochsWhole) {
        run.epochBase = 0
      }
    }
  }
}
