package import Cells
package import Themes

/// The letter and colour of one run among several.
package struct RunLetter {
  private let number: Int

  /// Creates the letter of the run with an index.
  package init(_ number: Int) { self.number = number }

  /// The letter: `A` for the first, and `A` again after `Z`.
  package var scalar: Unicode.Scalar { Unicode.Scalar(UInt8(65 + number % 26)) }

  /// The letter as text.
  package var text: String { String(Character(scalar)) }

  /// The colour of the run.
  package func color(_ theme: Theme) -> Color { theme.run(number) }

  /// The colour of its curves while another run is chosen.
  package func faintColor(_ theme: Theme) -> Color {
    color(theme).mixed(with: theme.color(.background), 0.35)
  }
}
