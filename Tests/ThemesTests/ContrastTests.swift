import Cells
import Foundation
import Testing
import Themes

/// The colours of every theme can be told from what they stand on (WCAG 2.2: 4.5 for text).
@Suite struct ContrastTests {
  private func themes() throws -> [Theme] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try files.filter { $0.hasSuffix(".yaml") }.map { name in
      try Theme(yaml: String(contentsOf: folder.appending(path: name), encoding: .utf8), file: name)
    } + [.builtIn]
  }

  @Test func blackAndWhiteAreTheEnds() {
    #expect(Color(0, 0, 0).contrast(with: Color(255, 255, 255)) == 21)
    #expect(Color(119, 119, 119).contrast(with: Color(255, 255, 255)) > 4.4)
    #expect(Color(9, 9, 9).contrast(with: Color(9, 9, 9)) == 1)
  }

  /// Also on a terminal of eight colours.
  @Test func themesForEveryEyeTellTrainingFromValidation() throws {
    let clear = try themes().filter { $0.name.hasPrefix("Clear") }
    #expect(clear.count == 2)
    for theme in clear {
      let (train, validation) = (theme.color(.train), theme.color(.validation))
      #expect(train.blue > train.red && validation.red > validation.blue)
      #expect(train.nearestANSI(of: 8) != validation.nearestANSI(of: 8))
    }
  }

  /// Of sixteen colours, greys are for labels and borders alone.
  @Test func sixteenColoursKeepTheHueOfCurves() throws {
    for theme in try themes() + [.builtIn] {
      let ground = theme.color(.background)
      let curves: [Theme.Role] = [.train, .validation, .learningRate, .bad]
      let numbers = curves.map { theme.color($0).nearestANSI(on: ground, of: 16) ?? 7 }
      #expect(Set(numbers).isDisjoint(with: [0, 7, 8, 15]), "\(theme.name): \(numbers)")
      #expect(Set(numbers.prefix(3)).count == 3, "\(theme.name): \(numbers)")
      #expect(theme.color(.dim).nearestANSI(on: ground, of: 16) == 8, "\(theme.name)")
    }
  }

  @Test func eightColoursTellTrainingFromValidationOnADarkGround() throws {
    for theme in try themes() {
      let ground = theme.color(.background)
      guard ground.nearestANSI(of: 8) == 0 else { continue }
      let train = theme.color(.train).nearestANSI(on: ground, of: 8)
      let validation = theme.color(.validation).nearestANSI(on: ground, of: 8)
      #expect(train != validation, "\(theme.name)")
    }
  }

  @Test func everyThemeCanBeRead() throws {
    let all = try themes()
    #expect(all.count > 6)
    for theme in all {
      let ground = theme.color(.background)
      for role in Theme.Role.allCases where role != .background && role != .selection {
        // Borders and guides are no text.
        let least = role == .quiet ? 2 : 4.5
        let contrast = theme.color(role).contrast(with: ground)
        #expect(contrast >= least, "\(theme.name) \(role): \(contrast)")
      }
      let chosen = theme.color(.selection)
      for (role, least) in [(Theme.Role.text, 7.0), (.strong, 7), (.dim, 3), (.edit, 3)] {
        let contrast = theme.color(role).contrast(with: chosen)
        #expect(contrast >= least, "\(theme.name) \(role) chosen: \(contrast)")
      }
    }
  }
}
