internal import CurveStore

/// The numbers of a form with their names, as read from one line.
struct FormLayout {
  /// The numbers, in order; those that are left out, too.
  var slots: [TextSlot] = []
  /// The data that a line without measures announces: `Validation:`.
  var split: LogSeries.Split?
  /// True when a bar is drawn in the line.
  var hasBar = false
  /// True when numbers stand in braces, as in a dictionary.
  var isInBraces = false
  /// True when the line is a dash line or another rule.
  var isRule = false
  /// The number of the line's cells, where `|` divides it.
  var cells = 0
  /// The words of the cell before the first number.
  var rowLabel = ""
  /// The number of words.
  var words = 0

  /// The slot of a number of the line; nil when it is not kept.
  func slot(of number: Int) -> TextSlot? { slots.first { $0.number == number } }
}
