import CurveStore
import JSONText

/// What a run of a log holds beyond numbers, as text and as JSON.
enum InspectSummaries {
  /// A table; empty without any.
  static func text(_ summaries: [SummarySeries]) -> String {
    guard !summaries.isEmpty else { return "" }
    var table = TextTable(header: ["beyond numbers", "kind", "count", "first", "last"])
    for series in summaries {
      let steps = [series.points.points.first?.step, series.points.points.last?.step]
        .map { $0.map { "step \($0)" } ?? "–" }
      table.add([series.name, series.kind.words, "\(series.count)", steps[0], steps[1]])
    }
    return table.text { $0 < 2 }
  }

  /// One object for each series.
  static func json(_ summaries: [SummarySeries]) -> JSONValue {
    .array(
      summaries.map { series in
        let points = series.points.points
        let first: JSONValue = points.first?.step.map { .integer(Int($0)) } ?? .null
        let last: JSONValue = points.last?.step.map { .integer(Int($0)) } ?? .null
        return .members([
          "name": .string(series.name), "kind": .string(series.kind.rawValue),
          "count": .integer(series.count), "kept": .integer(series.keptCount),
          "first_step": first, "last_step": last,
        ])
      })
  }
}

extension SummaryKind {
  /// The kind in words.
  fileprivate var words: String {
    switch self {
    case .histogram: "histograms"
    case .text: "texts"
    case .precisionRecall: "precision-recall curves"
    }
  }
}
