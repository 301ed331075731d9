internal import Cells

extension Theme {
  /// Creates a theme from a `.theme` file of btop.
  ///
  /// btop names colours by what they are in its own screen. Background, text, selection and labels
  /// are taken as they are; for each curve and state the colour of the file is taken whose hue is
  /// nearest to the usual one. All are made readable on the background.
  ///
  /// - Parameters:
  ///   - btop: The file's text: lines such as `theme[main_bg]="#1e1e2e"`.
  ///   - name: The theme's name.
  ///   - file: The name of the file, for errors.
  /// - Throws: `ThemeError` when the text colour is missing, or a colour is invalid.
  public init(btop: String, name: String, file: String) throws(ThemeError) {
    let colors = try Self.btopColors(btop, file)
    guard let text = colors["main_fg"] else {
      throw ThemeError(description: "\(file): not a theme of btop; it needs theme[main_fg]")
    }
    // Without one, btop shows the terminal's own background, which suits the text.
    let isDark = text.isLight
    let ground =
      colors["main_bg"] ?? (isDark ? Color(0x12, 0x14, 0x18) : Color(0xFA, 0xFA, 0xFA))
    let words = text.readable(on: ground, least: 7)
    let quiet = colors["inactive_fg"] ?? colors["div_line"] ?? ground.mixed(with: text, 0.4)
    let label = (colors["graph_text"] ?? ground.mixed(with: text, 0.65))
      .readable(on: ground, least: 6)
    let selection = colors["selected_bg"].flatMap { $0.contrast(with: words) >= 4.5 ? $0 : nil }
    var palette = [
      ground, ground.mixed(with: text, 0.06), selection ?? ground.mixed(with: text, 0.15),
      quiet.readable(on: ground, least: 3), label, words, words.mixed(with: label, 0.2),
      (colors["title"] ?? words).readable(on: ground, least: 7),
    ]
    palette += Self.accents(from: colors).map { $0.readable(on: ground, least: 4.5) }
    self.init(name: name, isLight: ground.isLight, palette: palette)
  }

  /// The usual colours base08 … base0F: red, orange, yellow, green, cyan, blue, magenta, brown.
  private static let usualAccents = [
    Color(0xF0, 0x71, 0x78), Color(0xF0, 0x9A, 0x5B), Color(0xF2, 0xC8, 0x6B),
    Color(0x8F, 0xCB, 0x7B), Color(0x5F, 0xCF, 0xC4), Color(0x6F, 0xA8, 0xF0),
    Color(0xC4, 0x96, 0xE8), Color(0xD4, 0xA5, 0x85),
  ]

  /// The farthest hue, in degrees, that still stands for a usual colour.
  private static let farthest = 35.0

  /// For each usual colour the one of the file whose hue is nearest, each at most once, or else the
  /// usual one; the nearest pairs are made first.
  private static func accents(from colors: [String: Color]) -> [Color] {
    let vivid = Set(colors.values.filter { $0.hue.saturation > 0.25 })
    var pairs: [(distance: Double, usual: Int, color: Color)] = []
    for (index, usual) in usualAccents.enumerated() {
      for color in vivid {
        let turn = abs(color.hue.degrees - usual.hue.degrees)
        let distance = min(turn, 360 - turn)
        if distance <= farthest { pairs.append((distance, index, color)) }
      }
    }
    pairs.sort {
      ($0.distance, $0.usual, $0.color.relativeLuminance)
        < ($1.distance, $1.usual, $1.color.relativeLuminance)
    }
    var accents = usualAccents
    var (made, used): (Set<Int>, Set<Color>) = ([], [])
    for pair in pairs where !made.contains(pair.usual) && !used.contains(pair.color) {
      accents[pair.usual] = pair.color
      made.insert(pair.usual)
      used.insert(pair.color)
    }
    return accents
  }

  /// The colours of the file by their names; empty values, which stand for the terminal's own
  /// colours, are left out.
  private static func btopColors(
    _ text: String, _ file: String
  ) throws(ThemeError) -> [String: Color] {
    var colors: [String: Color] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard line.hasPrefix("theme["), let close = line.firstIndex(of: "]") else { continue }
      let name = String(line[line.index(line.startIndex, offsetBy: 6)..<close])
      let value = line[line.index(after: close)...].drop { $0 == "=" || $0 == " " }
      let quote = value.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
      let content =
        quote.map { quote in value.dropFirst().prefix { $0 != quote } }
        ?? value.prefix { !$0.isWhitespace }
      if content.isEmpty { continue }
      guard let color = btopColor(content) else {
        throw ThemeError(
          description:
            "\(file):\(index + 1): \(name) takes a colour such as #1e1e2e, #20 or 30 30 46")
      }
      colors[name] = color
    }
    return colors
  }

  /// A colour as btop writes it: six hexadecimal digits, two for a grey, or three decimal numbers.
  private static func btopColor(_ text: Substring) -> Color? {
    if text.hasPrefix("#") {
      if text.count == 3, let grey = UInt8(text.dropFirst(), radix: 16) {
        return Color(grey, grey, grey)
      }
      return Color(hex: text)
    }
    let parts = text.split(separator: " ").compactMap { UInt8($0) }
    return parts.count == 3 ? Color(parts[0], parts[1], parts[2]) : nil
  }
}
