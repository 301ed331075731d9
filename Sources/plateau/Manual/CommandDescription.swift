import JSONText

/// A command as its parser describes it: its arguments, options and subcommands.
struct CommandDescription {
  /// An argument, option or flag.
  struct Argument {
    /// The spellings of an option, such as `-h` and `--help`; empty for an argument.
    let names: [String]
    /// The name of the value; nil for a flag.
    let value: String?
    let isOptional: Bool
    let isRepeating: Bool
    let abstract: String

    /// The argument as a synopsis shows it.
    var synopsis: String {
      let word = ([names.last, value.map { "<\($0)>" }].compactMap { $0 }).joined(separator: " ")
      let repeated = isRepeating ? word + " ..." : word
      return isOptional ? "[\(repeated)]" : repeated
    }
  }

  let name: String
  let abstract: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandDescription]

  /// Reads what the parser dumps; nil when that has another form.
  init?(dump: String) {
    guard let json = try? JSONParser.parse(Array(dump.utf8)[...]), let command = json["command"]
    else { return nil }
    self.init(command)
  }

  private init?(_ json: JSONValue) {
    guard let name = json["commandName"]?.string else { return nil }
    self.name = name
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    arguments = (json["arguments"]?.array ?? []).filter(Self.isShown).map(Argument.init)
    subcommands = (json["subcommands"]?.array ?? []).filter(Self.isShown)
      .compactMap(CommandDescription.init)
  }

  private static func isShown(_ json: JSONValue) -> Bool {
    json["shouldDisplay"] != .boolean(false)
  }
}

extension CommandDescription.Argument {
  fileprivate init(_ json: JSONValue) {
    let kind = json["kind"]?.string
    names = (json["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    value = kind == "flag" ? nil : json["valueName"]?.string
    isOptional = json["isOptional"] == .boolean(true)
    isRepeating = json["isRepeating"] == .boolean(true)
    abstract = json["abstract"]?.string ?? ""
  }
}
