/// A word that a command line can begin with.
public struct CommandWord: Equatable, Sendable {
  /// The word.
  public var name: String
  /// The form of what follows it, such as `NUMBER`; empty for a word that stands alone.
  public var form: String
  /// A few words about what it does.
  public var help: String
  /// A few words about what it does with something behind it; nil for the same.
  public var helpBehind: String?
  /// The possible words after it; empty when they cannot be listed.
  public var arguments: [String]

  /// Creates a word.
  public init(
    _ name: String, form: String = "", help: String, helpBehind: String? = nil,
    arguments: [String] = []
  ) {
    self.name = name
    self.form = form
    self.help = help
    self.helpBehind = helpBehind
    self.arguments = arguments
  }

  /// True when something follows the word.
  public var takesArgument: Bool { !form.isEmpty || !arguments.isEmpty }

  /// Returns true when a word of its help begins with a text, in any case.
  func helps(with text: String) -> Bool {
    text.count > 1
      && help.lowercased().split { !$0.isLetter }.contains { $0.hasPrefix(text.lowercased()) }
  }
}
