/// A line that is being typed, with the matches that are walked through and the earlier lines that
/// are recalled.
public struct EntryLine: Equatable, Sendable {
  /// The text.
  public private(set) var text: String
  /// The index of the match that the text shows; nil while it is as it was typed.
  public private(set) var walked: Int?
  /// True while the whole text is selected: what is typed replaces it.
  public private(set) var isSelected: Bool
  /// The text as it was typed, while a match or an earlier line is shown in its place.
  private var typed: String?
  /// The number of lines back in the history; 0 for the line itself.
  private var recalled = 0

  /// Creates a line.
  ///
  /// - Parameter isSelected: True when typing replaces the text, and any other change edits it.
  public init(_ text: String = "", isSelected: Bool = false) {
    self.text = text
    self.isSelected = isSelected && !text.isEmpty
  }

  /// The text for which matches are looked up: as it was typed, even while one of them is shown.
  public var sought: String { walked == nil ? text : typed ?? text }

  /// Replaces the text by typing.
  public mutating func type(_ text: String) {
    self = EntryLine(text)
  }

  /// Adds typed text, which replaces a selected one.
  public mutating func append(_ text: String) { type(isSelected ? text : self.text + text) }

  /// Shows the next match, or the previous one for a negative number; after the last comes the
  /// first.
  public mutating func walk(by steps: Int, through matches: [CommandMenu.Match]) {
    guard !matches.isEmpty else { return }
    let next = walked.map { $0 + steps } ?? (steps > 0 ? 0 : matches.count - 1)
    show((next % matches.count + matches.count) % matches.count, of: matches)
  }

  /// Chooses the match of an index: shows it, or if it is shown already lists what may follow it.
  ///
  /// - Returns: True for a line that is shown already and complete.
  public mutating func choose(_ index: Int, of matches: [CommandMenu.Match]) -> Bool {
    guard matches.indices.contains(index) else { return false }
    guard text == matches[index].line else {
      show(index, of: matches)
      return false
    }
    if text.hasSuffix(" ") { type(text) }
    return !text.hasSuffix(" ")
  }

  /// Shows the match of an index, as walking to it does.
  private mutating func show(_ index: Int, of matches: [CommandMenu.Match]) {
    let sought = sought
    // A single match is taken, so that what follows it can be typed or listed.
    if matches.count == 1 { return type(matches[0].line) }
    self = EntryLine(matches[index].line)
    walked = index
    typed = sought
  }

  /// Shows an earlier line that begins as this one, or a later one for a negative number.
  ///
  /// - Parameter history: The earlier lines, the newest last.
  public mutating func recall(by steps: Int, from history: [String]) {
    let own = recalled > 0 ? typed ?? "" : text
    let known = history.filter { $0.hasPrefix(own) }
    let wanted = max(0, min(known.count, recalled + steps))
    guard wanted != recalled else { return }
    self = EntryLine(wanted == 0 ? own : known[known.count - wanted])
    recalled = wanted
    typed = own
  }
}
