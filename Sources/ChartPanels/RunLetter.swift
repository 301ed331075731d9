internal import Cells
internal import Themes

/// The letter and colour of one run among several.
struct RunLetter {
  private let number: Int

  init(_ number: Int) { self.number = number }

  /// The letter: `A` for the first, and `A` again after `Z`.
  var scalar: Unicode.Scalar { Unicode.Scalar(UInt8(65 + number % 26)) }

  /// The letter as text.
  var text: String { String(Character(scalar)) }

  /// The colour of the run; the last of them is also that of a single run's training curve.
  func color(_ theme: Theme) -> Color {
    let roles: [Theme.Role] = [.learningRate, .good, .warning, .edit, .bad, .train]
    return theme.color(roles[number % roles.count])
  }
}
