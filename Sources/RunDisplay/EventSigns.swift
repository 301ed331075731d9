package import Charts
package import Themes

/// The signs of events with their meaning, for the help.
package enum EventSigns {
  /// The signs, the most frequent first, each with a word and its colour.
  package static func all(
    _ symbols: Symbols
  ) -> [(scalar: Unicode.Scalar, word: String, role: Theme.Role)] {
    [
      (symbols.star, "best", .best), (symbols.tick, "earlier", .best),
      (symbols.cut, "cut", .learningRate),
      (symbols.schedule, "schedule", .learningRate),
      (symbols.disk, "saved", .good), (symbols.edit, "changed", .edit),
      (symbols.pause, "paused", .warning), (symbols.stop, "end", .strong),
      (symbols.warning, "warning", .warning),
    ]
  }
}
