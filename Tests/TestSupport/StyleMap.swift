public import Cells

/// The styles of a screen as text: a letter for each cell and a legend, by roles of the theme instead of colours.
///
/// The letters of the roles are fixed, and a capital letter is bold. Every other combination of colours and attributes
/// gets a sign that the legend explains. A blank cell on the screen's background stays blank.
public struct StyleMap: Sendable {
  /// A role of the theme.
  public struct Role: Sendable {
    /// The name in the legend.
    public let name: String
    /// The sign of a cell in this role on the screen's background.
    public let sign: Character
    /// The colour of the role in the theme of the test.
    public let color: Color

    /// Creates a role.
    public init(_ name: String, _ sign: Character, _ color: Color) {
      self.name = name
      self.sign = sign
      self.color = color
    }
  }

  private let roles: [Role]
  private let ground: Role
  /// The role whose faint letters are the usual ones.
  private let faint: String

  /// Creates a map.
  ///
  /// - Parameters:
  ///   - roles: all roles of the theme.
  ///   - background: the role of the screen's background.
  ///   - faint: the name of the role whose style is always dim.
  public init(roles: [Role], background: Role, faint: String) {
    self.roles = roles
    ground = background
    self.faint = faint
  }

  /// The rows of signs, without blanks at their ends, and the legend below them.
  ///
  /// - Complexity: O(cells · roles).
  public func lines(of grid: CellGrid) -> [String] {
    var descriptions: [Cell: String] = [:]
    for cell in grid.cells where !isBlank(cell) && descriptions[cell] == nil {
      descriptions[cell] = description(cell)
    }
    let signs = self.signs(of: Set(descriptions.values))
    var lines: [String] = []
    for row in 0..<grid.size.height {
      let line = String(
        grid.row(row).map { cell -> Character in
          isBlank(cell) ? " " : descriptions[cell].flatMap { signs[$0] } ?? "?"
        })
      lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
    }
    return lines + signs.map { "\($0.value) \($0.key)" }.sorted()
  }

  private func isBlank(_ cell: Cell) -> Bool {
    let (style, marks) = (cell.style, cell.style.attributes)
    return cell.scalar == " " && style.background == ground.color
      && marks.isDisjoint(with: [.underline, .reverse])
  }

  /// The signs of descriptions: those of the roles, and further ones in alphabetical order.
  private func signs(of descriptions: Set<String>) -> [String: Character] {
    var fixed: [String: Character] = [:]
    for role in roles {
      let name = role.name + (role.name == faint ? " dim" : "")
      fixed[name] = role.sign
      let capital = Character(role.sign.uppercased())
      if capital != role.sign {
        fixed[role.name + (role.name == faint ? " bold dim" : " bold")] = capital
      }
    }
    var free = Array("123456789@#$%&*+=<>/|^~:;!-_(){}[]")[...]
    var signs: [String: Character] = [:]
    for description in descriptions.sorted() {
      signs[description] = fixed[description] ?? free.popFirst() ?? "?"
    }
    return signs
  }

  /// `strong bold`, `text on selection`, `validation bold on image`; `image` for the pixels of one.
  private func description(_ cell: Cell) -> String {
    let style = cell.style
    let isEmpty = cell.scalar == " " && style.attributes.isDisjoint(with: [.underline, .reverse])
    if cell.scalar == "▀" { return "image" }
    if isEmpty, let background = style.background {
      return name(background) == "image" ? "image" : "blank on \(name(background))"
    }
    var words = [style.foreground.map(name) ?? "terminal"]
    if style.attributes.contains(.bold) { words.append("bold") }
    if style.attributes.contains(.dim) { words.append("dim") }
    if style.attributes.contains(.underline) { words.append("underline") }
    if style.attributes.contains(.reverse) { words.append("reverse") }
    let background = style.background.map(name) ?? "terminal"
    if background != ground.name { words.append("on \(background)") }
    return words.joined(separator: " ")
  }

  /// The role of a colour; `shade of …` for one between a role and the background, `image` for any other.
  private func name(_ color: Color) -> String {
    if let role = roles.first(where: { $0.color == color }) { return role.name }
    let shaded = roles.filter { isShade(color, of: $0.color) }
    return shaded.first.map { "shade of \($0.name)" } ?? "image"
  }

  private func isShade(_ color: Color, of role: Color) -> Bool {
    func parts(_ color: Color) -> [Double] {
      [Double(color.red), Double(color.green), Double(color.blue)]
    }
    let (start, end, here) = (parts(ground.color), parts(role), parts(color))
    let length = zip(start, end).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    guard length > 0 else { return false }
    let along = (0..<3).reduce(0) { $0 + (here[$1] - start[$1]) * (end[$1] - start[$1]) }
    let share = along / length
    guard share > 0.1, share < 1 else { return false }
    return zip(parts(ground.color.mixed(with: role, share)), here).allSatisfy { abs($0 - $1) <= 1 }
  }
}
