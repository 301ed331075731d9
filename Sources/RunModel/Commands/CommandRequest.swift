public import JSONText

/// A command and its sender.
public struct CommandRequest: Equatable, Sendable {
  /// The name of the request, chosen by the sender; the answer repeats it.
  public var id: String
  /// The sender: `key press`, `commands.jsonl`, `Ctrl-C`.
  public var source: String
  /// The command.
  public var command: RunCommand
  /// True when the sender chose the id, and so may wait for the answer.
  public var hasOwnID: Bool
  /// The reason why nothing can carry it out: its line says no command; nil for one.
  public var fault: String?

  /// Creates a request with its command.
  public init(id: String, source: String, hasOwnID: Bool = true, _ command: RunCommand) {
    self.id = id
    self.source = source
    self.hasOwnID = hasOwnID
    self.command = command
  }

  /// The sources of a request that a screen makes: for a key, and for a line typed behind `:`.
  package static let (key, typed) = ("key press", "typed command")

  /// The id of a request that a screen makes.
  ///
  /// - Parameter number: The number of its requests so far.
  package static func id(ofKey number: Int) -> String { "\(prefix)\(number)" }
  private static let prefix = "key-"

  /// The screen that made the request, by the part of the id that all of its requests share; nil for
  /// a request that no key made.
  package var screen: String? {
    guard let end = id.lastIndex(where: { !$0.isNumber }) else { return nil }
    let shared = id[...end]
    return shared.hasSuffix(Self.prefix) ? String(shared) : nil
  }

  /// The id of a request in a line that gives none.
  ///
  /// - Parameter number: The line's number, from 1.
  public static func id(ofLine number: Int) -> String { "line-\(number)" }
}

extension CommandRequest {
  /// The request as a line of `commands.jsonl`, without the line end.
  public var json: JSONValue {
    .object([.init("id", .string(id)), .init("source", .string(source))] + command.members)
  }

  /// Reads a line of `commands.jsonl`.
  ///
  /// `{"command":"edit","callback":"early_stopping","field":"patience","value":12}`, with an
  /// optional `id` that the answer repeats.
  ///
  /// - Parameters:
  ///   - json: The line.
  ///   - fallbackID: The id of a line that has none.
  ///   - fallbackSource: The source of a line that names none.
  /// - Throws: `SchemaError` in words; the file and the line are known to the reader.
  package init(
    members json: JSONValue, fallbackID: String, fallbackSource: String
  ) throws(SchemaError) {
    self.init(
      id: json["id"]?.string ?? fallbackID, source: json["source"]?.string ?? fallbackSource,
      hasOwnID: json["id"]?.string != nil,
      try RunCommand(json: json))
  }
}

extension JSONForm<CommandRequest> {
  static var request: Self {
    Self(
      write: { $0.json },
      read: { (json) throws(SchemaError) in
        guard let json else { return nil }
        return CommandRequest(
          id: json["id"]?.string ?? "", source: json["source"]?.string ?? "",
          hasOwnID: json["id"]?.string != nil, try RunCommand(answered: json))
      })
  }
}
