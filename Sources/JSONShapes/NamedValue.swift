package import JSONText

/// A record that holds one value and its name apart: `{"metric": "val_loss", "value": 0.5}`.
package enum NamedValue {
  private static let labels: Set<String> = ["metric", "metric_name", "name", "key", "tag"]

  /// The members of a record, with the value under its name; as they are in other records.
  ///
  /// - Complexity: O(members).
  package static func members(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    guard members.count <= 16,
      let value = members.firstIndex(where: { $0.name == "value" }),
      let label = members.firstIndex(where: { labels.contains($0.name) && isName($0.value) }),
      let name = members[label].value.string
    else { return members }
    var named = members
    named[value] = JSONValue.Member(name, members[value].value)
    named.remove(at: label)
    return named
  }

  private static func isName(_ value: JSONValue) -> Bool {
    value.string.map { !$0.isEmpty && $0.utf8.count <= 200 } ?? false
  }
}
