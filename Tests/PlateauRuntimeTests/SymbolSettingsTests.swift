import Cells
import Charts
import Configuration
import PlateauRuntime
import Testing

/// The characters that a person wants of the screen.
@Suite struct SymbolSettingsTests {
  @Test(arguments: [
    (LayoutSettings.SymbolSet.automatic, true, Symbols.Dots.braille), (.automatic, false, .ascii),
    (.braille, false, .braille), (.blocks, true, .block), (.ascii, true, .ascii),
  ])
  func theSettingWinsOverTheTerminal(
    set: LayoutSettings.SymbolSet, isUnicode: Bool, dots: Symbols.Dots
  ) {
    #expect(Symbols.wanted(set, isUnicode: isUnicode, colorDepth: .trueColor).dots == dots)
  }
}
