import SeededRandom
import TestSupport
import Testing

@testable import CurveStore

@Suite struct LogPointsTests {
  static func points(_ count: Int, _ make: (Int) -> LogPoint) -> LogPoints {
    var points = LogPoints()
    let coordinates = SharedCoordinates()
    for index in 0..<count { points.append(make(index), sharing: coordinates) }
    return points
  }

  /// Curves of every kind of number that a chunk packs differently.
  static func curve(_ kind: Int, _ count: Int) -> [LogPoint] {
    var random = SeededGenerator(seed: UInt64(kind))
    return (0..<count).map { index in
      let noise = Double.random(in: -1...1, using: &random)
      return switch kind {
      case 0: LogPoint(step: Int64(index) * 50, value: Double(Float(noise)))
      case 1: LogPoint(epoch: Double(index) / 1563, value: noise)
      case 2:
        LogPoint(wallTime: 1.7e9 + Double(index) + noise, value: (noise * 1e4).rounded() / 1e4)
      case 3: LogPoint(value: Double(bitPattern: random.next()))
      case 4: LogPoint(step: Int64(bitPattern: random.next() | 1), value: 0.1)
      case 5: LogPoint(value: index % 7 == 0 ? .nan : index % 11 == 0 ? -.infinity : noise)
      case 6: LogPoint(epoch: index % 3 == 0 ? nil : 2, value: -0.0)
      case 7: LogPoint(step: index < 5000 ? nil : Int64(index), value: Double(index % 4))
      case 8: LogPoint(step: Int64(index) * 3, epoch: Double(index * 3) / 700, value: noise)
      default:
        LogPoint(
          step: index % 2 == 0 ? nil : .max - Int64(index), wallTime: index % 5 == 0 ? 1e300 : nil,
          value: index == 4100 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude)
      }
    }
  }

  @Test(arguments: 0..<10) func everyNumberComesBackToTheBit(_ kind: Int) {
    let curve = Self.curve(kind, 9001)
    let points = Self.points(curve.count) { curve[$0] }
    #expect(points.count == curve.count)
    for (index, point) in curve.enumerated() {
      #expect(points.step(at: index) == point.step)
      #expect(points.epoch(at: index)?.bitPattern == point.epoch?.bitPattern)
      #expect(points.wallTime(at: index)?.bitPattern == point.wallTime?.bitPattern)
      let value = points.value(at: index)
      #expect(value.isNaN && point.value.isNaN || value.bitPattern == point.value.bitPattern)
      guard value.isNaN == point.value.isNaN, points.step(at: index) == point.step else { return }
    }
    #expect(points == Self.points(curve.count) { curve[$0] })
    #expect(points != Self.points(curve.count - 1) { curve[$0] })
    var other = curve
    other[17].value = 123
    #expect(points != Self.points(curve.count) { other[$0] })
  }

  @Test(arguments: 0..<10) func theEnvelopeCountsEveryPoint(_ kind: Int) {
    let curve = Self.curve(kind, 13_000)
    let points = Self.points(curve.count) { curve[$0] }
    for (range, buckets) in [
      (0..<13_000, 1), (0..<13_000, 7), (0..<13_000, 400), (4000..<8300, 3), (255..<257, 5),
      (12_999..<20_000, 2), (1..<12_999, 13_000), (5..<5, 3), (20_000..<30_000, 3), (0..<9, 0),
    ] {
      let parts = points.envelope(range, buckets: buckets)
      let coordinates = range.clamped(to: 0..<curve.count)
      #expect(parts.count == min(max(0, buckets), coordinates.count))
      #expect(parts.flatMap(\.range) == (parts.isEmpty ? [] : Array(coordinates)))
      for part in parts {
        let finite = part.range.filter { curve[$0].value.isFinite }
        let least = finite.min { curve[$0].value < curve[$1].value }
        let greatest = finite.first { index in
          finite.allSatisfy { curve[$0].value <= curve[index].value }
        }
        guard parts.count < 1000 else { continue }
        #expect(part.least?.index == least && part.least?.value == least.map { curve[$0].value })
        if part.range.count < 300 { #expect(part.greatest?.index == greatest) }
        #expect(part.greatest?.value == finite.map { curve[$0].value }.max())
        #expect(part.finite == finite.count && part.hasGap == (finite.count < part.range.count))
        let mean = finite.reduce(0.0) { $0 + curve[$1].value / 2 / Double(finite.count) }
        #expect((part.mean == nil) == finite.isEmpty)
        let scale = finite.map { abs(curve[$0].value) }.max() ?? 0
        #expect(abs((part.mean.map { $0 / 2 } ?? mean) - mean) <= scale * 1e-9)
      }
    }
  }

  @Test func tenMillionPointsTakeSixteenBytesEach() {
    // Awkward, as in real logs: random doubles, uneven steps, unrounded epochs, jittering times.
    var random = SeededGenerator(seed: 3)
    let count = 3 * PointChunk.size
    var (step, time) = (Int64(0), 1.7e9)
    let points = Self.points(count) { _ in
      step += Int64.random(in: 1...20, using: &random)
      time += Double.random(in: 0.2...0.4, using: &random)
      return LogPoint(
        step: step, epoch: Double(step) / 1563, wallTime: time,
        value: Double.random(in: 0...1, using: &random))
    }
    #expect(points.storage <= 16 * count)
    let singles = Self.points(count) {
      LogPoint(step: Int64($0) * 10, wallTime: 1.7e9 + Double($0) * 0.3, value: Double(Float($0)))
    }
    #expect(singles.storage <= 8 * count)
  }

  @Test func curvesOfTheSameRecordsShareTheirCoordinates() {
    var (one, two) = (LogPoints(), LogPoints())
    let coordinates = SharedCoordinates()
    for index in 0..<PointChunk.size {
      one.append(LogPoint(step: Int64(index), value: 1), sharing: coordinates)
      two.append(LogPoint(step: Int64(index), value: 2), sharing: coordinates)
    }
    #expect(one.sharesCoordinates(with: two))
  }

  @Test func aCopyStaysAsItWas() {
    var points = Self.points(5000) { LogPoint(step: Int64($0), value: Double($0)) }
    let copy = points
    let coordinates = SharedCoordinates()
    for index in 5000..<9000 {
      points.append(LogPoint(step: Int64(index), value: 0), sharing: coordinates)
    }
    #expect(copy.count == 5000 && copy.last?.value == 4999 && points.last?.step == 8999)
    #expect(copy.whole.greatest?.index == 4999 && points.whole.greatest?.index == 4999)
  }

  @Test func theLastFiniteValueIsFoundBehindGaps() {
    let points = Self.points(13_000) { LogPoint(value: $0 == 4000 ? 1 : .nan) }
    #expect(points.lastFinite == 4000)
    #expect(Self.points(5000) { _ in LogPoint(value: .nan) }.lastFinite == nil)
    #expect(LogPoints().lastFinite == nil && LogPoints().first == nil)
  }
}
