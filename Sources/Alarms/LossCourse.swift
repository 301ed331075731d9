internal import RunModel

/// The part of a loss's course that its alarms depend on.
struct LossCourse: Equatable, Sendable {
  /// The epochs over which a validation loss must rise.
  let span: Int
  private var count = 0
  private var first = Double.nan
  private var last = Double.nan
  /// The lowest finite value; nil before there is one.
  private(set) var lowest: Double?
  /// The last values, one more than `span`, finite or not.
  private var tail: [Double] = []

  /// Creates the course of some values.
  init(_ values: [Double] = [], span: Int = 5) {
    self.span = span
    for value in values { add(value) }
  }

  /// Adds the value of the next epoch.
  mutating func add(_ value: Double) {
    tail.append(value)
    if tail.count > span + 1 { tail.removeFirst() }
    guard value.isFinite else { return }
    if count == 0 { first = value }
    count += 1
    last = value
    lowest = min(lowest ?? value, value)
  }

  /// The alarm of a loss that has risen to a multiple of its best value, and by more than a quarter
  /// of all that it had fallen: a loss near zero has large multiples in its noise.
  func divergence(of name: String, over factor: Double) -> Alarm? {
    guard count >= 3, let best = lowest else { return nil }
    let isFar = best > 0 ? last > factor * best : last > first
    guard isFar, last - best > 0.25 * (first - best) else { return nil }
    let (now, least) = (Self.short(last), Self.short(best))
    let times =
      best > 0 ? " is \(Self.short(last / best)) times its best, \(least)" : " from \(least)"
    return Alarm(
      .divergence, subject: name, text: "\(name) diverges: \(now)\(times)",
      past: "\(name) diverged for a while: \(now)\(times)")
  }

  /// The alarm of a validation loss that has risen over some epochs, in at least four of five and to
  /// more than noise above its lowest value, while the training loss fell.
  func overfitting(of name: String, beside train: String, _ falling: LossCourse) -> Alarm? {
    guard tail.count == span + 1, falling.tail.count == span + 1, tail.allSatisfy(\.isFinite),
      falling.tail.allSatisfy(\.isFinite), let start = tail.first, let end = tail.last,
      let trainStart = falling.tail.first, let trainEnd = falling.tail.last
    else { return nil }
    let rises = zip(tail, tail.dropFirst()).count { $0 < $1 }
    guard rises * 5 >= span * 4, end > start, trainEnd < trainStart, let lowest,
      GeneralizationLoss.isExceeded(by: end, over: lowest)
    else { return nil }
    return Alarm(
      .overfitting, subject: name,
      text: "overfitting: \(name) rose over \(span) epochs while \(train) fell",
      brief: "overfitting: \(name) rose over \(span) epochs")
  }

  /// A value with four digits, large ones in full.
  private static func short(_ value: Double) -> String {
    value.printed((1e3..<1e9).contains(abs(value)) ? "%.0f" : "%.4g")
  }
}
