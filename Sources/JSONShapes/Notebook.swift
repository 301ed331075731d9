package import JSONText

/// The outputs of the cells of a Jupyter notebook.
package struct Notebook {
  /// The text that each cell printed, with the number of the cell from 1; cells without text are
  /// left out.
  package let outputs: [(cell: Int, text: [UInt8])]

  /// Returns true when a text begins like a notebook.
  package static func mayBegin(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(1 << 12), as: UTF8.self)
    return head.contains("\"cells\"")
      && (head.contains("\"cell_type\"") || head.contains("\"nbformat\""))
  }

  /// Reads a notebook; nil when the value is not one.
  ///
  /// - Complexity: O(bytes).
  package init?(_ value: JSONValue) {
    guard let cells = value["cells"]?.array,
      cells.contains(where: { $0["cell_type"] != nil })
    else { return nil }
    var found: [(Int, [UInt8])] = []
    for (index, cell) in cells.enumerated() {
      var text: [UInt8] = []
      for output in cell["outputs"]?.array ?? [] {
        var lines = Self.text(output["text"] ?? output["data"]?["text/plain"])
        if lines.isEmpty || lines.starts(with: "<IPython".utf8) {
          lines = HTMLTable.text(of: Self.text(output["data"]?["text/html"]))
        }
        if text.last.map({ $0 != 0x0A && $0 != 0x0D }) ?? false, output["text"] == nil {
          text.append(0x0A)
        }
        text += lines
      }
      if !text.isEmpty {
        if text.last != 0x0A { text.append(0x0A) }
        found.append((index + 1, text))
      }
    }
    outputs = found
  }

  /// Text, which notebooks store whole or by lines.
  private static func text(_ value: JSONValue?) -> [UInt8] {
    if let text = value?.string { return Array(text.utf8) }
    return (value?.array ?? []).flatMap { Array(($0.string ?? "").utf8) }
  }
}
