import Cells
import Charts
import Dashboard
import Playbacks
import RunModel
import Simulation
import TestSupport
import Testing

/// A screen that only watches.
@Suite struct ReadOnlyTests {
  @Test func nothingIsRequested() throws {
    var run = Fixtures.state()
    run.state.isReadOnly = true
    for key in "pnsSuRxKJ ".unicodeScalars {
      #expect(run.press(.character(key)) == [])
      #expect(run.message?.text == "this screen only watches (--read-only)")
      run.press(.escape)
    }
    for key in [Key.left, .right, .up, .down, .enter] { #expect(run.press(key) == []) }
    for line in [":stop after 20\n", ":save\n", ":lr 0.1\n", ":set patience 3\n", ":stop-now\n"] {
      #expect(run.type(line) == [], "\(line)")
    }
    try expectScreen(
      view(run, size: Size(80, 24), symbols: .braille), named: "read-only-80x24")
  }

  /// Looking is not steering.
  @Test func everythingThatOnlyLooksWorks() {
    var run = Fixtures.state()
    run.state.isReadOnly = true
    run.press(.character("b"))
    #expect(run.state.playback?.isAtEnd == false)
    run.press(.end)
    run.press(.character("w"))
    #expect(run.whatIf != nil)
    run.press(.left)
    #expect(run.whatIf?.edits.count == 1)
  }
}
