internal import Cells

/// The letter and the colour of one run among several.
struct RunLetter {
  private let number: Int

  init(_ number: Int) { self.number = number }

  /// `A` for the first; the letters go round.
  var scalar: Unicode.Scalar { Unicode.Scalar(UInt8(65 + number % 26)) }

  /// The letter as text.
  var text: String { String(Character(scalar)) }

  /// A colour of the theme that no single run's curve has.
  func color(_ theme: Theme) -> Color {
    let roles: [Theme.Role] = [.learningRate, .good, .warning, .edit, .bad, .train]
    return theme.color(roles[number % roles.count])
  }
}
