import Recordings
import RunModel
import Testing

@Suite struct MonotoneTableTests {
  private func table(_ points: [(Double, Double)]) -> MonotoneTable {
    var table = MonotoneTable()
    for (x, y) in points { table.append(x: x, y: y) }
    return table
  }

  @Test func itIsStraightBetweenItsPointsAndItsOwnInverse() {
    let table = table([(0, 0), (10, 1), (12, 5), (20, 6)])
    #expect(table.value(at: 5) == 0.5)
    #expect(table.value(at: 11) == 3)
    #expect(table.x(of: 3) == 11)
    for x in stride(from: 0.0, through: 20, by: 0.25) {
      #expect(abs(table.x(of: table.value(at: x)) - x) < 1e-9)
    }
  }

  @Test func beyondItsEndsItIsWhatItIsThere() {
    let table = table([(2, 1), (4, 3)])
    #expect(table.value(at: -100) == 1)
    #expect(table.value(at: 100) == 3)
    #expect(table.x(of: 0) == 2)
    #expect(table.x(of: 9) == 4)
    #expect(table.lastY == 3)
  }

  @Test func ofAFlatPartTheFirstPlaceIsGiven() {
    let table = table([(0, 0), (1, 2), (5, 2), (6, 3)])
    #expect(table.x(of: 2) == 1)
    #expect(table.value(at: 3) == 2)
    #expect(table.x(of: 2.5) == 5.5)
  }

  @Test func ofAStepTheFirstPlaceOfEachValueIsGiven() {
    // Several epochs that ended in one second.
    let table = table([(0, 0), (3, 1), (3, 2), (3, 3), (4, 4)])
    #expect(table.x(of: 2) == 3)
    #expect(table.value(at: 3) == 1)
    #expect(table.value(at: 3.5) == 3.5)
  }

  @Test func whatWouldFallIsHeldUp() {
    let table = table([(0, 0), (4, 8), (2, 3), (6, 9)])
    #expect(table.value(at: 4) == 8)
    #expect(table.value(at: 5) == 8.5)
    var last = -1.0
    for x in stride(from: -1.0, through: 7, by: 0.125) {
      #expect(table.value(at: x) >= last)
      last = table.value(at: x)
    }
  }

  @Test func withoutPointsItIsNothingAndNoNumberIsNoPoint() {
    var table = MonotoneTable()
    #expect(table.isEmpty)
    #expect(table.value(at: 3) == 0 && table.x(of: 3) == 0)
    table.append(x: .nan, y: 1)
    table.append(x: 1, y: .infinity)
    #expect(table.isEmpty)
    table.append(x: 1, y: 2)
    #expect(table.value(at: 0) == 2 && table.value(at: 9) == 2)
  }
}
