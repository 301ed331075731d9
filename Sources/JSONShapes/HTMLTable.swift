/// The tables of an HTML text, as lines with aligned columns.
///
/// fastai and Hugging Face's trainer show the epochs of a training in a notebook this way.
enum HTMLTable {
  /// The rows of all tables; empty when there is none.
  ///
  /// - Complexity: O(bytes).
  static func text(of html: [UInt8]) -> [UInt8] {
    let lines = elements("tr", in: html[...]).map { row in
      elements("t", in: row).map(words)
    }
    let columns = lines.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    var text: [UInt8] = []
    for cells in lines where !cells.isEmpty {
      for (cell, width) in zip(cells, widths) {
        text += cell + [UInt8](repeating: 0x20, count: width - cell.count + 2)
      }
      text.append(0x0A)
    }
    return text
  }

  /// The contents of the elements with a tag; `t` stands for the cells, `td` and `th`.
  private static func elements(_ name: String, in html: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var start: Int?
    var index = html.startIndex
    while let open = html[index...].firstIndex(of: UInt8(ascii: "<")),
      let close = html[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      index = close + 1
      let tag = html[(open + 1)..<close].prefix { $0 != 0x20 }
      let isEnd = tag.first == UInt8(ascii: "/")
      guard isTag(isEnd ? tag.dropFirst() : tag, name) else { continue }
      if let first = start { found.append(html[first..<open]) }
      start = isEnd ? nil : index
    }
    return found
  }

  private static func isTag(_ tag: ArraySlice<UInt8>, _ name: String) -> Bool {
    let tag = String(decoding: tag, as: UTF8.self).lowercased()
    return name == "t" ? tag == "td" || tag == "th" : tag == name
  }

  /// The text of a cell without tags, in single blanks.
  private static func words(_ cell: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var isInTag = false
    for byte in cell {
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">"): isInTag = false
      case _ where isInTag: break
      case 0...0x20: if let last = text.last, last != 0x20 { text.append(0x20) }
      default: text.append(byte)
      }
    }
    if text.last == 0x20 { text.removeLast() }
    // Hugging Face's trainer says so before the first loss.
    return text.elementsEqual("No log".utf8) ? [] : text
  }
}
