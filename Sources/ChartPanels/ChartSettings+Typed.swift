internal import Playbacks
package import RunModel

/// Settings that are typed after `:`. Each is set, or a sentence says why it cannot be.
extension ChartSettings {
  /// Smooths the curves by a weight, or `off`.
  package mutating func smooth(_ text: String) -> String? {
    if text == "off" {
      smoothing = nil
      return nil
    }
    guard let weight = Double(text), weight >= 0, weight <= 0.999 else {
      return "smooth takes a weight from 0 to 0.999, or off"
    }
    smoothing = weight
    return nil
  }

  /// Sets the vertical axis of a curve, or of the loss if the first word is `loss`.
  ///
  /// - Parameter words: At least one.
  package mutating func setRange(_ words: [String], of curve: Curve?) -> String? {
    let isLoss = words[0] == "loss"
    let rest = isLoss ? Array(words.dropFirst()) : words
    if let word = rest.first, ["log", "linear"].contains(word) {
      setLogarithm(word == "log", of: isLoss ? nil : curve)
      if word == "log" { dropRangesFromZero(ofLoss: isLoss || curve?.kind == .loss, isLoss) }
      return nil
    }
    var range: ClosedRange<Double>?
    let isClipped = rest == ["clip"]
    if rest != ["auto"], !isClipped {
      guard rest.count == 2, let low = Double(rest[0]), let high = Double(rest[1]), low < high,
        low.isFinite, high.isFinite
      else { return "y takes two numbers, such as y 0 1, or clip, auto, log or linear" }
      range = low...high
    }
    if isLoss {
      (lossRange, isLossClipped) = (range, isClipped)
    } else {
      (metricRange, isMetricClipped) = (range, isClipped)
    }
    return nil
  }

  /// Drops typed ranges that reach 0, which has no place on a logarithmic axis.
  ///
  /// - Parameters:
  ///   - isLoss: True for that of the losses.
  ///   - isOnlyLoss: True to keep that of the metric.
  private mutating func dropRangesFromZero(ofLoss isLoss: Bool, _ isOnlyLoss: Bool) {
    if isLoss, (lossRange?.lowerBound ?? 1) <= 0 { lossRange = nil }
    if !isOnlyLoss, (metricRange?.lowerBound ?? 1) <= 0 { metricRange = nil }
  }

  /// True when a typed range makes the axis of a curve linear that would be logarithmic.
  ///
  /// - Parameter curve: nil for the losses.
  package func isStraightened(_ curve: Curve?) -> Bool {
    let isLogarithmic = curve.map(self.isLogarithmic) ?? isLossLogarithmic
    return isLogarithmic && ((curve == nil ? lossRange : metricRange)?.lowerBound ?? 1) <= 0
  }

  /// Makes the vertical axis of a curve logarithmic or linear.
  ///
  /// - Parameter curve: nil for the losses.
  private mutating func setLogarithm(_ isOn: Bool, of curve: Curve?) {
    if let curve, curve.kind != .loss {
      if isOn != curve.isLearningRate {
        switchedAxes.insert(curve.title)
      } else {
        switchedAxes.remove(curve.title)
      }
    } else {
      isLossLogarithmic = isOn
    }
  }

  /// Draws a line in the chart of a curve at a value, or removes it at `off`.
  package mutating func setTarget(_ text: String, of curve: Curve?) -> String? {
    guard let title = curve?.title else { return "there is no metric yet" }
    if text == "off" {
      targets[title] = nil
      return nil
    }
    guard let value = Double(text), value.isFinite else {
      return "target takes a number, such as target 0.5, or off"
    }
    targets[title] = value
    return nil
  }
}
