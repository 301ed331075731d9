import JSONText
import SeededRandom
import TestSupport
import Testing

@testable import LogReaders

@Suite struct NumberTests {
  private func scan(_ text: String) -> NumberScan {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { NumberScan($0, from: 0, to: $0.count) }
  }

  @Test func numbersAreTheNearestOnes() {
    var random = SeededGenerator(seed: 5)
    for round in 0..<12_000 {
      let value =
        round % 4 == 0
        ? Double(bitPattern: random.next()) : Double.random(in: -2...2, using: &random)
      var text = "\(value)"
      switch round % 5 {
      case 0: text = "\(random.next() >> UInt64(random.roll(60)))"
      case 1: text = "\(random.next() % 1000).\(random.next())"
      case 2: text = "\(random.next() % 100).\(random.next() % 1_000_000)e\(random.roll(60) - 40)"
      default: break
      }
      guard let exact = Double(text), exact.isFinite else { continue }
      let scan = scan(text)
      #expect(scan.end == text.utf8.count)
      if let value = scan.value, value.bitPattern != exact.bitPattern {
        Issue.record("\(text) is read as \(value)")
      }
      #expect(NumberText(Array(text.utf8)[...]).value?.bitPattern == exact.bitPattern)
    }
  }

  @Test func halvesGoToTheEvenNumber() {
    for text in [
      "9007199254740993", "9007199254740995", "9007199254740992.5", "4503599627370496.5",
      "4503599627370497.5", "2.2250738585072014e-10", "1e23", "8.5e22", "0.1", "123456789012345678",
      "1152921504606846977", "18014398509481990", "0.000000000000000000000001234567890123456",
      "-0.0", "-0", "0e5", "1e55", "12345678901234567e-27",
    ] {
      let value = scan(text).value ?? Double(text)
      #expect(value?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test func whatIsNoNumberIsNotPassed() {
    for text in ["", "-", ".", "+.", "e5", "-e", "x", "1e", "1e+", "1e1234567"] {
      let end = scan(text).end
      #expect(end == 0, "\(text)")
    }
    #expect(scan("12abc").end == 2 && scan("1.2.3").end == 3 && scan("1.").value == 1)
    #expect(scan("12345").whole == 12345 && scan("-7").whole == -7 && scan("1.0").whole == nil)
  }

  @Test func blocksOfATableReadAsItsRows() throws {
    let cells = [
      "1", "-2.5", "0.30000000000000004", "NA", "", "nan", "-inf", "1e400", " 3 ", "\"4\"", "text",
      "123456789012345678901", "5/7", "1,5", "1700000000", "01:30", "#", "\"a,b\"", "1_0", "7\t",
    ]
    for seed in 0..<300 {
      var random = SeededGenerator(seed: UInt64(seed))
      let names = ["epoch", "step", "loss", "time", "x", "y"].filter { _ in random.roll(4) > 0 }
      guard names.count > 1 else { continue }
      var text = names.joined(separator: seed % 7 == 0 ? ";" : ",") + "\n"
      for row in 0..<random.roll(60) {
        let values = names.map { _ in
          random.roll(12) == 0 ? cells[random.roll(cells.count)] : "\(row).\(random.roll(3))"
        }
        let whole = names.map { $0 == "step" || $0 == "epoch" ? "\(row / (1 + seed % 3))" : nil }
        let row = zip(whole, values).map { random.roll(30) == 0 ? $1 : $0 ?? $1 }
        text += row.joined(separator: seed % 7 == 0 ? ";" : ",")
        if random.roll(25) == 0 { text += ",1" }
        text +=
          ["\n", "\r\n", "\n", "\n\n", "\r\r\n"][random.roll(40) < 36 ? 0 : 1 + random.roll(4)]
      }
      let bytes = Array(text.utf8)
      guard let header = DelimitedHeader(bytes) else { continue }
      var (blocks, rows) = (DelimitedReader(header), DelimitedReader(header))
      rows.usesBlocks = false
      #expect(blocks.read(LogWindow(bytes)) == rows.read(LogWindow(bytes)))
      let isSame = blocks.contents(path: "") == rows.contents(path: "")
      #expect(isSame, "\(seed): \(text)")
    }
  }
}
