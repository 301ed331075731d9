internal import CurveStore

/// Conversions of cells of delimited text to other values than numbers: steps, parts of a count,
/// moments.
enum DelimitedCell {
  /// A short cell as text; empty for a longer one, which cannot be a moment or a duration.
  static func text(_ cell: ArraySlice<UInt8>) -> Substring {
    cell.count <= 40 ? Substring(String(decoding: cell, as: UTF8.self)) : ""
  }

  /// A name; nil for an empty cell, cut where it is very long.
  static func name(_ cell: ArraySlice<UInt8>) -> String? {
    cell.isEmpty ? nil : String(LogText.string(cell).prefix(200))
  }

  /// An integer without a point, exact beyond 2⁵³.
  static func whole(_ cell: ArraySlice<UInt8>) -> Int64? {
    guard cell.count <= 20, !cell.isEmpty,
      let value = Int64(String(decoding: cell, as: UTF8.self)), value != LogPoints.noStep
    else { return nil }
    return value
  }

  /// A number as a step; nil when it is not an integer.
  static func whole(_ value: Double?) -> Int64? {
    value.flatMap { Int64(exactly: $0) }.flatMap { $0 == LogPoints.noStep ? nil : $0 }
  }

  /// `7/468` as two numbers.
  static func part(_ cell: ArraySlice<UInt8>) -> (Double, Double)? {
    guard let slash = cell.firstIndex(of: UInt8(ascii: "/")),
      let part = NumberText(cell[..<slash]).value,
      let whole = NumberText(cell[(slash + 1)...]).value
    else { return nil }
    return (part, whole)
  }

  /// A moment in seconds since 1970, from a number or an ISO 8601 date.
  static func moment(_ cell: ArraySlice<UInt8>) -> Double? {
    if let value = NumberText(cell).value { return LogTime.seconds(since1970: value) }
    return LogTime.seconds(iso: text(cell))
  }
}
