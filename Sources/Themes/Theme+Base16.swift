internal import Cells
internal import YAMLText

/// A problem with a theme file.
public struct ThemeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, the line, the problem and its solution.
  public var description: String
}

extension Theme {
  /// Creates a theme from a base16 or base24 scheme in the current form (`palette:`) or the older
  /// flat one.
  ///
  /// The format is that of tinted-theming, whose hundreds of schemes work unchanged. Of base24 only
  /// the first sixteen colours are used.
  ///
  /// - Parameters:
  ///   - yaml: The file's text.
  ///   - file: Its name, for errors.
  /// - Throws: `ThemeError` when a colour is missing or invalid.
  public init(yaml: String, file: String) throws(ThemeError) {
    let root: YAMLMapping
    do {
      guard let mapping = try YAMLNode.parse(yaml)?.mapping else {
        throw ThemeError(description: "\(file): not a base16 scheme; it needs a palette")
      }
      root = mapping
    } catch let error as ThemeError {
      throw error
    } catch {
      throw ThemeError(description: "\(file): not YAML: \(error)")
    }
    let colors = root["palette"]?.mapping ?? root
    var palette: [Color] = []
    for index in 0..<16 {
      let digit = String(index, radix: 16, uppercase: true)
      guard let node = colors["base0\(digit)"] ?? colors["base0\(digit.lowercased())"] else {
        throw ThemeError(description: "\(file): base0\(digit) is missing")
      }
      guard let text = node.scalar?.string, let color = Color(hex: text) else {
        let line = node.line ?? 0
        throw ThemeError(
          description:
            "\(file):\(line): base0\(digit) takes six hexadecimal digits, such as \"1a2b3c\"")
      }
      palette.append(color)
    }
    let name = root["name"]?.string ?? root["scheme"]?.string ?? file
    let luminance = palette[0].luminance
    let variant = root["variant"]?.string
    self.init(
      name: name, isLight: variant == "light" || (variant == nil && luminance > 0.5),
      palette: palette)
  }
}

extension Color {
  /// The brightness, 0 … 1, without gamma correction: enough to distinguish light from dark.
  fileprivate var luminance: Double {
    (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255
  }
}
