internal import Cells

extension ConfigurationFile {
  /// A file with every setting at its default, and a comment on each.
  public static func defaults(_ names: ConfigurationNames) -> String {
    var lines = [
      "# The settings of the screen, each at its default. A file need have only those that differ."
    ]
    var section: String?
    for entry in ConfigurationEntry.all {
      if entry.section != section, let name = entry.section {
        lines += ["", "\(name):"]
        section = name
      } else if entry.section == nil, !entry.comment.isEmpty {
        lines.append("")
      }
      let indent = entry.section == nil ? "" : "  "
      lines += entry.comment.map { "\(indent)# \($0)" }
      lines.append("\(indent)\(entry.name): \(entry.value)")
    }
    lines += [
      "", "# A key, or several such as [p, space]: characters, page-up, shift-tab, f5, ctrl-p.",
      "\(keySection):",
    ]
    lines += names.rows.map { "  # \($0.name): \(keyText($0.keys))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The names of keys as YAML.
  private static func keyText(_ keys: [String]) -> String {
    let texts = keys.map { key in
      let isPlain = key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } && key.count > 1
      // A single letter such as n or y would be a switch.
      return isPlain ? key : key == "'" ? "\"'\"" : "'\(key)'"
    }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }
}
