import CurveStore
import LogReaders
import TestSupport
import Testing

/// Histograms, texts and precision-recall curves of real event files.
@Suite struct SummaryLogTests {
  private static let sample = SampleLogs.path("tensorboard-summaries")

  private func series(_ run: String, _ name: String) throws -> SummarySeries {
    let contents = try LogContents(path: Self.sample)
    let run = try #require(contents.runs.first { $0.name.hasSuffix(run) })
    return try #require(run.summaries.first { $0.name == name })
  }

  private func value(_ series: SummarySeries, step: Int64) throws -> SummaryValue {
    let points = series.points.points
    let index = try #require((0..<points.count).first { points.step(at: $0) == step })
    return try #require(series.value(at: index)).value
  }

  @Test(arguments: SummaryVectors.histograms)
  func percentilesAreThoseOfTensorBoard(expected: SummaryVectors.Case) throws {
    let found = try value(series(expected.run, expected.tag), step: expected.step)
    guard case .histogram(let histogram) = found else {
      Issue.record("not a histogram")
      return
    }
    // TensorBoard computes with 32 bits where the file has the old form.
    let span = (expected.percentiles.last ?? 0) - (expected.percentiles.first ?? 0)
    for (own, other) in zip(histogram.percentiles, expected.percentiles) {
      #expect(abs(Double(own) - other) <= 1e-5 * span + 1e-9, "\(own) is not \(other)")
    }
    #expect(histogram.percentiles.count == expected.percentiles.count)
  }

  @Test func binsCountEveryValueOnce() throws {
    for (run, name, count) in [
      ("torch", "layer1/weight", 400), ("torch", "layer1/bias", 16), ("tf2", "dense/kernel", 500),
    ] as [(String, String, Float)] {
      let series = try series(run, name)
      for index in 0..<series.count {
        guard case .histogram(let histogram)? = series.value(at: index)?.value else { continue }
        #expect(abs(histogram.counts.reduce(0, +) - count) < 0.01)
      }
    }
  }

  @Test func textsAreReadWithAndWithoutDimensions() throws {
    let sample = try series("torch", "sample")
    #expect(sample.count == 3)
    #expect(try value(sample, step: 200) == .text(["**step 200**\n\nthe cat sat on"]))
    #expect(try value(series("tf2", "notes"), step: 3) == .text(["epoch 3"]))
    #expect(try value(series("tf2", "classes"), step: 2) == .text(["cat", "dog", "bird"]))
  }

  @Test func curvesEndWhereNothingIsFound() throws {
    guard case .precisionRecall(let curve) = try value(series("torch", "val/pr"), step: 0) else {
      Issue.record("not a curve")
      return
    }
    expect(curve.precision, SummaryVectors.precision)
    expect(curve.recall, SummaryVectors.recall)
    #expect(curve.thresholds == 21)
    #expect(curve.threshold(10) == 0.5)
    #expect(try series("tf2", "pr/cats/pr_curves").kind == .precisionRecall)
  }

  private func expect(_ own: [Float], _ other: [Double]) {
    #expect(own.count == other.count)
    #expect(zip(own, other).allSatisfy { abs(Double($0) - $1) < 1e-6 })
  }

  @Test func nothingOfTheFilesIsSkipped() throws {
    let contents = try LogContents(path: Self.sample)
    #expect(contents.notes.map(\.sentence) == [])
    #expect(contents.runs.map(\.summaries.count) == [6, 5])
    #expect(contents.runs.map(\.series.count) == [0, 1])
  }
}
