import CurveStore
import TestSupport
import Testing

@testable import LogReaders

/// The forms of console text in the contents of a log.
@Suite struct LogFormTests {
  private static let lines =
    ["Namespace(lr=0.001, batch=64)", "Loading data"]
    + (0..<2).flatMap { epoch in
      (1...3).map { "Epoch [\(epoch + 1)/2], Step [\($0 * 50)/150], Loss: 2.\($0)6, lr: 0.001" }
        + ["Saved to out.pt", "-------", "Validation: acc 0.\(epoch + 5)"]
    } + ["done"]
  private static let text = Array((lines.joined(separator: "\n") + "\n").utf8)

  private func forms(_ text: [UInt8], named name: String = "run.log") throws -> [LogForm] {
    try SampleLogs.withFile(text, named: name) { try LogContents(path: $0).forms }
  }

  @Test func aFormHasTheNumbersOfItsExampleByName() throws {
    let forms = try forms(Self.text)
    let record = try #require(forms.first { $0.example.hasPrefix("Epoch") })
    #expect(record.role == .record && record.lines == 6 && record.firstLine == 3)
    #expect(record.numbers.map(\.name) == ["epoch", "step", "Loss", "lr"])
    #expect(record.numbers.map(\.text) == ["1", "50", "2.16", "0.001"])
    #expect(record.numbers.map(\.total) == ["2", "150", nil, nil])
    #expect(record.numbers.prefix(2).map(\.meaning) == [.epoch, .step])
    let validation = try #require(forms.first { $0.example.hasPrefix("Validation") })
    #expect(validation.numbers.map(\.text) == ["0.5"] && validation.lines == 2)
  }

  @Test func aFormThatIsLeftOutSaysWhy() throws {
    let reasons = try forms(Self.text).filter { $0.reason != nil }
    #expect(reasons.first { $0.example == "Saved to out.pt" }?.reason == "no numbers")
    #expect(reasons.first { $0.example == "Saved to out.pt" }?.lines == 2)
    #expect(reasons.first { $0.example.hasPrefix("Namespace") }?.reason == "settings")
    #expect(reasons.allSatisfy { $0.numbers.isEmpty })
    #expect(try forms(Self.text).contains { $0.role == .rule && $0.example == "-------" })
  }

  @Test func otherFormatsHaveNoForms() throws {
    #expect(try forms(Array("epoch,loss\n0,1\n1,0.5\n".utf8), named: "log.csv").isEmpty)
  }

  @Test func aFollowedLogHasTheFormsOfOneThatIsReadWhole() throws {
    for size in [1, 7, 64, 100_000] {
      var follower = LogFollower(path: "-")
      var rest = Self.text[...]
      var last: LogContents?
      while !rest.isEmpty {
        follower.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        if case .changed(let contents, _, _, _) = follower.next() { last = contents }
      }
      #expect(try last?.forms == forms(Self.text))
    }
  }
}
