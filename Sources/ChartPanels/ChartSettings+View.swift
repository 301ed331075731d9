package import Configuration

/// The part of the settings that is kept from one screen to the next.
extension ChartSettings {
  /// Takes the settings of a view that was kept.
  package mutating func restore(_ view: ViewSettings) {
    smoothing = view.smoothing
    isLossLogarithmic = view.isLossLogarithmic
    ranges = view.ranges
    clipped = Set(view.clipped)
    switchedAxes = Set(view.switchedAxes)
    targets = view.targets
  }

  /// Writes the settings to a view that is to be kept.
  package func keep(in view: inout ViewSettings) {
    view.smoothing = smoothing
    view.isLossLogarithmic = isLossLogarithmic
    view.ranges = ranges
    view.clipped = clipped.sorted()
    view.switchedAxes = switchedAxes.sorted()
    view.targets = targets
  }
}
