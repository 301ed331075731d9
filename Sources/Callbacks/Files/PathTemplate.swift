internal import JSONText
internal import RunModel

/// A file name with fields in braces, as Python's `str.format` fills it in:
/// `{epoch:02d}-{val_loss:.2f}`.
struct PathTemplate {
  var text: String

  /// Text without fields, as a template has it.
  static func literal(_ text: some StringProtocol) -> String {
    String(text).replacing("{", with: "{{").replacing("}", with: "}}")
  }

  /// The metrics in it; none when its braces cannot be read.
  var metrics: [String] {
    let pieces = (try? pieces()) ?? []
    return pieces.compactMap { piece in
      guard case .field(let name, _) = piece, !["", "epoch", "batch"].contains(name) else {
        return nil
      }
      return name
    }
  }

  /// Fills in the fields.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, from 1 as in Keras.
  ///   - batch: The batch, from 1; nil at an epoch's end, where the name `batch` is unknown.
  /// - Throws: `CallbackError` for a name that `logs` lacks, or for an unknown format.
  func path(epoch: Int, batch: Int? = nil, logs: Logs) throws(CallbackError) -> String {
    let counts = ["epoch": epoch, "batch": batch].compactMapValues(\.self)
    var result = ""
    for piece in try pieces() {
      switch piece {
      case .text(let text): result += text
      case .field(let name, let form):
        result += try field(name, form, counts: counts, logs: logs)
      }
    }
    return result
  }

  /// A piece of the text, between the braces or in them.
  enum Piece: Equatable {
    case text(String)
    /// A field: the name before the colon and the format after it, which may be empty.
    case field(name: String, form: String)
  }

  /// The pieces of the text; `{{` and `}}` are plain braces.
  ///
  /// - Throws: `CallbackError` for a brace without its partner.
  func pieces() throws(CallbackError) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    var rest = Substring(text)
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      plain += rest[..<brace]
      let next = rest.index(after: brace)
      if next < rest.endIndex, rest[next] == rest[brace] {
        plain.append(rest[brace])
        rest = rest[rest.index(after: next)...]
        continue
      }
      guard rest[brace] == "{", let end = rest[next...].firstIndex(of: "}") else {
        throw CallbackError("\(text): an unmatched brace; write {{ for a literal one")
      }
      let parts = rest[next..<end].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      pieces.append(.text(plain))
      pieces.append(
        .field(name: String(parts.first ?? ""), form: parts.count > 1 ? String(parts[1]) : ""))
      plain = ""
      rest = rest[rest.index(after: end)...]
    }
    return pieces + [.text(plain + rest)]
  }

  private func field(
    _ name: String, _ form: String, counts: [String: Int], logs: Logs
  ) throws(CallbackError) -> String {
    if let count = counts[name], logs[name] == nil || name == "epoch" {
      guard let text = Self.integer(count, form) else { throw unknown(form, of: name) }
      return text
    }
    guard let value = logs[name] else {
      throw CallbackError(
        "Failed to format this callback filepath: \"\(text)\": no \(name) in the logs, which have "
          + logs.names.joined(separator: ", "))
    }
    guard let text = Self.number(value, form) else { throw unknown(form, of: name) }
    return text
  }

  private func unknown(_ form: String, of name: String) -> CallbackError {
    CallbackError(
      "\(text): the form :\(form) of \(name) is not supported; use :02d for epoch and :.4f "
        + "for metrics")
  }

  /// The format `d` with a width: `02d`, `3d`.
  private static func integer(_ value: Int, _ form: String) -> String? {
    if form.isEmpty || form == "d" { return "\(value)" }
    guard form.last == "d", let width = Int(form.dropLast()), (0...99).contains(width) else {
      return nil
    }
    let digits = "\(value)"
    let blank = form.first == "0" ? "0" : " "
    return String(repeating: blank, count: max(0, width - digits.count)) + digits
  }

  /// The format `f` or `e` with digits: `.4f`, `.2e`.
  private static func number(_ value: Double, _ form: String) -> String? {
    if form.isEmpty { return value.pythonDescription }
    guard form.first == ".", let kind = form.last, kind == "f" || kind == "e",
      let digits = Int(form.dropFirst().dropLast()), (0...30).contains(digits)
    else { return nil }
    return value.printed("%.\(digits)\(kind)")
  }
}
