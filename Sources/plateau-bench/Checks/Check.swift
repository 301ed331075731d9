/// A condition, and the measured value.
struct Check {
  let name: String
  let measured: Double
  /// The largest value allowed.
  let limit: Double
  /// The decimals of both.
  var decimals = 0

  var isMet: Bool { measured <= limit }

  /// Prints the value.
  func print(_ format: BenchResult.Format) {
    BenchResult([
      ("check", .text(name)), ("measured", .number(measured, decimals: decimals)),
      ("at_most", .number(limit, decimals: decimals)), ("met", .yes(isMet)),
    ]).print(format)
    if !format.json { Swift.print() }
  }
}
