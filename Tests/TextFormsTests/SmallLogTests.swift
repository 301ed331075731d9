import CurveStore
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
  private static let all = [
    SmallLog.loops, SmallLog.prefixes, SmallLog.values, SmallLog.blocks, SmallLog.evaluations,
    SmallLog.unusual, SmallLog.rare, SmallLog.mixed, SmallLog.tools, SmallLog.languages,
    SmallLog.pairs, SmallLog.restarts, SmallLog.dress,
  ].flatMap(\.self)

  @Test(arguments: all)
  func theLogHasItsPoints(log: SmallLog) {
    let read = ReadText(log.text).words
    #expect(read.keys.sorted() == log.series.keys.sorted())
    for (name, points) in log.series { #expect(read[name] == points, "\(name)") }
  }

  @Test(arguments: all)
  func aLogThatGrowsReadsTheSame(log: SmallLog) {
    #expect(ReadText(growing: log.text).words == ReadText(log.text).words)
  }

  /// The first epoch may come late, and an evaluation before it moves with it.
  @Test func anEvaluationBeforeTheFirstEpochIsReadWhenThatIsKnown() {
    let text = """
      Validation: loss 0.75, acc 0.5
      Epoch 2/3, loss 1.0
      Validation: loss 0.5, acc 0.625
      Epoch 1/3, loss 2.0

      """
    #expect(ReadText(growing: text).words == ReadText(text).words)
    #expect(ReadText(text).words["validation: acc"] == ["0/- 0.5", "2/- 0.625"])
  }

  /// The end of the last line may be missing, and blank lines may stand between the others.
  @Test(arguments: [SmallLog.loops, SmallLog.blocks].flatMap(\.self))
  func blankLinesChangeNothing(log: SmallLog) {
    let plain = ReadText(log.text).words
    #expect(ReadText(String(log.text.dropLast(log.text.hasSuffix("\n") ? 1 : 0))).words == plain)
    let spread = log.text.replacing("\n", with: "\n\n \n")
    #expect(ReadText(spread).words == plain)
  }

  /// The lines within an epoch may come before the one that names the total.
  @Test func theTotalOfAnEpochThatHasBegunIsKnown() {
    let lines = (1...5).map { epoch in
      "epoch \(epoch) step 1/2 loss 3.\(epoch)\nepoch \(epoch) step 2/2 loss 2.\(epoch)\n"
        + "Epoch \(epoch)/40 - loss: 2.\(epoch) - val_loss: 4.\(epoch)\n"
    }
    #expect(ReadText(lines.joined()).contents.runs.map(\.epochTotal) == [40])
    #expect(ReadText(growing: lines.joined()).contents.runs.map(\.epochTotal) == [40])
  }
}
