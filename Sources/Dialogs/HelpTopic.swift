package import Charts

/// A key or a command in the help.
package struct HelpTopic: Equatable, Sendable {
  private let label: String
  private let plainLabel: String
  /// A few words about what it does.
  package let help: String
  private let name: String

  /// Creates a topic.
  ///
  /// - Parameters:
  ///   - label: The spelling of the key, or the form of the command.
  ///   - plain: The same in ASCII; nil where it is ASCII.
  ///   - name: The name on the command line.
  package init(_ label: String, plain: String? = nil, help: String, name: String) {
    (self.label, plainLabel, self.help, self.name) = (label, plain ?? label, help, name)
  }

  /// The spelling with the characters of a terminal.
  package func label(_ symbols: Symbols) -> String {
    symbols.dots == .ascii ? plainLabel : label
  }

  /// Returns true when the key, name or help contains every word of a text, in any case.
  package func matches(_ text: String) -> Bool {
    let all = "\(label) \(name) \(help)".lowercased()
    return text.lowercased().split(separator: " ").allSatisfy { all.contains($0) }
  }
}
