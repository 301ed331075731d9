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

  /// Twelve runs in one chart or figure: no two have colours that look alike, by their distance in CIE
  /// L*a*b* (ISO/CIE 11664-4), and each stands out from its page.
  @Test(arguments: [(true, Color(255, 255, 255)), (false, Color(22, 26, 33))])
  func twelveRunsHaveColoursOfTheirOwn(isLight: Bool, page: Color) {
    var theme = Theme.builtIn
    theme.isLight = isLight
    let colors = (0..<Theme.distinctRuns).map(theme.run)
    for (number, color) in colors.enumerated() {
      #expect(color.contrast(with: page) > 3.5, "\(number)")
      for other in 0..<number {
        let (one, two) = (lab(color), lab(colors[other]))
        let square = zip(one, two).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(square.squareRoot() > 30, "\(number) and \(other) \(square.squareRoot())")
      }
    }
  }

  /// The coordinates of a colour in CIE L*a*b* under daylight (D65).
  private func lab(_ color: Color) -> [Double] {
    let rgb = [color.red, color.green, color.blue].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let rows = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    let xyz = zip(rows, [0.95047, 1, 1.08883]).map { row, white in
      zip(row, rgb).reduce(0) { $0 + $1.0 * $1.1 } / white
    }
    let f = xyz.map { $0 > 0.008856 ? pow($0, 1 / 3) : 7.787 * $0 + 16.0 / 116 }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
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

  @Test func eightColoursTellCurvesApartOnADarkGround() throws {
    for theme in try themes() {
      let ground = theme.color(.background)
      guard ground.nearestANSI(of: 8) == 0 else { continue }
      let train = theme.color(.train).nearestANSI(on: ground, of: 8)
      let validation = theme.color(.validation).nearestANSI(on: ground, of: 8)
      let rate = theme.color(.learningRate).nearestANSI(on: ground, of: 8)
      #expect(Set([train, validation, rate]).count == 3, "\(theme.name)")
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
