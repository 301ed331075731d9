/// Something that has to hold, and what was measured.
struct Check {
  let name: String
  let measured: Double
  /// The largest that may be.
  let limit: Double
  /// Digits after the point of both.
  var decimals = 0

  var isMet: Bool { measured <= limit }

  /// Prints it.
  func print(_ format: BenchResult.Format) {
    BenchResult([
      ("check", .text(name)), ("measured", .number(measured, decimals: decimals)),
      ("at_most", .number(limit, decimals: decimals)), ("met", .yes(isMet)),
    ]).print(format)
    if !format.json { Swift.print() }
  }
}
