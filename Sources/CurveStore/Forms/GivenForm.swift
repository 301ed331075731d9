/// A pattern by which a person names the numbers of console lines.
///
///     try GivenForm("Epoch {epoch}/{epochs} .* mAP {val/mAP}")
///
/// `{epoch}` and `{step}` are counters, and `{epochs}` and `{steps}` their totals. Any other name is
/// a value; `val/…` and `train/…` say what it was measured on. `.*` stands for any text, a blank for
/// any number of blanks, and everything else for itself. A line matches where the pattern stands
/// anywhere in it.
///
/// All lines of the form of a line that matches get the names, whatever would be learned from them;
/// their other numbers are left out.
public struct GivenForm: Hashable, Sendable {
  /// A piece of a pattern.
  package enum Piece: Hashable, Sendable {
    /// Bytes that stand in the line, without blanks.
    case text([UInt8])
    /// Any number of blanks.
    case blanks
    /// Any text.
    case anything
    /// A number with a name.
    case number(String)
  }

  /// The pattern as it was written.
  public let pattern: String
  /// The text that must stand in the first 256 KiB of a log for the pattern to be used; nil for any
  /// log.
  public var condition: String?
  /// True for a pattern that is kept for several logs and need not match a line of each.
  public var isOptional: Bool
  /// The pieces of the pattern.
  package let pieces: [Piece]

  /// Creates a pattern.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - condition: The text that must stand in the first 256 KiB of a log; nil for any log.
  ///   - isOptional: True when the pattern need not match a line.
  /// - Throws: ``GivenFormError`` for a pattern that names nothing, or not clearly.
  public init(
    _ pattern: String, if condition: String? = nil, isOptional: Bool = false
  ) throws(GivenFormError) {
    self.pattern = pattern
    self.condition = condition
    self.isOptional = isOptional
    pieces = try Self.pieces(of: pattern)
    try check()
  }

  /// The names in the braces, in order.
  package var names: [String] {
    pieces.compactMap { if case .number(let name) = $0 { name } else { nil } }
  }

  private static let longest = 400

  private static func pieces(of pattern: String) throws(GivenFormError) -> [Piece] {
    guard pattern.utf8.count <= longest else {
      throw GivenFormError("is longer than \(longest) bytes")
    }
    var pieces: [Piece] = []
    var text: [UInt8] = []
    func flush() {
      if !text.isEmpty { pieces.append(.text(text)) }
      text = []
    }
    var rest = Substring(pattern)
    while let first = rest.first {
      if rest.hasPrefix(".*") {
        flush()
        if pieces.last != .anything { pieces.append(.anything) }
        rest = rest.dropFirst(2)
      } else if first == " " || first == "\t" {
        flush()
        if pieces.last != .blanks, !pieces.isEmpty { pieces.append(.blanks) }
        rest = rest.dropFirst()
      } else if first == "{", let end = try nameEnd(rest) {
        flush()
        let name = String(rest[..<end].dropFirst())
        if case .number(let before) = pieces.last {
          throw GivenFormError(
            "has nothing between {\(before)} and {\(name)}; write the text that divides them")
        }
        pieces.append(.number(name))
        rest = rest[end...].dropFirst()
      } else {
        text += Array(first.utf8)
        rest = rest.dropFirst()
      }
    }
    flush()
    if pieces.last == .blanks { pieces.removeLast() }
    return pieces
  }

  /// The index of the brace that closes the name at the start of a text; nil where the brace that
  /// opens it stands for itself, as in `{'loss': {loss}}`.
  private static func nameEnd(_ text: Substring) throws(GivenFormError) -> Substring.Index? {
    guard let second = text.dropFirst().first else { return nil }
    if second == "}" { throw GivenFormError("has {} without a name, such as {loss}") }
    guard second.isLetter || second.isNumber || second == "_" else { return nil }
    guard let end = text.dropFirst().firstIndex(where: { $0 == "}" || $0 == "{" }), text[end] == "}"
    else {
      throw GivenFormError("has no } after \(text.prefix(12)); .* stands for a brace in the line")
    }
    return end
  }

  private func check() throws(GivenFormError) {
    let names = names
    guard !names.isEmpty else {
      throw GivenFormError("names no number; write {loss} in its place, or {epoch}, {step}")
    }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw GivenFormError("has {\(name)} twice; each number takes a name of its own")
    }
    for (total, counter) in [("epochs", "epoch"), ("steps", "step")]
    where names.contains(total) && !names.contains(counter) {
      throw GivenFormError("has the total {\(total)} without {\(counter)}")
    }
  }
}

/// A problem with a pattern, as the rest of a sentence about it.
public struct GivenFormError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The problem and its remedy: `names no number; write {loss} in its place`.
  public let description: String

  init(_ description: String) { self.description = description }
}
