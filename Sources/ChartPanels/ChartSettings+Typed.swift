internal import Cells
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

  /// Sets the vertical axis of the chosen curve, or of the main loss if the first word is `loss`.
  ///
  /// - Parameters:
  ///   - words: At least one.
  ///   - curves: All curves of the run: `loss log` and `loss linear` are for every loss.
  /// - Returns: The words for what was set, or for why it cannot be.
  package mutating func setAxis(
    _ words: [String], of chosen: Curve?, mainLoss: Curve?, among curves: [Curve]
  ) -> String {
    let isLoss = words[0] == "loss"
    let rest = isLoss ? Array(words.dropFirst()) : words
    guard let curve = isLoss ? mainLoss : chosen else { return "there is no metric yet" }
    let title = curve.title
    let answer = "y \(words.joined(separator: " "))".sanitized
    let place = isLoss ? "" : " in \(title.sanitized)"
    if let word = rest.first, ["log", "linear"].contains(word) {
      let isDropped =
        isLoss
        ? useLogarithm(word == "log", ofLossesAmong: curves + [curve])
        : useLogarithm(word == "log", of: curve)
      return answer + place + (isDropped ? "; its range, which reached 0, is dropped" : "")
    }
    var range: ClosedRange<Double>?
    if rest != ["auto"], rest != ["clip"] {
      guard rest.count == 2, let low = Double(rest[0]), let high = Double(rest[1]), low < high,
        low.isFinite, high.isFinite
      else { return "y takes two numbers, such as y 0 1, or clip, auto, log or linear" }
      range = low...high
    }
    ranges[title] = range
    if rest == ["clip"] { clipped.insert(title) } else { clipped.remove(title) }
    let isStraightened = isLogarithmic(curve) && (range?.lowerBound ?? 1) <= 0
    return answer + place + (isLoss ? "" : ", the chosen chart")
      + (isStraightened ? "; linear, because 0 has no logarithm" : "")
  }

  /// Makes the vertical axes of all losses linear, or logarithmic again.
  ///
  /// - Returns: The words for what was set.
  package mutating func switchLosses(among curves: [Curve]) -> String {
    useLogarithm(!isLossLogarithmic, ofLossesAmong: curves)
    return isLossLogarithmic ? "loss: logarithmic" : "loss: linear"
  }

  @discardableResult
  private mutating func useLogarithm(_ isOn: Bool, ofLossesAmong curves: [Curve]) -> Bool {
    isLossLogarithmic = isOn
    var isDropped = false
    for curve in curves where curve.kind == .loss {
      isDropped = useLogarithm(isOn, of: curve) || isDropped
    }
    return isDropped
  }

  /// Makes the vertical axis of a curve logarithmic or linear.
  ///
  /// - Returns: True when a typed range was dropped: 0 has no place on a logarithmic axis.
  private mutating func useLogarithm(_ isOn: Bool, of curve: Curve) -> Bool {
    if isOn != isUsuallyLogarithmic(curve) {
      switchedAxes.insert(curve.title)
    } else {
      switchedAxes.remove(curve.title)
    }
    guard isOn, (ranges[curve.title]?.lowerBound ?? 1) <= 0 else { return false }
    ranges[curve.title] = nil
    return true
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
