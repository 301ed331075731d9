internal import OrderedCollections
internal import RunModel

/// The alarms about the values of a run.
struct ValueAlarms {
  let observation: RunObservation
  let settings: AlarmSettings

  private var history: RunHistory { observation.history }

  /// The alarms whose condition is met now.
  ///
  /// - Complexity: O(series + epochs of the losses).
  var all: [Alarm] {
    (settings.isNotFiniteReported ? notFinite : []) + diverging + overfitting
  }

  // MARK: Not finite

  /// The alarms about series whose newest value is NaN or infinite, losses first.
  var notFinite: [Alarm] {
    var alarms: [Alarm] = []
    let others = observation.curves.filter { $0.kind != .loss && $0.kind != .other }
    for curve in observation.losses + others {
      for name in [curve.train, curve.validation].compactMap(\.self) {
        guard let broken = broken(name, isLoss: curve.kind == .loss) else { continue }
        let words = broken.value.isNaN ? "NaN" : broken.value > 0 ? "infinite" : "minus infinite"
        let (first, last) = (broken.first, broken.last)
        alarms.append(
          Alarm(
            .notFinite, subject: name,
            text: broken.isOfOneKind
              ? "\(name) has been \(words) since \(history.axis) \(first)"
              : "\(name) has not been finite since \(history.axis) \(first): now \(words)",
            past: "\(name) was \(broken.isOfOneKind ? words : "not finite") "
              + (first == last
                ? "in \(history.axis) \(first)" : "from \(history.axis) \(first) to \(last)")))
      }
    }
    return alarms
  }

  /// The newest value of a series if it is not finite, with the numbers of the epoch, or of the step,
  /// since which none is and of the newest, and true when all of them are equal or NaN.
  ///
  /// Some metrics have no value until something was found, so a metric must have had one.
  ///
  /// - Complexity: O(values that are not finite) for a loss.
  private func broken(
    _ name: String, isLoss: Bool
  ) -> (value: Double, first: Int, last: Int, isOfOneKind: Bool)? {
    let (epochs, steps) = (history.epochSeries[name], history.stepSeries[name])
    let isOfStep =
      (steps?.lastPoint?.x ?? -.infinity) > (epochs?.lastPoint?.x ?? -.infinity)
    let series = isOfStep ? steps : epochs
    guard let series, let last = series.lastPoint, !last.y.isFinite else { return nil }
    if !isLoss, !series.points.contains(where: \.y.isFinite) { return nil }
    let broken = series.points.reversed().prefix { !$0.y.isFinite }
    let isOfOneKind = broken.allSatisfy { $0.y == last.y || $0.y.isNaN && last.y.isNaN }
    // A step is within an epoch, whose number is that of its end.
    func number(_ point: SeriesPoint) -> Int {
      guard history.axis == .epoch else { return Int(point.x) }
      return Int(point.x.rounded(.up)) - 1 + observation.firstEpoch
    }
    return (last.y, number(broken.last ?? last), number(last), isOfOneKind)
  }

  // MARK: Divergence

  private var diverging: [Alarm] {
    guard let factor = settings.divergence else { return [] }
    return observation.losses.flatMap { curve in
      [curve.train, curve.validation].compactMap(\.self).compactMap { name in
        diverging(name, over: factor)
      }
    }
  }

  private func diverging(_ name: String, over factor: Double) -> Alarm? {
    LossCourse(levels(of: name)).divergence(of: name, over: factor)
  }

  /// The finite values at the ends of epochs; without epochs, the means of stretches of steps.
  private func levels(of name: String) -> [Double] {
    let epochs = observation.values(of: name).filter(\.isFinite)
    if epochs.count >= 3 { return epochs }
    let steps = history.stepSeries[name]?.points.map(\.y).filter(\.isFinite) ?? []
    let width = 20
    return stride(from: steps.count % width, to: steps.count, by: width).map { start in
      steps[start..<start + width].reduce(0, +) / Double(width)
    }
  }

  // MARK: Overfitting

  private var overfitting: [Alarm] {
    guard let span = settings.overfitting, span > 0 else { return [] }
    return observation.losses.compactMap { curve in
      guard let validation = curve.validation, let train = curve.train else { return nil }
      return overfitting(validation, train, over: span)
    }
  }

  private func overfitting(_ validation: String, _ train: String, over span: Int) -> Alarm? {
    LossCourse(observation.values(of: validation), span: span).overfitting(
      of: validation, beside: train, LossCourse(observation.values(of: train), span: span))
  }
}
