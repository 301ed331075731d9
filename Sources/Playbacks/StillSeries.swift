internal import OrderedCollections
internal import RunModel

/// The series of a run that show little: those without a number, and those that never changed.
struct StillSeries: Sendable {
  private enum Kind {
    /// No value is a number.
    case withoutNumber
    /// All values are the same number; the number of values.
    case constant(Int)
    /// Anything else.
    case varied
  }

  private let epochs: [String: Kind]
  private let steps: [String: Kind]

  /// The number of values from which a curve that never changes shows nothing.
  private static let fewest = 20

  /// Looks at all series of a run.
  ///
  /// - Parameter isOver: False for a run whose constants may still change: they are not sought then.
  /// - Complexity: O(series) and O(points) of those that show little.
  init(of history: RunHistory, isOver: Bool) {
    epochs = Self.kinds(history.epochSeries, isOver)
    steps = Self.kinds(history.stepSeries, isOver)
  }

  private static func kinds(
    _ series: OrderedDictionary<String, Series>, _ isOver: Bool
  ) -> [String: Kind] {
    var kinds: [String: Kind] = [:]
    for (name, series) in series where !series.isEmpty {
      kinds[name] =
        series.hasNoNumber
        ? .withoutNumber : isOver && series.isConstant ? .constant(series.count) : .varied
    }
    return kinds
  }

  /// True for a curve without a finite value, and, in a run that is over, for one that is neither a loss
  /// nor a metric and has never changed; nil for a curve without values.
  ///
  /// While the run is live, a constant may still change, and its chart must not move.
  func isIdle(_ curve: Curve, isLive: Bool) -> Bool? {
    let known = [curve.train, curve.validation].compactMap(\.self)
      .flatMap { [epochs[$0], steps[$0]] }.compactMap(\.self)
    if known.isEmpty { return nil }
    if known.allSatisfy({ if case .withoutNumber = $0 { true } else { false } }) { return true }
    guard !isLive, curve.kind == .other else { return false }
    return known.allSatisfy {
      if case .constant(let count) = $0 { count >= Self.fewest } else { false }
    }
  }
}

extension Series {
  /// True when no value is a number.
  fileprivate var hasNoNumber: Bool {
    last?.isFinite != true && points.allSatisfy { !$0.y.isFinite }
  }

  /// True when all values are the same number.
  fileprivate var isConstant: Bool {
    guard let last, firstPoint?.y == last else { return false }
    return points.allSatisfy { $0.y == last }
  }
}
