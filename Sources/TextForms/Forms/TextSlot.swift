package import CurveStore

/// A number of a form: its name and what it is, as far as a single line shows.
package struct TextSlot: Equatable, Sendable {
  /// The meaning of a number.
  package enum Use: Equatable, Sendable {
    /// A measured value with a name.
    case measure
    /// Something that counts, by its name.
    case counter(Counter)
    /// A number without a name: a counter, a cell of a table, or nothing.
    case unnamed
    /// The number of processes, ranks or devices that wrote the line.
    case writer
    /// A number that is left out.
    case ignored(Reason)
  }

  /// The kind of a counter.
  package enum Counter: Equatable, Sendable {
    /// It counts passes over the training data.
    case epoch
    /// It counts batches, updates, environment steps or samples.
    case step
  }

  /// A reason for leaving a number out.
  package enum Reason: Equatable, Sendable {
    /// The total of a counter.
    case total
    /// The mean of the value before it.
    case mean
    /// The deviation of the value before it.
    case deviation
    /// A time, a speed or a size.
    case unit
    /// A setting.
    case settings
    /// A part of a sentence.
    case text
    /// A part of a list.
    case list
    /// A number that the given pattern does not name.
    case given
  }

  /// The index among the numbers of the line.
  package var number: Int
  /// The name, or the words before a number that only seems to be measured; empty when there are
  /// none.
  package var name = ""
  /// The data that the value was measured on, where the line says so apart from the name.
  package var split: LogSeries.Split?
  /// True when the name itself says what the value was measured on.
  package var hasOwnSplit = false
  /// The meaning.
  package var use = Use.unnamed
  /// The number of the total in `3/10` or `3 of 10`.
  package var total: Int?
  /// The number of the mean in `0.5 (0.6)`.
  package var mean: Int?
  /// True when a colon, an equals sign or "is" joins the name and the number.
  package var isJoined = false
  /// True when words follow the number as in a sentence.
  package var isFollowedByWords = false
  /// True when it is written without a point.
  package var isWhole = false
  /// True when a percent sign follows.
  package var isPercent = false
  /// The words in front of a colon before the name: `D` of `D: loss 0.5`.
  package var label = ""
  /// The column of the first byte in the example.
  package var column: Range<Int> = 0..<0
  /// The number of `|` before it.
  package var cell = 0
  /// True when the line begins with it, apart from the name of a split.
  package var isLeading = false
  /// True when only a word for the data stands before it: `Train 3, loss: 0.5`.
  package var isBehindSplit = false
  /// True when it stands in square or round brackets.
  package var isBracketed = false
}
