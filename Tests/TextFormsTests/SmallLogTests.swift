import Testing

/// A small log and what is read from it.
struct SmallLog: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  /// The points of each series, `1/40 2.25` for the value 2.25 in epoch 1 at step 40.
  let series: [String: [String]]

  var testDescription: String { name }
}

/// Whole logs of each kind, and the points that are read from them.
@Suite struct SmallLogTests {
  @Test(
    arguments: [
      SmallLog.loops, SmallLog.prefixes, SmallLog.values, SmallLog.blocks, SmallLog.evaluations,
      SmallLog.unusual, SmallLog.rare,
      SmallLog.tools, SmallLog.languages, SmallLog.pairs,
    ].flatMap(\.self))
  func theLogHasItsPoints(log: SmallLog) {
    let read = ReadText(log.text).words
    #expect(read.keys.sorted() == log.series.keys.sorted())
    for (name, points) in log.series { #expect(read[name] == points, "\(name)") }
  }

  /// The end of the last line may be missing, and blank lines may stand between the others.
  @Test(arguments: [SmallLog.loops, SmallLog.blocks].flatMap(\.self))
  func blankLinesChangeNothing(log: SmallLog) {
    let plain = ReadText(log.text).words
    #expect(ReadText(String(log.text.dropLast(log.text.hasSuffix("\n") ? 1 : 0))).words == plain)
    let spread = log.text.replacing("\n", with: "\n\n \n")
    #expect(ReadText(spread).words == plain)
  }
}
