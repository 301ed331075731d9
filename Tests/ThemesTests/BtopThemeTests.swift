import Cells
import Testing
import Themes

@Suite struct BtopThemeTests {
  private let file = """
    # A theme, in the forms that btop reads
    theme[main_bg]="#101020"
    theme[main_fg]="#d0d0e0"
    theme[title]="#ff"
    theme[selected_bg]="#303050"
    theme[inactive_fg]='90 90 110'
    theme[temp_start]="#40c060"
    theme[temp_mid]="#e0c040"
    theme[temp_end]="#e04050"
    theme[upload_start]="#4080f0"
    theme[hi_fg]=#30c0c0
    theme[graph_text]=""
    """

  @Test func theColoursOfTheFileAreUsed() throws {
    let theme = try Theme(btop: file, name: "mine", file: "mine.theme")
    #expect(theme.name == "mine" && !theme.isLight)
    #expect(theme.color(.background) == Color(0x10, 0x10, 0x20))
    #expect(theme.color(.text) == Color(0xD0, 0xD0, 0xE0))
    #expect(theme.color(.strong) == Color(0xFF, 0xFF, 0xFF))
    #expect(theme.color(.selection) == Color(0x30, 0x30, 0x50))
    #expect(theme.color(.good) == Color(0x40, 0xC0, 0x60))
    #expect(theme.color(.best) == Color(0xE0, 0xC0, 0x40))
    #expect(
      theme.color(.train)
        == Color(0x40, 0x80, 0xF0).readable(on: Color(0x10, 0x10, 0x20), least: 4.5))
    #expect(theme.color(.validation) == Color(0x30, 0xC0, 0xC0))
  }

  /// A file without a background leaves it to the terminal; the text tells which it expects.
  @Test func theBackgroundSuitsTheText() throws {
    let dark = try Theme(btop: "theme[main_fg]=\"#eeeeee\"", name: "a", file: "a.theme")
    let light = try Theme(btop: "theme[main_fg]=\"#222222\"", name: "b", file: "b.theme")
    #expect(!dark.isLight && light.isLight)
  }

  @Test func everythingIsReadable() throws {
    let poor = "theme[main_bg]=\"#808080\"\ntheme[main_fg]=\"#909090\"\ntheme[temp_end]=\"#a06060\""
    for text in [file, poor, "theme[main_fg]=\"#222222\""] {
      let theme = try Theme(btop: text, name: "x", file: "x.theme")
      for role in Theme.Role.allCases where ![.background, .selection, .quiet].contains(role) {
        let contrast = theme.color(role).contrast(with: theme.color(.background))
        #expect(contrast >= (text == poor ? 3.5 : 4.5), "\(role) \(contrast)")
      }
    }
  }

  @Test func aFaultHasItsLine() {
    let error = #expect(throws: ThemeError.self) {
      try Theme(btop: file + "\ntheme[cpu_end]=\"red\"", name: "x", file: "x.theme")
    }
    #expect(
      error?.description == "x.theme:13: cpu_end takes a colour such as #1e1e2e, #20 or 30 30 46")
    let none = #expect(throws: ThemeError.self) { try Theme(btop: "", name: "x", file: "x.theme") }
    #expect(none?.description == "x.theme: not a theme of btop; it needs theme[main_fg]")
  }
}
