internal import BareFoundation
package import CurveStore
internal import YAMLText

/// The patterns that a person keeps for console text, in `forms.yaml` in their own folder.
///
///     forms:
///       - Epoch {epoch}/{epochs} .* mAP {val/mAP}
///       - form: 'it {step} : {train/loss}'
///         when: my_trainer
///
/// `when`, beside a form or beside `forms` for all, is a text that must stand in the log.
package struct PersonalForms: Equatable {
  /// The patterns, none of which need match a line.
  package private(set) var forms: [GivenForm] = []
  /// Sentences about entries that are left out.
  package private(set) var problems: [String] = []

  /// Reads the person's file; there need not be one.
  package static func find() -> PersonalForms {
    let path = PersonalFolder.path + "/forms.yaml"
    guard FileManager.default.fileExists(atPath: path) else { return PersonalForms() }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      var forms = PersonalForms()
      forms.problems = ["\(path): cannot be read, or is not text"]
      return forms
    }
    return PersonalForms(yaml: text, file: path)
  }

  private init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - yaml: Its text.
  ///   - file: Its name, for sentences about problems.
  package init(yaml: String, file: String) {
    do {
      guard let root = try YAMLNode.parse(yaml) else { return }
      guard let mapping = root.mapping, let list = mapping["forms"]?.sequence else {
        problems = ["\(file): has no list of forms, such as forms: ['loss {loss}']"]
        return
      }
      for (key, _) in mapping where !["forms", "when"].contains(key.string) {
        note(file, key, "takes forms and when, not \(key.string ?? "a list")")
      }
      let common = mapping["when"]?.string
      for entry in list { add(entry, common, file) }
    } catch {
      problems = ["\(file): not YAML: \(error)"]
    }
  }

  private mutating func add(_ entry: YAMLNode, _ common: String?, _ file: String) {
    guard let pattern = entry.mapping?["form"]?.string ?? entry.string,
      entry.mapping?.allSatisfy({ ["form", "when"].contains($0.key.string) }) ?? true
    else {
      note(
        file, entry,
        "an entry is a pattern, or form and when; a pattern with a colon stands in quotes")
      return
    }
    do throws(GivenFormError) {
      forms.append(
        try GivenForm(pattern, if: entry.mapping?["when"]?.string ?? common, isOptional: true))
    } catch {
      note(file, entry, "'\(pattern)' \(error)")
    }
  }

  private mutating func note(_ file: String, _ node: YAMLNode, _ text: String) {
    let line = node.line.map { ":\($0)" } ?? ""
    problems.append("\(file)\(line): \(text)")
  }
}
