import Cells
import Charts
import Dashboard
import TestSupport
import Testing

@Suite struct HelpSearchTests {
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func keysAndCommandsAreFound(size: Size) throws {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"))
    run.type("stop")
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "help-search-\(size.width)x\(size.height)")
  }

  /// No help is cut; what has no room is scrolled to.
  @Test(arguments: [Size(60, 18), Size(60, 24), Size(80, 18), Size(80, 24)])
  func everyKeyIsReadWhole(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("?"))
    var seen = ""
    for _ in 0..<6 {
      seen += run.text(size).joined(separator: "\n")
      run.press(.pageDown)
      if run.mode != .help { run.press(.character("?")) }
    }
    for binding in KeyTable.bindings(in: run.state) where !binding.help.isEmpty {
      #expect(seen.contains(binding.help), "\(binding.help)")
    }
  }

  @Test func everyWordMustBeFound() {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"))
    run.type("SMOOTH curves")
    let text = run.text(Size(80, 24)).joined(separator: "\n")
    #expect(text.contains(":smooth"))
    #expect(!text.contains(":epoch"))
    run.type(" nowhere")
    #expect(run.text(Size(80, 24)).joined().contains("nothing found"))
  }

  @Test func theSearchCloses() {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"), .backspace)
    #expect(run.mode == .help)
    run.press(.character("/"), .escape)
    #expect(run.mode == .normal)
  }
}
