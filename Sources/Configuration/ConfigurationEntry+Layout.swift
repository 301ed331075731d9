internal import MetricGrid
internal import YAMLText

extension ConfigurationEntry {
  /// The settings of the arrangement of the screen.
  static let layout = [
    ConfigurationEntry(
      "grid", in: "layout", value: "auto",
      "The most columns and rows of charts, such as 2x3, up to 4x4. auto is as many as look well."
    ) { node, _, settings throws(Refusal) in
      if node.string == "auto" {
        settings.layout.grid = nil
      } else if let shape = node.string.flatMap({ GridShape($0) }) {
        settings.layout.grid = shape
      } else {
        throw Refusal("auto, or columns and rows such as 2x3")
      }
    },
    ConfigurationEntry(
      "side", in: "layout", value: "right",
      "The side of the callbacks and events: right or left of the charts."
    ) { node, _, settings throws(Refusal) in
      guard let side = node.string, ["left", "right"].contains(side) else {
        throw Refusal("left or right")
      }
      settings.layout.isSideLeft = side == "left"
    },
    ConfigurationEntry(
      "side-width", in: "layout", value: "auto",
      "The part of the width for them, from 0.2 to 0.6, or auto."
    ) { node, _, settings throws(Refusal) in
      settings.layout.sideShare =
        node.string == "auto"
        ? nil : try number(node, 0.2...0.6, "a number from 0.2 to 0.6, or auto")
    },
    ConfigurationEntry(
      "machine", in: "layout", value: "on",
      "A row with the load of the machine, where the screen has room: on or off."
    ) { node, _, settings throws(Refusal) in settings.layout.showsMachine = try flag(node) },
    ConfigurationEntry(
      "symbols", in: "layout", value: "auto",
      "What curves are drawn with: braille, blocks (for fonts without braille), ascii, or auto."
    ) { node, _, settings throws(Refusal) in
      guard let symbols = node.string.flatMap(LayoutSettings.SymbolSet.init(rawValue:)) else {
        throw Refusal("braille, blocks, ascii, or auto")
      }
      settings.layout.symbols = symbols
    },
  ]
}
