internal import RunModel

extension Double {
  /// The number with three decimals, as Python's format `.3f` prints it: C would print the sign of
  /// NaN, too.
  var rounded3: String { isNaN ? "nan" : printed("%.3f") }
}
