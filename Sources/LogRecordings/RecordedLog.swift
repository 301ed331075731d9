public import CurveStore
public import RunModel
public import SystemFiles

/// The epochs of a log of any tool, as callbacks would have seen them.
///
/// Every command gets epochs, attempts and best values from here, computed from `LogContents`
/// alone. The last value of a metric in an epoch counts, and of several attempts the last one.
public struct RecordedLog: Equatable, Sendable {
  /// The epochs in order, each as the last attempt that trained it measured it.
  public var epochs: [RecordedEpoch]
  /// Epochs of earlier attempts that were trained again, in file order.
  public var earlier: [RecordedEpoch]
  /// The number of attempts, the parts of the run between restarts.
  public var attempts = 1
  /// Remarks about unusual parts, one sentence each.
  public var remarks: [String] = []

  /// The greatest number of epochs of a log; more must be steps.
  static let mostEpochs = 1_000_000
  /// The greatest number of an epoch.
  static let greatestEpoch = 1_000_000_000.0
  private static let parts: Set<String> = ["train", "validation", "val", "eval", "test"]
  private static let listedRemarks = 8

  /// Collects the epochs of a log.
  ///
  /// The steps or rows of a log without epochs serve as epochs.
  ///
  /// - Parameter path: The path for error messages.
  /// - Throws: `FileError` when there are none, or when there are several runs.
  /// - Complexity: O(points · log epochs).
  public init(_ contents: LogContents, path: String) throws(FileError) {
    let unit = EpochUnit(contents.runs)
    let runs = contents.runs.filter(unit.counts)
    guard let first = runs.first else {
      throw FileError(
        path, "\(contents.format.title) without numbers, so callbacks cannot be tried on it")
    }
    let isOne =
      runs.count == 1
      || Set(runs.map { Self.parent($0.name) }).count == 1
        && runs.allSatisfy { Self.parts.contains(Self.last($0.name)) }
    guard isOne else {
      let names = runs.prefix(8).map(\.name).joined(separator: ", ")
      throw FileError(path, "holds \(runs.count) runs; name the file of one: \(names)")
    }
    let longest = runs.flatMap(\.series).map(\.points.count).max() ?? 0
    if unit != .epochs, longest > Self.mostEpochs { throw Self.tooLong(longest, path) }
    var table = EpochTable()
    let count = EpochCount(first, unit: unit)
    for run in runs {
      for (name, series) in zip(run.seriesNames, run.series) {
        let name = runs.count == 1 ? name : Self.last(run.name) + "/" + name
        table.add(series, named: name, count)
      }
      for epoch in run.unmeasuredEpochs { table.add(epoch, count) }
    }
    let bare = runs.count == 1 ? Self.heldBack(first) : []
    for series in bare { table.add(series, named: series.name, count) }
    epochs = table.epochs(from: count.first)
    earlier = table.earlier(from: count.first)
    attempts = table.attempts
    if epochs.count > Self.mostEpochs { throw Self.tooLong(epochs.count, path) }
    remarks = unit.remarks + table.remarks
    if attempts > 1 {
      remarks.append("\(attempts) attempts in one log; what was trained again counts once")
    }
    if let series = bare.first {
      let others = bare.count > 1 ? " and \(bare.count - 1) more" : ""
      remarks.append(
        "\(series.name)\(others) without a split \(bare.count > 1 ? "are" : "is") the value of "
          + "\(series.split?.rawValue ?? "validation")")
    }
    let damage = contents.notes.filter { $0.kind == .damaged }.map(\.sentence)
    remarks += damage.prefix(Self.listedRemarks)
    if damage.count > Self.listedRemarks {
      remarks.append("and \(damage.count - Self.listedRemarks) more; see plateau inspect")
    }
  }

  /// The series measured on data held back whose name alone also names others: `loss` means the
  /// validation loss of a log with two.
  private static func heldBack(_ run: LogRun) -> [LogSeries] {
    let shared = Dictionary(grouping: run.series, by: \.name).filter { $0.value.count > 1 }
    return run.series.filter { series in
      guard let others = shared[series.name], series.split != .train, series.split != nil else {
        return false
      }
      return series.split == .validation || !others.contains { $0.split == .validation }
    }
  }

  private static func tooLong(_ count: Int, _ path: String) -> FileError {
    FileError(
      path, "has \(count) epochs or steps; callbacks can be tried on at most \(mostEpochs)")
  }

  private static func last(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func parent(_ name: String) -> String {
    name.split(separator: "/").dropLast().joined(separator: "/")
  }
}
