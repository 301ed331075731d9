/// The rows of a CSV text: any line end, quoted fields, the separator taken from the header.
struct CSVRows {
  /// The line of the last row, from 1.
  private(set) var line = 0
  private let scalars: String.UnicodeScalarView
  private var index: String.Index
  private var separator: Unicode.Scalar = ","

  init(_ text: String) {
    scalars = text.unicodeScalars
    index = scalars.startIndex
    if scalars.first == "\u{FEFF}" { index = scalars.index(after: index) }
    let header = scalars[index...].prefix { $0 != "\n" && $0 != "\r" }
    var candidates: [Unicode.Scalar] = [",", ";", "\t"]
    // Keras's epoch is the first column, with any separator behind it.
    let rest = header.dropFirst("epoch".count)
    if String(header.prefix("epoch".count)) == "epoch", let mark = rest.first,
      !mark.properties.isAlphabetic, mark != "_", !candidates.contains(mark)
    {
      candidates.insert(mark, at: 0)
    }
    // The one that sets a column "epoch" off, else the most frequent.
    let fitting = candidates.first { candidate in
      header.split(separator: candidate).contains {
        String($0) == "epoch" && $0.count < header.count
      }
    }
    let frequent = candidates.max { a, b in
      header.count { $0 == a } < header.count { $0 == b }
    }
    separator = fitting ?? frequent ?? ","
  }

  /// Whether there is no row left.
  var isAtEnd: Bool { index == scalars.endIndex }

  /// The fields of the next row that is not empty.
  mutating func next() -> [String]? {
    while index < scalars.endIndex {
      line += 1
      let fields = row()
      if fields != [""] { return fields }
    }
    return nil
  }

  private mutating func row() -> [String] {
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      switch scalar {
      case "\"" where isQuoted:
        if index < scalars.endIndex, scalars[index] == "\"" {
          field.append(scalar)
          index = scalars.index(after: index)
        } else {
          isQuoted = false
        }
      case "\"" where field.isEmpty: isQuoted = true
      case _ where isQuoted: field.append(scalar)
      case separator:
        fields.append(String(field))
        field = String.UnicodeScalarView()
      case "\r":
        if index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
        return fields + [String(field)]
      case "\n": return fields + [String(field)]
      default: field.append(scalar)
      }
    }
    return fields + [String(field)]
  }
}
