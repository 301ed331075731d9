import Foundation
import OrderedCollections
import RunModel
import SeededRandom
import Testing

/// Points divided by the columns of a logarithmic axis, compared with dividing them one by one.
@Suite struct AxisColumnsTests {
  /// The column of dots of an x, as a chart finds it; nil outside.
  private func dot(_ x: Double, _ part: ClosedRange<Double>, _ count: Int) -> Int? {
    guard part.contains(x) else { return nil }
    let share = log(x / part.lowerBound) / log(part.upperBound / part.lowerBound)
    return Int((share * Double(count - 1)).rounded())
  }

  /// Points with random distances, of which some have the same x.
  private func points(_ count: Int, _ random: inout SeededGenerator) -> [SeriesPoint] {
    var x = random.next() % 2 == 0 ? 0.0 : -3
    return (0..<count).map { _ in
      x += Double.random(in: 0...3, using: &random).rounded(.down)
      let y = Double.random(in: -1...1, using: &random)
      return SeriesPoint(x: x, y: random.next() % 50 == 0 ? .nan : y)
    }
  }

  @Test(arguments: 0..<40) func everyColumnKeepsItsLeastAndGreatestValue(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let points = points(Int.random(in: 900...6000, using: &random), &random)
    let count = Int.random(in: 2...200, using: &random)
    let low = Double.random(in: 0.5...40, using: &random)
    let part = low...low * Double.random(in: 1.5...400, using: &random)
    let columns = try #require(AxisColumns(logarithmic: part, count: count))
    let parts = columns.parts(of: points.indices) { points[$0].x }
    #expect(parts.flatMap(Array.init) == Array(points.indices), "every point has one part")
    let own = RunHistory(
      name: "", axis: .step, reach: 0, curves: [], stepSeries: ["loss": Series(points)],
      epochSeries: [:], learningRates: Series(), epochs: [], marks: [], entries: [],
      plannedEpochs: 0, startTime: nil, lastTime: nil)
    let shown = try #require(own.reduced(to: count, of: part, columns).stepSeries["loss"]).points
    #expect(shown.map(\.x) == shown.map(\.x).sorted())
    func byDot(_ points: [SeriesPoint]) -> [Int: [Double]] {
      var found: [Int: [Double]] = [:]
      for point in points {
        if let dot = dot(point.x, part, count) { found[dot, default: []].append(point.y) }
      }
      return found
    }
    let (all, kept) = (byDot(points), byDot(shown))
    #expect(all.keys.sorted() == kept.keys.sorted())
    for (dot, values) in all {
      let finite = values.filter(\.isFinite)
      let seen = (kept[dot] ?? []).filter(\.isFinite)
      #expect(seen.min() == finite.min() && seen.max() == finite.max(), "dot \(dot) of \(count)")
      #expect(values.contains(where: \.isNaN) == kept[dot]?.contains(where: \.isNaN))
    }
    #expect(shown.count <= 3 * 3 * count + 1)
  }

  @Test func aPointWithoutXCountsAsTheNext() throws {
    let columns = try #require(AxisColumns(logarithmic: 1...100, count: 3))
    let xs: [Double?] = [nil, 0.5, nil, 1, nil, nil, 50, 100, nil]
    let parts = columns.parts(of: xs.indices) { xs[$0] }
    #expect(parts.flatMap(Array.init) == Array(xs.indices))
  }

  @Test func anAxisNeedsValuesAboveZero() {
    #expect(AxisColumns(logarithmic: 0...10, count: 5) == nil)
    #expect(AxisColumns(logarithmic: 1...(.infinity), count: 5) == nil)
    #expect(AxisColumns(logarithmic: 3...3, count: 1) != nil)
  }
}
