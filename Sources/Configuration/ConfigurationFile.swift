internal import Cells
internal import RunModel
internal import YAMLText

/// The content of a `config.yaml`: the settings, and what is wrong with the file.
///
/// A setting with a fault keeps its default; the others hold.
public struct ConfigurationFile: Equatable, Sendable {
  /// The settings.
  public private(set) var settings = ScreenConfiguration()
  /// A line for each fault: the file, the line, what is wrong and what to do.
  public private(set) var problems: [String] = []

  private let file: String
  private let names: ConfigurationNames

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - yaml: Its text.
  ///   - file: Its name, for the lines about faults.
  ///   - names: The themes and keys that there are.
  /// - Complexity: O(text).
  public init(yaml: String, file: String, names: ConfigurationNames) {
    self.file = file
    self.names = names
    do {
      guard let root = try YAMLNode.parse(yaml), !root.isNull else { return }
      guard let mapping = root.mapping else {
        note(root, "the file consists of settings such as theme: plateau")
        return
      }
      for (key, value) in mapping { read(key, value, in: nil) }
      for (key, value) in mapping where key.string == Self.keySection {
        if let rows = value.mapping { for (name, _) in rows { noteKeysTaken(by: name) } }
      }
    } catch {
      problems.append(
        "\(file)\(error.line.map { ":\($0)" } ?? ""): not YAML: \(error.problem)")
    }
  }

  /// The section of the keys.
  static let keySection = "keys"

  /// The sections of the file.
  private static let sections: [String] = {
    var sections: [String] = []
    for case let section? in ConfigurationEntry.all.map(\.section)
    where !sections.contains(section) {
      sections.append(section)
    }
    return sections + [keySection]
  }()

  private mutating func read(_ key: YAMLNode, _ value: YAMLNode, in section: String?) {
    guard let name = key.string else { return note(key, "a setting has a name and a value") }
    if section == Self.keySection { return assign(name, key, value) }
    if section == nil, Self.sections.contains(name) {
      if value.isNull { return }
      guard let mapping = value.mapping else {
        return note(value, "\(name) has settings of its own; plateau config --print lists them")
      }
      for (key, value) in mapping { read(key, value, in: name) }
      return
    }
    let known = ConfigurationEntry.all.filter { $0.section == section }
    guard let entry = known.first(where: { $0.name == name }) else {
      return note(key, unknown(name, among: known.map(\.name), in: section))
    }
    do throws(ConfigurationEntry.Refusal) {
      try entry.read(value, names, &settings)
    } catch {
      let given = value.string.map { ", not \($0.isEmpty ? "nothing" : $0)" } ?? ""
      note(value, "\(name) takes \(error.form)" + (error.form.contains(";") ? "" : given))
    }
  }

  /// A sentence about a name that no setting has.
  private func unknown(_ name: String, among names: [String], in section: String?) -> String {
    let names = section == nil ? names + Self.sections : names
    let words = "no setting is called \(name)" + (section.map { " in \($0)" } ?? "")
    if let near = name.nearest(in: names) { return "\(words); did you mean \(near)?" }
    if let home = ConfigurationEntry.all.first(where: { $0.name == name })?.section {
      return "\(words); it belongs in \(home)"
    }
    return "\(words); there are \(names.joined(separator: ", "))"
  }

  // MARK: Keys

  private mutating func assign(_ name: String, _ key: YAMLNode, _ value: YAMLNode) {
    let rows = names.rows.map(\.name)
    guard rows.contains(name) else {
      let near = name.nearest(in: rows).map { "; did you mean \($0)?" }
      return note(
        key, "no key is called \(name)\(near ?? "; plateau config --print lists them")")
    }
    let texts = value.sequence?.compactMap(\.string) ?? value.string.map { [$0] } ?? []
    guard !texts.isEmpty else { return note(value, "\(name) takes a key, such as p or [p, space]") }
    var keys: [Key] = []
    for text in texts {
      guard let key = Key(named: text) else {
        return note(
          value, "\(text) is not a key; keys are characters, space, page-up, f5 or ctrl-p")
      }
      if KeyAssignments.reserved.contains(key) {
        return note(value, "\(text) cannot be given to \(name)")
      }
      if let other = settings.keys.name(of: key), other != name {
        return note(value, "\(text) is given to \(other) already")
      }
      keys.append(key)
    }
    settings.keys.assign(keys, to: name)
  }

  /// Notes the rows that have no key any more, because a person gave theirs to this one.
  private mutating func noteKeysTaken(by name: YAMLNode) {
    guard let taker = names.rows.first(where: { $0.name == name.string }) else { return }
    for row in names.rows where row.name != taker.name && !settings.keys.replaces(row.name) {
      let givers = row.keys.map { Key(named: $0).flatMap(settings.keys.name) }
      let taken = zip(row.keys, givers).first { $1 == taker.name && !taker.keys.contains($0) }
      guard let (key, _) = taken, !givers.contains(nil) else { continue }
      note(name, "\(key) was the key of \(row.name), which has none now: give \(row.name) another")
    }
  }

  private mutating func note(_ node: YAMLNode, _ text: String) {
    problems.append("\(file)\(node.line.map { ":\($0)" } ?? ""): \(text)")
  }
}
