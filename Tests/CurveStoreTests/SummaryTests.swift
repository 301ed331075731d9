import CurveStore
import Testing

@Suite struct SummaryTests {
  private func histogram(_ buckets: (Double, Double, Double)...) -> Histogram {
    Histogram(buckets.map { Histogram.Bucket(left: $0.0, right: $0.1, count: $0.2) })
  }

  @Test func evenValuesHaveTheirShareAsPercentile() {
    let even = histogram((0, 5, 50), (5, 10, 50))
    for (percentile, point) in zip(even.percentiles, Histogram.basisPoints) {
      #expect(abs(Double(percentile) - point / 1000) < 1e-5)
    }
    #expect(even.counts.allSatisfy { abs($0 - 100 / 64) < 1e-4 })
  }

  @Test func emptyAndEqualValuesAreHistogramsToo() {
    #expect(histogram().percentiles.allSatisfy { $0 == 0 })
    #expect(histogram((0, 0, 0), (0, 0, 0)).counts.allSatisfy { $0 == 0 })
    let equal = histogram((2, 2, 7))
    #expect(equal.percentiles.allSatisfy { $0 == 2 })
    #expect(equal.counts.reduce(0, +) == 7)
  }

  @Test func gapsHaveNoPercentiles() {
    let two = histogram((0, 1, 10), (1, 9, 0), (9, 10, 10))
    #expect(two.percentiles.allSatisfy { $0 <= 1 || $0 >= 9 })
  }

  @Test func hugeNumbersStayFinite() {
    let huge = histogram((-1e300, 0, 1e300), (0, .greatestFiniteMagnitude, 1e300))
    #expect(huge.percentiles.allSatisfy(\.isFinite) && huge.counts.allSatisfy(\.isFinite))
  }

  @Test func ofVeryManyValuesEverySecondIsKeptAndTheNewest() throws {
    var builder = LogBuilder(LogFormat("x", "x"))
    let run = builder.run()
    for step in 0..<5000 {
      let value = Double(step)
      builder.add(
        .histogram(histogram((value, value + 1, 1))), to: "w", run: run, step: Int64(step),
        wallTime: nil)
      guard step == 513 || step == 4999 else { continue }
      let series = try #require(builder.contents().runs.first?.summaries.first)
      #expect(series.count == step + 1)
      #expect((200...514).contains(series.keptCount))
      for index in [0, 1, 500, step - 1, step] {
        let (known, found) = try #require(series.value(at: index))
        guard case .histogram(let histogram) = found else { continue }
        #expect(Int(histogram.lower) == known)
        #expect(known <= index && index - known < 16)
        if index == step { #expect(known == step) }
      }
      #expect(series.value(at: step + 1) == nil)
    }
  }

  @Test func memoryIsBoundedHoweverManySeriesThereAre() {
    var builder = LogBuilder(LogFormat("x", "x"))
    let run = builder.run()
    let text = String(repeating: "x", count: 30_000)
    for step in 0..<100 {
      for name in 0..<100 {
        builder.add(.text([text]), to: "t\(name)", run: run, step: Int64(step), wallTime: nil)
      }
    }
    let kept = builder.contents().runs[0].summaries.reduce(0) { $0 + $1.keptCount }
    #expect(kept * text.utf8.count < 80 << 20)
    #expect(kept >= 1000)
  }

  @Test func seriesOfTwoKindsMayShareAName() {
    var builder = LogBuilder(LogFormat("x", "x"))
    let run = builder.run()
    builder.add(.text(["a"]), to: "n", run: run, step: 1, wallTime: nil)
    builder.add(.histogram(histogram((0, 1, 1))), to: "n", run: run, step: 1, wallTime: nil)
    #expect(builder.contents().runs[0].summaries.map(\.kind) == [.text, .histogram])
  }
}
