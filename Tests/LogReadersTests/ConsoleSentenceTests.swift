import CurveStore
import TestSupport
import Testing

@testable import LogReaders

@Suite struct ConsoleSentenceTests {
  /// Lines of people's own scripts, with any text between the pieces.
  @Test(arguments: [
    "epoch 1, loss 0.5, val loss 0.6\nepoch 2, loss 0.4, val loss 0.55\n",
    "Epoch 1 | loss 0.5 | val loss 0.6\nEpoch 2 | loss 0.4 | val loss 0.55\n",
    "Epoch 1: loss 0.5, val loss 0.6\nEpoch 2: loss 0.4, val loss 0.55\n",
    "epoch 1, loss: 0.5, val loss: 0.6\nepoch 2, loss: 0.4, val loss: 0.55\n",
  ])
  func aNumberBehindItsWordsIsAMetric(text: String) throws {
    let contents = try SampleLogs.withFile(Array(text.utf8), named: "x.log") {
      try LogContents(path: $0)
    }
    #expect(contents.format == .console)
    let loss = try #require(contents.runs.first?.series.first { $0.name == "loss" })
    #expect((0..<2).map { loss.points.value(at: $0) } == [0.5, 0.4])
    #expect((0..<2).map { loss.points.epoch(at: $0) } == [1, 2])
  }
}
