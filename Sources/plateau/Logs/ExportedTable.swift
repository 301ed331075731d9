import Cells
import CurveStore
import JSONText
import PlateauRuntime
import RunModel

/// The points of runs as CSV: a row per position on the axis, a column per curve.
struct ExportedTable {
  /// The position of a row; points at equal positions share it.
  private struct Position: Hashable {
    var run: Int
    var attempt: Int
    var step: Int64?
    var epoch: Double?
    /// The number of earlier values of the same curve at the same position: each has its own row.
    var before = 0
  }

  private let runs: [LogRun]

  /// The largest number of cells in a table, including empty ones: all are written.
  private static let mostCells = 20_000_000

  init(_ runs: [LogRun]) { self.runs = runs }

  /// The text, with a header.
  ///
  /// - Throws: `CommandFailure` when the table would be very large.
  /// - Complexity: O(rows · columns).
  func text() throws -> String {
    var columns: [String] = []
    var numbers: [String: Int] = [:]
    var rows: [Position: Int] = [:]
    var positions: [Position] = []
    var cells: [[Int: Double]] = []
    for (runNumber, run) in runs.enumerated() {
      for (name, series) in zip(run.seriesNames, run.series) {
        let column = numbers[name] ?? columns.count
        if column == columns.count {
          numbers[name] = column
          columns.append(name)
        }
        var attempt = 0
        var counts: [Position: Int] = [:]
        for index in 0..<series.points.count {
          if attempt + 1 < series.segments.count, index == series.segments[attempt + 1] {
            attempt += 1
          }
          let point = series.points[index]
          var position = Position(
            run: runNumber, attempt: attempt, step: point.step, epoch: point.epoch)
          let before = counts[position, default: 0]
          counts[position] = before + 1
          position.before = before
          let row = rows[position] ?? positions.count
          if row == positions.count {
            rows[position] = row
            positions.append(position)
            cells.append([:])
          }
          cells[row][column] = point.value
        }
      }
    }
    guard columns.count * positions.count <= Self.mostCells else {
      throw CommandFailure(
        "a table of \(positions.count) rows and \(columns.count) columns is too large; --to jsonl writes "
          + "the points one by one")
    }
    return text(columns, positions, cells)
  }

  private func text(_ columns: [String], _ positions: [Position], _ cells: [[Int: Double]])
    -> String
  {
    let hasRuns = runs.count > 1
    let hasSteps = positions.contains { $0.step != nil }
    let hasEpochs = positions.contains { $0.epoch != nil }
    var out = ""
    let heads = [hasRuns ? "run" : nil, hasEpochs ? "epoch" : nil, hasSteps ? "step" : nil]
    out += (heads.compactMap(\.self) + columns).map(Self.quoted).joined(separator: ",") + "\n"
    for row in positions.indices.sorted(by: { Self.isBefore(positions[$0], positions[$1]) }) {
      let position = positions[row]
      var fields: [String] = []
      if hasRuns { fields.append(Self.quoted(runs[position.run].name)) }
      if hasEpochs { fields.append(position.epoch.map(Self.number) ?? "") }
      if hasSteps { fields.append(position.step.map { "\($0)" } ?? "") }
      for column in columns.indices {
        fields.append(cells[row][column].map(\.pythonDescription) ?? "")
      }
      out += fields.joined(separator: ",") + "\n"
    }
    return out
  }

  private static func isBefore(_ a: Position, _ b: Position) -> Bool {
    if a.run != b.run { return a.run < b.run }
    if a.attempt != b.attempt { return a.attempt < b.attempt }
    let (left, right) = (a.step ?? .min, b.step ?? .min)
    if left != right { return left < right }
    let (early, late) = (a.epoch ?? -.infinity, b.epoch ?? -.infinity)
    return early != late ? early < late : a.before < b.before
  }

  private static func number(_ epoch: Double) -> String {
    Int(exactly: epoch).map(String.init) ?? epoch.pythonDescription
  }

  private static func quoted(_ name: String) -> String {
    let text = name.sanitized
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
