package import JSONText
package import SystemFiles

extension ProcessIdentity {
  /// Reads the members of a file that names a process; nil when there is none.
  package init?(_ json: JSONValue) {
    guard let number = json["process"]?.int else { return nil }
    self.init(
      number: number, start: json["process_start"]?.int ?? 0,
      namespace: json["process_namespace"]?.string ?? "")
  }

  /// The process as members of a JSON object.
  package var members: [JSONValue.Member] {
    [
      JSONValue.Member("process", .integer(number)),
      JSONValue.Member("process_start", .integer(start)),
      JSONValue.Member("process_namespace", .string(namespace)),
    ]
  }
}
