internal import CurveStore

/// The names of the columns of a printed table, from the lines above its rows.
enum TableColumns {
  /// Gives the unnamed numbers of a row the names of their columns.
  ///
  /// - Parameters:
  ///   - layout: The layout of the row.
  ///   - header: The lines above it, the nearest last; a name may stand in two.
  /// - Returns: True when every number has a name.
  static func name(_ layout: inout FormLayout, header: [[UInt8]]) -> Bool {
    let unnamed = layout.slots.indices.filter { layout.slots[$0].use == .unnamed }
    guard unnamed.count >= 2, !header.isEmpty, !isBar(layout) else { return false }
    if nameBehindIndex(&layout, unnamed, header: header) { return true }
    if nameBySplits(&layout, unnamed, header: header) { return true }
    var names = [String](repeating: "", count: layout.slots.count)
    for line in header {
      let isDivided = isDivided(line)
      guard isDivided == (layout.cells > 0) else { return false }
      if isDivided {
        let cells = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        for index in unnamed where layout.slots[index].cell < cells.count {
          join(&names[index], trimmed(cells[layout.slots[index].cell]))
        }
      } else {
        let cells = columns(line, layout, atLeast: unnamed.count)
        guard cells.count >= unnamed.count else { return false }
        for (order, index) in unnamed.enumerated() {
          let nearest =
            cells.count == layout.slots.count
            ? cells[order]
            : cells.min {
              distance($0, layout.slots[index].column) < distance($1, layout.slots[index].column)
            }
          if let nearest { join(&names[index], trimmed(line[nearest])) }
        }
      }
    }
    guard unnamed.allSatisfy({ !names[$0].isEmpty }),
      Set(unnamed.map { names[$0] }).count == unnamed.count
    else { return false }
    let split = SplitWords.split(layout.rowLabel)
    for index in unnamed {
      use(names[index], &layout.slots[index])
      // The rows of a table may be the data: `train | 0.41 | 0.83`.
      if let split, !layout.slots[index].hasOwnSplit { layout.slots[index].split = split }
    }
    return true
  }

  /// Returns true for `100%|████| 184/184 [02:30<00:00]`.
  private static func isBar(_ layout: FormLayout) -> Bool {
    layout.hasBar && layout.slots[0].isPercent && layout.slots[0].isLeading
  }

  /// Names the numbers of a row whose columns are training and validation data by the label of the
  /// row: `accuracy | 0.71 | 0.74`.
  private static func nameBySplits(
    _ layout: inout FormLayout, _ unnamed: [Int], header: [[UInt8]]
  ) -> Bool {
    guard !layout.rowLabel.isEmpty, let line = header.last, line.contains(UInt8(ascii: "|"))
    else { return false }
    let cells = line.split(separator: UInt8(ascii: "|")).map { cell in
      trimmed(cell).split(separator: " ").last.flatMap { SplitWords.split(String($0)) }
    }.filter { $0 != nil }
    guard cells.count == layout.slots.count, unnamed.count == cells.count else { return false }
    for (index, split) in zip(unnamed, cells) {
      use(layout.rowLabel, &layout.slots[index])
      layout.slots[index].split = split
    }
    return true
  }

  /// Names the numbers of a row of a data frame, which begins with its index:
  /// `0      1      0.82`.
  private static func nameBehindIndex(
    _ layout: inout FormLayout, _ unnamed: [Int], header: [[UInt8]]
  ) -> Bool {
    guard let line = header.last, unnamed.count == layout.slots.count, layout.words == 0,
      layout.cells == 0, layout.slots[0].isWhole
    else { return false }
    let cells = columns(line, gap: 1)
    // R's `write.table` quotes names and leaves none above the index.
    let quote = UInt8(ascii: "\"")
    let isQuoted = cells.allSatisfy { $0.count > 2 && line[$0.lowerBound] == quote }
    guard cells.count == unnamed.count - 1, cells.count >= 2,
      isQuoted
        || layout.slots[0].column.upperBound <= cells[0].lowerBound
          && zip(cells, layout.slots.dropFirst()).allSatisfy({
            $0.upperBound == $1.column.upperBound
          })
    else { return false }
    layout.slots[0].use = .ignored(.text)
    for (cell, index) in zip(cells, unnamed.dropFirst()) {
      let name = isQuoted ? line[cell].dropFirst().dropLast() : line[cell]
      use(trimmed(name), &layout.slots[index])
    }
    return true
  }

  /// Returns true for a line with `|` between its cells; those of `||grad||` belong to a name.
  static func isDivided(_ line: [UInt8]) -> Bool {
    let bar = UInt8(ascii: "|")
    return line.indices.contains { index in
      line[index] == bar && (index == 0 || line[index - 1] != bar)
        && (index + 1 == line.count || line[index + 1] != bar)
    }
  }

  private static func use(_ name: String, _ slot: inout TextSlot) {
    let words = PrecedingWords(name.split(separator: " ").map(String.init), isSigned: true)
    slot.name = name
    slot.isJoined = true
    switch (words.meaning, name.lowercased()) {
    case (.counter(let counter, _), _): slot.use = .counter(counter)
    case (_, "e"): slot.use = .counter(.epoch)
    case (_, "#"): slot.use = .counter(.step)
    default:
      slot.use = .measure
      slot.split = words.ownSplit
      slot.hasOwnSplit = words.ownSplit != nil
    }
  }

  private static func join(_ name: inout String, _ part: String) {
    if !part.isEmpty { name += name.isEmpty ? part : " " + part }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
  }

  private static func distance(_ cell: Range<Int>, _ number: Range<Int>) -> Int {
    if cell.overlaps(number) { return 0 }
    return min(abs(cell.lowerBound - number.upperBound), abs(number.lowerBound - cell.upperBound))
      + 1
  }

  /// The cells of a header: divided by two blanks or a tab or, where these are too few and the row
  /// is no sentence, by one.
  private static func columns(
    _ line: [UInt8], _ layout: FormLayout, atLeast count: Int
  ) -> [Range<Int>] {
    let commas = commaColumns(line)
    if commas.count >= 3, commas.count == layout.slots.count { return commas }
    let wide = columns(line, gap: 2)
    return wide.count >= count || layout.words > 1 ? wide : columns(line, gap: 1)
  }

  /// The cells of `epoch,train_loss,test_loss`; none where one is empty.
  private static func commaColumns(_ line: [UInt8]) -> [Range<Int>] {
    let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return cells.contains(where: { $0.allSatisfy { $0 <= 0x20 } }) ? [] : cells.map(\.indices)
  }

  static func columns(_ line: [UInt8], gap: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    var blanks = 0
    for index in 0...line.count {
      let isBlank = index == line.count || line[index] == 0x20 || line[index] == 0x09
      if isBlank {
        blanks += index < line.count && line[index] == 0x09 ? 2 : 1
        if let first = start, blanks >= gap || index == line.count {
          result.append(
            first..<index
              - (blanks > 1 && index < line.count && line[index] != 0x09 ? blanks - 1 : 0))
          start = nil
        }
      } else {
        if start == nil { start = index }
        blanks = 0
      }
    }
    return result
  }
}
