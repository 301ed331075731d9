package import Cells
package import Charts
package import Configuration

extension Symbols {
  /// The characters that a person wants, or else the best that a terminal can draw.
  package static func wanted(
    _ set: LayoutSettings.SymbolSet, isUnicode: Bool, colorDepth: ColorDepth
  ) -> Symbols {
    var symbols = fitting(
      isUnicode: set == .automatic ? isUnicode : set != .ascii, colorDepth: colorDepth)
    if set == .blocks { symbols.dots = .block }
    return symbols
  }
}
