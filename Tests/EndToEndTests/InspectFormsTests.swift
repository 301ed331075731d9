import Foundation
import Testing

/// The forms of console text in `plateau inspect`, the real program.
@Suite struct InspectFormsTests {
  let program: Program

  init() throws { program = try Program() }

  private func write(_ lines: [String], _ name: String = "run.log") throws {
    let text = lines.map { $0 + "\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  /// A loop with forms that are read and some that are not.
  private static let loop =
    ["Namespace(lr=0.001, batch=64)"]
    + (0..<2).flatMap { epoch in
      (1...3).map { "Epoch [\(epoch + 1)/2], Step [\($0 * 50)/150], Loss: 2.\($0)6, lr: 0.001" }
        + ["Saved to out.pt"]
    }

  @Test func theFormsStandBelowTheSeries() throws {
    try write(Self.loop)
    let output = try program.run(["inspect", "run.log"]).output
    let expected = """

      lines  form
          6  Epoch [1/2], Step [50/150], Loss: 2.16, lr: 0.001
             epoch 1 of 2 · step 50 of 150 · Loss 2.16 · lr 0.001

      lines  left out    example
          2  no numbers  Saved to out.pt
          1  settings    Namespace(lr=0.001, batch=64)

      """
    #expect(output.hasSuffix(expected), "\(output)")
    #expect(output.contains("series"))
  }

  @Test func aLongLineIsCutToTheTerminal() throws {
    try write((1...3).map { "epoch \($0) loss 0.\($0) " + String(repeating: "word ", count: 60) })
    let output = try program.run(["inspect", "run.log"]).output
    let forms = try #require(output.components(separatedBy: "form\n").last)
    #expect(forms.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(forms)")
    #expect(forms.contains("…\n"))
  }

  @Test func ofManyFormsTheMostFrequentAreListed() throws {
    let names = (0..<20).map { "metric_" + String(UnicodeScalar(UInt8(97 + $0))) }
    try write((1...3).flatMap { epoch in names.map { "epoch \(epoch) \($0) 0.\(epoch)" } })
    let output = try program.run(["inspect", "run.log"]).output
    #expect(output.contains("   24  in 8 more forms\n"), "\(output)")
    #expect(output.contains("epoch 1 metric_l 0.1\n") && !output.contains("epoch 1 metric_m 0.1\n"))
  }

  @Test func theJSONHasAllForms() throws {
    try write(Self.loop)
    let text = try program.run(["inspect", "run.log", "--json"]).output
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let forms = try #require(object?["forms"] as? [[String: Any]])
    #expect(forms.map { $0["role"] as? String } == ["left_out", "record", "left_out"])
    #expect(forms.map { $0["lines"] as? Int } == [1, 6, 2])
    #expect(forms[0]["reason"] as? String == "settings")
    let numbers = try #require(forms[1]["numbers"] as? [[String: Any]])
    #expect(numbers.map { $0["name"] as? String } == ["epoch", "step", "Loss", "lr"])
    #expect(numbers.map { $0["text"] as? String } == ["1", "50", "2.16", "0.001"])
    #expect(numbers[0]["meaning"] as? String == "epoch" && numbers[0]["total"] as? String == "2")
  }
}
