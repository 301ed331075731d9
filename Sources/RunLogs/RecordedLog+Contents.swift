internal import Foundation
internal import RunModel

extension RecordedLog {
  /// Reads a log of any known tool that has metrics of epochs.
  ///
  /// Keras's CSV, our events and JSON Lines are read as by `init(path:)`, which takes pipes, too.
  ///
  /// - Throws: `RunLogError` when it cannot be read or has no epochs.
  /// - Complexity: O(bytes).
  public init(anyLog path: String) throws(RunLogError) {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isThere && isFolder.boolValue || FileMark.isRegular(path),
      let contents = try? LogContents(path: path),
      ![.kerasCSV, .plateau, .jsonLines, .delimited].contains(contents.format)
    else {
      do throws(RunLogError) {
        self = try RecordedLog(path: path)
      } catch {
        // Packed or in UTF-16.
        guard error.reason.hasPrefix("is no UTF-8"), let contents = try? LogContents(path: path)
        else { throw error }
        self = try RecordedLog(contents, path: path)
      }
      return
    }
    self = try RecordedLog(contents, path: path)
  }

  /// The epochs of a log.
  ///
  /// A metric counts with its last value in an epoch; where a later attempt began again, it counts.
  ///
  /// - Parameter path: for the message.
  /// - Throws: `RunLogError` when there are none, or when there are several runs.
  /// - Complexity: O(points · log epochs).
  public init(_ contents: LogContents, path: String) throws(RunLogError) {
    epochs = []
    let runs = contents.runs.filter { $0.epochRange != nil }
    guard let first = runs.first else {
      throw RunLogError(
        file: path, "\(contents.format.title) without epochs: there is nothing to stop at")
    }
    let isOne =
      runs.count == 1
      || Set(runs.map { Self.parent($0.name) }).count == 1
        && runs.allSatisfy {
          ["train", "validation", "val", "eval", "test"].contains(Self.last($0.name))
        }
    guard isOne else {
      let names = runs.prefix(8).map(\.name).joined(separator: ", ")
      throw RunLogError(file: path, "holds \(runs.count) runs; name the file of one: \(names)")
    }
    var table: [Int: [(String, LogValue)]] = [:]
    var attempts = 1
    for run in runs {
      for (name, series) in zip(run.seriesNames, run.series) where series.points.hasEpochs {
        let name = runs.count == 1 ? name : Self.last(run.name) + "/" + name
        for (epoch, value) in Self.values(series, base: run.epochBase ?? first.epochBase) {
          table[epoch, default: []].append((name, .number(value)))
        }
        attempts = max(attempts, series.segments.count)
      }
    }
    epochs = table.sorted { $0.key < $1.key }.map {
      RecordedEpoch(epoch: $0.key, logs: Logs($0.value))
    }
    if attempts > 1 {
      remarks.append("\(attempts) attempts in one log; what was trained again counts once")
    }
    for note in contents.notes where note.kind == .damaged { remarks.append(note.sentence) }
  }

  /// The values of a series by epochs from 0.
  private static func values(
    _ series: LogSeries, base: Int?
  ) -> [(epoch: Int, value: Double)] {
    let points = series.points
    let isWhole = (0..<points.count).allSatisfy {
      points.epoch(at: $0).map { $0 == $0.rounded() } ?? true
    }
    // The first epoch ends at 1 where epochs are fractions.
    let first = isWhole ? base ?? 1 : 1
    var values: [(epoch: Int, value: Double)] = []
    for index in 0..<points.count {
      guard let place = points.epoch(at: index)?.rounded(.up),
        let epoch = Int(exactly: max(0, place - Double(first))), epoch <= 1_000_000_000
      else { continue }
      // A later attempt takes the place of what it trains again.
      while let last = values.last, last.epoch >= epoch { values.removeLast() }
      values.append((epoch, points.value(at: index)))
    }
    return values
  }

  private static func last(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func parent(_ name: String) -> String {
    name.split(separator: "/").dropLast().joined(separator: "/")
  }
}
