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
