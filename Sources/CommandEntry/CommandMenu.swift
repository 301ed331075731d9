/// The words that a command line can begin with, and what a text that is being typed may become.
public struct CommandMenu: Equatable, Sendable {
  /// A line that the typed text may become.
  public struct Match: Equatable, Sendable {
    /// The line.
    public var line: String
    /// The form of what follows; empty for nothing.
    public var form: String
    /// A few words about what the line does.
    public var help: String
  }

  /// The words, in the order in which they are listed.
  public let words: [CommandWord]

  /// Creates a menu.
  public init(_ words: [CommandWord]) { self.words = words }

  /// The word with a name, or the only one that begins with it.
  public func word(named name: some StringProtocol) -> CommandWord? {
    if let exact = words.first(where: { $0.name == name }) { return exact }
    let longer = words.filter { $0.name.hasPrefix(name) }
    return longer.count == 1 ? longer[0] : nil
  }

  /// The lines that a text may become: those that begin with it, then those that contain it.
  ///
  /// If no line begins with it, lines whose help has a word that does come first.
  ///
  /// - Complexity: O(words), or O(arguments) after the first word.
  public func matches(for text: String) -> [Match] {
    guard let blank = text.firstIndex(of: " ") else {
      let named = Self.ranked(words, by: \.name, text)
      let begins = named.first?.name.lowercased().hasPrefix(text.lowercased()) ?? false
      let helping = begins ? [] : words.filter { $0.helps(with: text) }
      return (helping + named.filter { !helping.contains($0) }).map {
        Match(line: $0.takesArgument ? $0.name + " " : $0.name, form: $0.form, help: $0.help)
      }
    }
    guard let word = word(named: text[..<blank]) else { return [] }
    let rest = String(text[text.index(after: blank)...].drop { $0 == " " })
    if word.arguments.isEmpty {
      let help = rest.isEmpty ? word.help : word.helpBehind ?? word.help
      return [Match(line: text, form: rest.isEmpty ? word.form : "", help: help)]
    }
    return Self.ranked(word.arguments, by: \.self, rest).map {
      Match(line: "\(word.name) \($0)", form: "", help: "")
    }
  }

  /// The values whose name begins with a text, then those whose name contains it, in any case.
  private static func ranked<Value>(
    _ values: [Value], by name: (Value) -> String, _ text: String
  ) -> [Value] {
    let text = text.lowercased()
    var (first, second): ([Value], [Value]) = ([], [])
    for value in values {
      let name = name(value).lowercased()
      if name.hasPrefix(text) {
        first.append(value)
      } else if name.contains(text) {
        second.append(value)
      }
    }
    return first + second
  }
}
