/// The columns of the list of metrics at a width; those that do not fit are left out.
package struct MetricColumns {
  /// The columns of names.
  package let name: Int
  /// The start and width of the curve, from the left edge; nil when it is left out.
  package let curve: (x: Int, width: Int)?
  /// The end of the column of values on the training data; nil when it is left out.
  package let train: Int?
  /// The end of the column of last values.
  package let last: Int
  /// That of the best values; nil when it is left out.
  package let best: Int?
  /// That of their positions; nil when it is left out.
  package let position: Int?
  /// That of the changes over the last epochs; nil when it is left out.
  package let change: Int?

  /// The number of columns beside names and last values.
  private var extras: Int {
    [curve != nil, train != nil, best != nil, position != nil, change != nil].count { $0 }
  }

  /// Lays the columns out for short names where whole ones would be cut, or cost a column.
  ///
  /// - Parameters:
  ///   - longestName: The columns of the longest name.
  ///   - longestShortName: Those of the longest short name.
  /// - Returns: The columns, and true for short names.
  package static func fitting(
    _ width: Int, longestName: Int, longestShortName: Int, longestPosition: Int, hasTrain: Bool,
    hasChange: Bool = false
  ) -> (columns: MetricColumns, isShort: Bool) {
    let whole = MetricColumns(
      width: width, longestName: longestName, longestPosition: longestPosition, hasTrain: hasTrain,
      hasChange: hasChange)
    guard longestShortName < longestName else { return (whole, false) }
    let short = MetricColumns(
      width: width, longestName: longestShortName, longestPosition: longestPosition,
      hasTrain: hasTrain, hasChange: hasChange)
    return whole.name < longestName || whole.extras < short.extras ? (short, true) : (whole, false)
  }

  /// The columns before a name: the pointer and the sign of a pin.
  package static let margin = 3

  /// The columns of a change, with the blanks before it.
  private static let changeWidth = 13
  /// The columns of a name and a curve that a change leaves.
  private static let besideChange = 23

  /// Lays the columns out: the last value first, then the best, then where it was, the curve, the
  /// value on the training data, and the change over the last epochs.
  ///
  /// - Parameters:
  ///   - width: The columns of the list.
  ///   - longestName: Those of the longest name.
  ///   - longestPosition: Those of the longest position of a best value.
  ///   - hasTrain: True when metrics have values on both training and validation data.
  ///   - hasChange: True when metrics have values of several epochs.
  package init(
    width: Int, longestName: Int, longestPosition: Int = 0, hasTrain: Bool, hasChange: Bool = false
  ) {
    // A name that tells metrics apart is more important than the best value and where it was.
    let hasBest = width - Self.margin - 20 >= min(longestName, 14)
    let positionWidth = max(6, longestPosition + 2)
    let hasPosition =
      hasBest && width >= 38
      && width - Self.margin - 20 - positionWidth >= min(longestName, 16)
    let hasTrain = hasTrain && width >= 58
    let values = (hasTrain ? 27 : 18) + positionWidth
    var x = width - 1
    let hasRoom =
      width - Self.margin - values - Self.changeWidth
      >= max(Self.besideChange, min(longestName, 30) + 9)
    change = hasChange && hasPosition && hasRoom ? x : nil
    if change != nil { x -= Self.changeWidth }
    position = hasPosition ? x : nil
    if hasPosition { x -= positionWidth }
    best = hasBest ? x : nil
    if hasBest { x -= 9 }
    last = x
    x -= 9
    train = hasTrain ? x : nil
    if hasTrain { x -= 9 }
    // Names keep what they need before the curve gets the rest; where one is too long for all of the
    // room, a third of it stays.
    let room = x - Self.margin
    let wanted = longestName < room ? longestName : max(12, room * 2 / 3)
    let spare = room - wanted - 2
    curve = spare >= 6 && width >= 42 ? (x - min(20, spare), min(20, spare)) : nil
    name = max(4, curve == nil ? room - 1 : room - min(20, spare) - 2)
  }
}
