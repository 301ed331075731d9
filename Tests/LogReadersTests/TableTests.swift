import CurveStore
import SeededRandom
import TestSupport
import Testing

@testable import LogReaders

@Suite struct TableTests {
  /// A number in a notation that occurs in logs.
  private static func text(_ random: inout SeededGenerator) -> String {
    let sign = random.roll(3) == 0 ? "-" : ""
    let digits = "\(random.next() >> UInt64(random.roll(64)))"
    switch random.roll(8) {
    case 0: return sign + digits
    case 1: return sign + "\(random.roll(10)).\(digits)"
    case 2: return sign + ".\(digits)"
    case 3: return sign + "\(digits)."
    case 4: return "\(Double.random(in: -1...1, using: &random))"
    case 5: return "\(Double(bitPattern: random.next() & ~(1 << 62)))"
    case 6: return sign + "0.000\(digits)"
    default:
      // Halfway between two numbers, or next to it.
      let whole = UInt64(1) << 53 + UInt64(random.roll(1000))
      return sign + ["\(whole)", "\(whole).5", "\(whole / 1024).25"][random.roll(3)]
    }
  }

  @Test(arguments: Set([false, CellEnds.canBeWide]))
  func everyCellIsTheNearestNumber(_ isWide: Bool) throws {
    var random = SeededGenerator(seed: 11)
    let columns = ["step", "a", "b", "c"]
    var (rows, expected): ([String], [[String]]) = ([], [])
    for _ in 0..<4000 {
      var cells = columns.map { _ in Self.text(&random) }
      cells[0] = "\(Int64(bitPattern: random.next()) >> 8)"
      expected.append(cells)
      rows.append(cells.joined(separator: ","))
    }
    let bytes = Array((rows.joined(separator: "\n") + "\n").utf8)
    var block = TableBlock(DelimitedHeader(columns, separator: 0x2C), isWide: isWide)
    var (offset, row) = (0, 0)
    while offset < bytes.count {
      let end = bytes.withUnsafeBufferPointer { block.read($0, from: offset, to: $0.count) }
      try #require(end > offset, "\(expected[row])")
      for index in 0..<block.rows {
        for (column, text) in expected[row + index].enumerated() {
          let value = block.values[block.column(column).lowerBound + index]
          if column == 0 {
            #expect(Int64(bitPattern: value.bitPattern) == Int64(text))
          } else if let exact = Double(text), value.bitPattern != exact.bitPattern, !exact.isNaN {
            Issue.record("\(text) is read as \(value)")
          }
        }
      }
      row += block.rows
      offset = end
    }
    #expect(row == expected.count)
  }

  @Test(arguments: Set([false, CellEnds.canBeWide]))
  func whatIsNoNumberEndsABlockOrIsMissing(_ isWide: Bool) {
    let texts = [
      "1.2.3", "--1", "1-", "-", ".", "1 2", "0x10", "1e5", "1,", "+1", "12345678.", "-.5",
    ]
    for text in texts {
      let line = "7.5,\(text)\n"
      let rows = Array(String(repeating: "7.5,1\n", count: 20).utf8) + Array(line.utf8)
      var block = TableBlock(DelimitedHeader(["a", "b"], separator: 0x2C), isWide: isWide)
      let end = rows.withUnsafeBufferPointer { block.read($0, from: 0, to: $0.count) }
      guard !text.contains(",") else {
        #expect(end == rows.count - line.utf8.count, "\(text)")
        continue
      }
      #expect(end == rows.count, "\(text)")
      let value = block.values[block.column(1).upperBound - 1]
      switch NumberText(Array(text.utf8)[...]) {
      case .number(let number): #expect(value == number, "\(text)")
      default: #expect(value.bitPattern == TableBlock.missing.bitPattern, "\(text)")
      }
    }
  }

  @Test func textBehindAnotherHeaderIsNoneOfTheFirst() throws {
    let text = "epoch,loss,note\n0,0.5,1\n1,0.4,NA\repoch\n2,words,3\n3,0.2,4\n"
    let bytes = Array(text.utf8)
    let header = try #require(DelimitedHeader(bytes))
    var (blocks, rows) = (DelimitedReader(header), DelimitedReader(header))
    rows.usesBlocks = false
    #expect(blocks.read(LogWindow(bytes)) == rows.read(LogWindow(bytes)))
    #expect(blocks.contents(path: "") == rows.contents(path: ""))
  }

  /// Long enough for several parts at a time.
  @Test(arguments: [(",", 40_000, 3), (";", 30_000, 1), ("\t", 20_000, 40)])
  func longTablesReadAsTheirRows(_ separator: String, _ count: Int, _ columns: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let names = (0..<columns).map { "metric\($0)" }
    var text = (["epoch"] + names).joined(separator: separator) + "\n"
    for row in 0..<count {
      // The run is restarted now and then.
      let epoch = row % (count / 3 + 1) / 100
      let values = names.map { _ in
        random.roll(count) == 0 ? "NA" : "\(Double(random.roll(100_000)) / 1000)"
      }
      text += (["\(epoch)"] + values).joined(separator: separator)
      text += random.roll(count / 2) == 0 ? "\r\n# a remark\n" : "\n"
    }
    let bytes = Array(text.utf8)
    let header = try #require(DelimitedHeader(bytes))
    var (blocks, rows) = (DelimitedReader(header), DelimitedReader(header))
    rows.usesBlocks = false
    #expect(blocks.read(LogWindow(bytes)) == rows.read(LogWindow(bytes)))
    let contents = blocks.contents(path: "")
    let isSame = contents == rows.contents(path: "")
    #expect(isSame)
    let curves = try #require(contents.runs.first).series
    #expect(curves.allSatisfy { $0.segments.count == 3 }, "\(curves.map(\.segments))")
    if columns == 3 {
      // Series without gaps share their coordinates.
      let whole = curves.filter { $0.points.count == count }
      #expect(
        zip(whole, whole.dropFirst()).allSatisfy { $0.points.sharesCoordinates(with: $1.points) })
    }
  }
}
