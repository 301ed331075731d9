internal import MetricGrid

/// A condition that chooses runs: a part of the name, or a comparison such as `lr<0.01`.
package struct RunFilter: Equatable, Sendable {
  /// A comparison.
  private enum Sign: String, CaseIterable {
    // The longer signs come first.
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case equal = "="
  }

  private enum Condition: Equatable {
    case name(MetricPattern)
    case comparison(String, Sign, String)
  }

  private let condition: Condition

  /// Reads a condition: text, a glob or a regular expression for the name, or a column or a setting
  /// with `=`, `!=`, `<`, `<=`, `>` or `>=` and a value.
  package init(_ text: String) {
    for index in text.indices {
      guard index > text.startIndex,
        let sign = Sign.allCases.first(where: { text[index...].hasPrefix($0.rawValue) })
      else { continue }
      let rest = text[index...].dropFirst(sign.rawValue.count)
      condition = .comparison(Self.trimmed(text[..<index]), sign, Self.trimmed(rest))
      return
    }
    condition = .name(MetricPattern(text))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The name of the column or setting that the condition needs; nil for the name of the run.
  package var key: String? {
    if case .comparison(let key, _, _) = condition { key } else { nil }
  }

  /// True for a run that the condition chooses; one without the setting is not chosen.
  package func includes(_ run: ComparedRun) -> Bool {
    switch condition {
    case .name(let pattern): return !pattern.matches(in: [run.name]).isEmpty
    case .comparison(let key, let sign, let wanted):
      guard let value = Self.value(of: key, in: run) else { return false }
      if let number = Double(value), let limit = Double(wanted) {
        return switch sign {
        case .equal: number == limit
        case .notEqual: number != limit
        case .less: number < limit
        case .atMost: number <= limit
        case .greater: number > limit
        case .atLeast: number >= limit
        }
      }
      // As a narrow table shows it.
      let isShown = key == "state" && ComparedRun.short(state: value) == wanted
      return switch sign {
      case .equal: value == wanted || isShown || !MetricPattern.glob(wanted, value).isEmpty
      case .notEqual: value != wanted && !isShown
      case .less, .atMost, .greater, .atLeast: false
      }
    }
  }

  /// The value of a column or a setting as text; nil when the run has none.
  package static func value(of key: String, in run: ComparedRun) -> String? {
    switch key {
    case "name": run.name
    case "state": run.state
    case "epochs": "\(run.epochs)"
    case "metric": run.metric
    case "best": run.best.map { "\($0.value)" }
    case "last": run.last.map { "\($0.value)" }
    // The head of the column of best values is the metric.
    default: run.settings[key] ?? (isMetric(key, of: run) ? run.best.map { "\($0.value)" } : nil)
    }
  }

  private static func isMetric(_ key: String, of run: ComparedRun) -> Bool {
    key == run.metric || key == RunSettings.lastPart(of: run.metric)
  }
}

extension MetricPattern {
  /// The matches of a pattern with `*` or `?` in a value; none for other text.
  fileprivate static func glob(_ pattern: String, _ value: String) -> [Int] {
    let pattern = MetricPattern(pattern)
    return pattern.kind == .glob ? pattern.matches(in: [value]) : []
  }
}
