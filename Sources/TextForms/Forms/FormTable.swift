internal import CurveStore

/// The lines of a text by form: their numbers in rows, and what is known of each form.
struct FormTable: Sendable {
  /// The lines that were read together.
  struct Chunk: Sendable {
    /// The number of rows of a chunk.
    static let size = 4096
    /// The form of each row.
    var forms: [UInt32] = []
    /// The numbers of the rows, one after the other.
    var values: [Double] = []
  }

  /// A line that tells what a callback or the trainer did.
  struct Message: Sendable {
    /// The number of rows before it.
    var row: Int
    /// The text.
    var text: String
    /// True while it ends with a colon, which the next line completes.
    var isOpen: Bool
  }

  /// The greatest number of forms; lines of further ones are not read.
  static let mostForms = 2000
  private static let mostMessages = 2000

  /// The patterns that a person gave.
  let given: [GivenForm]
  /// The forms, in order of their first line.
  private(set) var forms: [TextForm] = []
  /// The rows.
  private(set) var chunks: [Chunk] = [Chunk()]
  /// The messages.
  private(set) var messages: [Message] = []
  /// The number of rows.
  private(set) var rows = 0
  /// The row behind the last message that is open; −1 for none.
  private var completion = -1
  private var numbers: [UInt64: UInt32] = [:]
  private var header = TableHeader()
  /// The form of the last line.
  private var last: UInt32?
  /// The form that last followed each form.
  private var followers: [UInt32] = []

  /// Creates an empty table.
  init(given: [GivenForm] = []) { self.given = given }

  /// Adds a line.
  ///
  /// - Parameters:
  ///   - line: The text without escapes.
  ///   - number: The line number, from 1.
  ///   - isRedrawn: True when the line ended without going to the next.
  /// - Returns: True for the first line of a form.
  mutating func add(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, isRedrawn: Bool, _ scanner: LineScanner
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: TextForm.mostNumbers) { values in
      if let (form, count) = expected(line, scanner, values) {
        add(form, line, UnsafeBufferPointer(rebasing: values[..<count]), isRedrawn)
        return false
      }
      scanner.scan(line)
      if let end = scanner.endOfBar(line) {
        // A message that was printed while a bar stood in the line.
        let first = add(
          UnsafeBufferPointer(rebasing: line[..<end]), number: number, isRedrawn: true, scanner)
        return add(
          UnsafeBufferPointer(rebasing: line[end...]), number: number, isRedrawn: isRedrawn, scanner
        )
          || first
      }
      guard let form = form(line, number, scanner) else { return false }
      var count = 0
      for token in UnsafeBufferPointer(start: scanner.tokens, count: scanner.count)
      where token.kind == .number {
        if count == TextForm.mostNumbers { break }
        values[count] = token.value
        count += 1
      }
      add(form, line, UnsafeBufferPointer(rebasing: values[..<count]), isRedrawn)
      return forms[Int(form)].lines == 1
    }
  }

  /// The form that follows the last line's form as it did before, when the line matches its pattern.
  @inline(__always)
  private func expected(
    _ line: UnsafeBufferPointer<UInt8>, _ scanner: LineScanner,
    _ values: UnsafeMutableBufferPointer<Double>
  ) -> (form: UInt32, count: Int)? {
    guard let last else { return nil }
    let next = followers[Int(last)]
    guard let pattern = forms[Int(next)].pattern,
      let count = pattern.match(line, scanner, into: values), count == forms[Int(next)].width
    else { return nil }
    return (next, count)
  }

  /// Adds the numbers of a line of a form.
  @inline(__always)
  private mutating func add(
    _ form: UInt32, _ line: UnsafeBufferPointer<UInt8>, _ row: UnsafeBufferPointer<Double>,
    _ isRedrawn: Bool
  ) {
    let index = Int(form)
    if let last { followers[Int(last)] = form }
    last = form
    forms[index].add(row)
    if isRedrawn { forms[index].redrawn += 1 }
    append(form, row)
    if forms[index].isMessage, messages.count < Self.mostMessages {
      let text = MessageText.text(line)
      messages.append(Message(row: rows - 1, text: text, isOpen: text.hasSuffix(":")))
      if text.hasSuffix(":") { completion = rows }
    } else if rows - 1 == completion {
      messages[messages.count - 1].text += " " + MessageText.text(line)
      messages[messages.count - 1].isOpen = false
    }
  }

  private mutating func append(_ form: UInt32, _ values: UnsafeBufferPointer<Double>) {
    if chunks[chunks.count - 1].forms.count == Chunk.size {
      var chunk = Chunk()
      chunk.forms.reserveCapacity(Chunk.size)
      chunk.values.reserveCapacity(chunks[chunks.count - 1].values.count)
      chunks.append(chunk)
    }
    let last = chunks.count - 1
    chunks[last].forms.append(form)
    chunks[last].values.append(contentsOf: values)
    rows += 1
  }

  /// The form of the line that was scanned; nil when there are too many.
  private mutating func form(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ scanner: LineScanner
  ) -> UInt32? {
    if let form = numbers[scanner.key] {
      if forms[Int(form)].width == 0 {
        header.add(forms[Int(form)].example, forms[Int(form)].layout)
      }
      return form
    }
    guard forms.count < Self.mostForms else { return nil }
    let bytes = Array(line.prefix(LineScanner.longest))
    let tokens = Array(UnsafeBufferPointer(start: scanner.tokens, count: scanner.count))
    var layout = FormLayout()
    if scanner.count > 0 { layout = LayoutReader.layout(bytes, tokens) }
    // A line of prose may precede the header: the nearest line is tried alone.
    let isTableRow =
      TableColumns.name(&layout, header: header.isDouble ? header.lines : header.lines.suffix(1))
      || TableColumns.name(&layout, header: header.lines)
    if scanner.numbers == 0 { header.add(bytes, layout) }
    let pattern = given.isEmpty ? nil : layout.name(bytes, by: given)
    var form = TextForm(
      example: bytes, layout: layout, firstLine: number, isTableRow: pattern == nil && isTableRow,
      isMessage: pattern == nil && MessageText.isMessage(bytes), numbers: scanner.numbers,
      pattern: FormPattern(bytes, tokens))
    form.given = pattern
    followers.append(UInt32(forms.count))
    numbers[scanner.key] = UInt32(forms.count)
    forms.append(form)
    return UInt32(forms.count - 1)
  }
}

/// The lines without numbers that may name the columns of the rows that follow.
struct TableHeader: Sendable {
  /// The lines, the nearest last: at most two that follow each other.
  private(set) var lines: [[UInt8]] = []
  private var isClosed = false

  /// True when there are two lines with as many words each, which name the columns together.
  var isDouble: Bool {
    let counts = lines.map { TableColumns.columns($0, gap: 1).count }
    return counts.count == 2 && counts[0] == counts[1]
      && lines.allSatisfy { TableColumns.columns($0, gap: 2).count > 2 }
  }

  /// Adds a line without numbers.
  mutating func add(_ line: [UInt8], _ layout: FormLayout) {
    if layout.isRule {
      isClosed = !lines.isEmpty
    } else if Self.isSentence(line) {
      lines = []
    } else if layout.words > 0 {
      if isClosed { lines = [] }
      isClosed = false
      let line = Self.uncommented(BarGlyph.plain(line))
      if let last = lines.last, TableColumns.isDivided(last) != TableColumns.isDivided(line) {
        lines = []
      }
      lines = lines.suffix(1) + [line]
    }
  }

  /// Returns true for a line that ends as a sentence does.
  private static func isSentence(_ line: [UInt8]) -> Bool {
    guard let last = line.last(where: { $0 > 0x20 }) else { return false }
    return last == UInt8(ascii: ".") || last == UInt8(ascii: "!")
  }

  /// The line with a blank in place of the mark of a comment: `# step  loss`.
  private static func uncommented(_ line: [UInt8]) -> [UInt8] {
    guard let first = line.first, first == UInt8(ascii: "#") || first == UInt8(ascii: "%"),
      let next = line.dropFirst().first(where: { $0 > 0x20 }), ByteClass[next] == .letter
    else { return line }
    return [0x20] + line.dropFirst()
  }
}
