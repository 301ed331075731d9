import Cells
import Dashboard
import Foundation
import Testing
import Themes

@Suite struct ThemeTests {
  private var scheme: String {
    "name: \"x\"\nvariant: \"dark\"\npalette:\n"
      + (0..<16).map { index in
        let digit = String(index, radix: 16, uppercase: true)
        return "  base0\(digit): \"\(digit)0\(digit)0\(digit)0\" # comment"
      }.joined(separator: "\n")
  }

  @Test func aPresentSchemeIsRead() throws {
    let theme = try Theme(yaml: scheme, file: "x.yaml")
    #expect(theme.name == "x")
    #expect(!theme.isLight)
    #expect(theme.palette[15] == Color(0xF0, 0xF0, 0xF0))
  }

  @Test func anOlderFlatSchemeIsReadAndItsBackgroundTellsTheVariant() throws {
    let flat = (0..<16).map { index in
      "base0\(String(index, radix: 16, uppercase: true)): \"f0f0f0\""
    }
    let theme = try Theme(
      yaml: "scheme: \"Old\"\n" + flat.joined(separator: "\n"), file: "old.yaml")
    #expect(theme.name == "Old")
    #expect(theme.isLight)
  }

  @Test func aMissingColourIsNamed() {
    let error = #expect(throws: ThemeError.self) {
      try Theme(yaml: "name: x\npalette:\n  base00: \"000000\"\n", file: "x.yaml")
    }
    #expect(error?.description == "x.yaml: base01 is missing")
  }

  @Test func aColourThatIsNoneIsNamedWithItsLine() {
    let text = scheme.replacingOccurrences(of: "\"303030\"", with: "\"red\"")
    let error = #expect(throws: ThemeError.self) { try Theme(yaml: text, file: "x.yaml") }
    #expect(error?.description.hasPrefix("x.yaml:7: base03 takes six") == true)
  }

  @Test(arguments: ["", "- a\n", "text", "a: [", "name: x\n"])
  func whatIsNoSchemeIsAnError(text: String) {
    #expect(throws: ThemeError.self) { try Theme(yaml: text, file: "x.yaml") }
  }

  @Test func everyThemeOfOursIsRead() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 6)
    var lights = 0
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      if try Theme(yaml: text, file: file).isLight { lights += 1 }
    }
    #expect(lights >= 2)
  }
}

@Suite struct FewColoursTests {
  /// Labels, borders, the grid and the numbers of axes are the faintest; none may vanish.
  @Test(arguments: [8, 16])
  func everyRoleCanBeSeenInEveryTheme(count: Int) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let themes = try files.filter { $0.hasSuffix(".yaml") }.map { name in
      try Theme(yaml: String(contentsOf: folder.appending(path: name), encoding: .utf8), file: name)
    }
    #expect(themes.count > 3)
    for theme in themes + [.builtIn] {
      let ground = theme.color(.background)
      for role in Theme.Role.allCases where role != .background && role != .selection {
        let number = theme.color(role).nearestANSI(on: ground, of: count)
        #expect(number != ground.nearestANSI(of: count), "\(theme.name) \(role)")
      }
    }
  }
}
