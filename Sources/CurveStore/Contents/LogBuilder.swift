internal import SystemThreads

/// A collector of the runs, series and notes that a reader finds.
///
/// The reader of a log with a single run need not add that run.
///
///     var builder = LogBuilder(format)
///     builder.add("loss", epoch: 1, 0.41)
///     return builder.contents()
public struct LogBuilder: Sendable {
  private struct Key: Hashable {
    var run: Int
    var name: String
    var split: LogSeries.Split?
  }

  /// The greatest number of notes that are kept; further ones are only counted.
  package static let listedNotes = 1000

  /// The format of the log.
  package var format: LogFormat
  /// The runs, in the order of their first appearance.
  package private(set) var runs: [LogRun] = []
  private var series: [(run: Int, series: LogSeries)] = []
  private var runNumbers: [String: Int] = [:]
  private var seriesNumbers: [Key: Int] = [:]
  /// The notes, up to ``listedNotes``.
  package private(set) var notes: [LogNote] = []
  private var unlistedNotes = 0
  private let coordinates = SharedCoordinates()
  private var summaries = SummaryCollection()

  /// Creates a builder without runs.
  public init(_ format: LogFormat) { self.format = format }

  /// Returns the index of the run of a name, adding the run at its first appearance.
  ///
  /// - Parameter name: The name; empty for the only run of a file.
  public mutating func run(_ name: String = "") -> Int {
    run(name, id: name)
  }

  /// Returns the index of the run of an identifier, adding the run at its first appearance.
  ///
  /// Runs of one name get the first letters of their identifiers as well.
  ///
  /// - Parameters:
  ///   - name: The name, which other runs may bear too.
  ///   - id: The identifier, unique in the log.
  public mutating func run(_ name: String, id: String) -> Int {
    if let number = runNumbers[id] { return number }
    runNumbers[id] = runs.count
    runs.append(LogRun(name: name))
    return runs.count - 1
  }

  /// Returns the index of the series of a name, adding the series at its first appearance.
  ///
  /// - Parameters:
  ///   - run: The index of its run.
  ///   - split: The data it was measured on, where the file says so other than in the name.
  public mutating func series(_ name: String, run: Int = 0, split: LogSeries.Split? = nil) -> Int {
    let key = Key(run: run, name: name, split: split)
    if let number = seriesNumbers[key] { return number }
    seriesNumbers[key] = series.count
    series.append((run, LogSeries(name: name, split: split)))
    return series.count - 1
  }

  /// Adds a point to the series at an index.
  ///
  /// A point whose step (without steps, whose epoch) is less than the last one's starts a segment.
  public mutating func append(_ point: LogPoint, to number: Int) {
    series[number].series.append(point, sharing: coordinates)
  }

  /// Adds points to several series on several threads.
  ///
  /// - Parameters:
  ///   - numbers: The indices of the series, each once.
  ///   - add: Adds points to the series at an index in `numbers`; called on any thread.
  package mutating func append(
    to numbers: [Int], _ add: @Sendable (Int, inout LogSeries, SharedCoordinates) -> Void
  ) {
    guard let first = numbers.first else { return }
    // The first series packs the coordinates that the others share.
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
  ///
  /// - Parameters:
  ///   - run: The index of the run.
  ///   - split: The data it was measured on, where the file says so other than in the name.
  ///   - step: The step, in the writer's unit.
  ///   - epoch: The epoch, as numbered in the file.
  ///   - wallTime: The time, in seconds since 1970.
  ///   - value: The value, which may be NaN or infinite.
  public mutating func add(
    _ name: String, run: Int = 0, split: LogSeries.Split? = nil, step: Int64? = nil,
    epoch: Double? = nil, wallTime: Double? = nil, _ value: Double
  ) {
    append(
      LogPoint(step: step, epoch: epoch, wallTime: wallTime, value: value),
      to: series(name, run: run, split: split))
  }

  /// Adds a histogram, a text or a precision-recall curve.
  ///
  /// Of very many values, every second, fourth, … is kept.
  ///
  /// - Parameters:
  ///   - name: The name of its series.
  ///   - run: The index of the run.
  package mutating func add(
    _ value: SummaryValue, to name: String, run: Int, step: Int64?, wallTime: Double?
  ) {
    summaries.add(
      value, to: name, run: run, LogPoint(step: step, wallTime: wallTime, value: 0),
      sharing: coordinates)
  }

  /// Starts a new segment in every series of a run, because the run was restarted.
  ///
  /// - Parameter epoch: The epoch at which it restarts, where the log says so.
  public mutating func beginSegment(run: Int, atEpoch epoch: Double? = nil) {
    for index in series.indices where series[index].run == run {
      series[index].series.beginSegment(atEpoch: epoch)
    }
  }

  /// Adds an epoch for which nothing was measured.
  package mutating func addUnmeasuredEpoch(_ epoch: Double, run: Int = 0) {
    guard epoch == epoch.rounded() else { return }
    dropUnmeasuredEpochs(from: epoch, run: run)
    runs[run].unmeasuredEpochs.append(epoch)
  }

  /// True when there are epochs for which nothing was measured.
  package var hasUnmeasuredEpochs: Bool { runs.contains { !$0.unmeasuredEpochs.isEmpty } }

  /// Drops the unmeasured epochs from an epoch on: the run goes back and trains them again.
  package mutating func dropUnmeasuredEpochs(from epoch: Double, run: Int = 0) {
    while let last = runs[run].unmeasuredEpochs.last, last >= epoch {
      runs[run].unmeasuredEpochs.removeLast()
    }
  }

  /// Starts a new segment in every series.
  public mutating func beginSegments() { for run in runs.indices { beginSegment(run: run) } }

  /// Starts a new segment in the series at an index.
  package mutating func beginSegment(of number: Int) { series[number].series.beginSegment() }

  /// Adds a whole series of another log under a name.
  package mutating func adopt(_ curve: LogSeries, as name: String, run: Int) {
    let number = series(name, run: run)
    if series[number].series.points.isEmpty {
      series[number].series.adopt(curve)
    } else {
      for index in 0..<curve.points.count { append(curve.points[index], to: number) }
    }
  }

  /// The last step of a series of the first run; nil when it has none.
  package func lastStep(of name: String) -> Int64? {
    guard let number = seriesNumbers[Key(run: 0, name: name, split: nil)] else { return nil }
    let points = series[number].series.points
    return points.isEmpty ? nil : points.step(at: points.count - 1)
  }

  /// Removes the series with fewer points.
  package mutating func removeSeries(shorterThan count: Int) {
    series.removeAll { $0.series.points.count < count }
    seriesNumbers = [:]
  }

  /// Changes a run's properties.
  public mutating func edit(run: Int, _ change: (inout LogRun) -> Void) {
    addRunIfNone()
    change(&runs[run])
  }

  /// Adds a message to a run.
  ///
  /// - Parameters:
  ///   - run: The index of the run.
  ///   - epoch: The epoch that it belongs to, as numbered in the file.
  ///   - step: The step that it belongs to.
  ///   - isBeforeStart: True when it stands before the first value of the run.
  public mutating func addMessage(
    _ text: String, run: Int = 0, epoch: Double? = nil, step: Int64? = nil,
    isBeforeStart: Bool = false
  ) {
    addRunIfNone()
    runs[run].messages.append(
      LogMessage(epoch: epoch, step: step, text: text, isBeforeStart: isBeforeStart))
  }

  /// Adds a note, or counts it when too many are kept.
  public mutating func note(_ note: LogNote) {
    if notes.count < Self.listedNotes { notes.append(note) } else { unlistedNotes += 1 }
  }

  /// Adds the only run of a file whose reader has added none.
  private mutating func addRunIfNone() { if runs.isEmpty { _ = run() } }

  /// True while no point was added.
  public var isEmpty: Bool { series.allSatisfy { $0.series.points.count == 0 } }

  /// The contents collected so far.
  ///
  /// Series without points are left out and noted.
  ///
  /// - Complexity: O(points with epochs).
  public consuming func contents() -> LogContents {
    if !isEmpty { addRunIfNone() }
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
    summaries.add(to: &runs)
    for index in runs.indices { Self.complete(&runs[index], format) }
    nameApart()
    return LogContents(format: format, runs: runs, notes: notes, unlistedNotes: unlistedNotes)
  }

  /// Adds the first letters of their identifiers to the names of runs of one name.
  private mutating func nameApart() {
    guard Set(runs.map(\.name)).count < runs.count else { return }
    for group in Dictionary(grouping: runNumbers, by: { runs[$0.value].name }).values
    where group.count > 1 {
      let longest = group.map(\.key.count).max() ?? 0
      let length = (8...max(8, longest)).first { length in
        Set(group.map { $0.key.prefix(length) }).count == group.count
      }
      for (id, number) in group { runs[number].name += " " + id.prefix(length ?? longest) }
    }
  }

  private static func complete(_ run: inout LogRun, _ format: LogFormat) {
    let names = Set(run.series.map(\.name))
    let folder = run.name.split(separator: "/").last.map(String.init) ?? ""
    let folderSplit = SplitWords.split(ofWord: folder)
    for index in run.series.indices where run.series[index].split == nil {
      let name = run.series[index].name
      guard run.series[index].role.isQuality else { continue }
      let hasTwin =
        ["val_", "val/", "eval_", "eval/", "valid_", "validation_", "validation/", "dev_"]
        .contains { names.contains($0 + name) }
        || ["_val", "/val", "_valid", "_validation"].contains { names.contains(name + $0) }
      run.series[index].split =
        folderSplit ?? (hasTwin || format.defaultsToTraining ? .train : nil)
    }
    if run.epochBase == nil, let range = run.epochRange {
      let least = min(range.lowerBound, run.unmeasuredEpochs.first ?? range.lowerBound)
      // A log that starts with another epoch does not show its base.
      run.epochBase =
        (format.mayCountFromOne && least == 1 ? 1 : format.epochBase)
        ?? (least == 0 ? 0 : least == 1 ? 1 : nil)
      // A tool that counts from 1 today may have counted from 0 in the past.
      if run.epochBase == 1, least == 0, run.series.allSatisfy(\.points.areEpochsWhole) {
        run.epochBase = 0
      }
    }
  }
}
