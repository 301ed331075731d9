// Lists the public symbols of symbol graphs that have no documentation; ends with 1 when there are any.
//
// usage: swift scripts/undocumented.swift GRAPH.symbols.json …

import Foundation

struct SymbolGraph: Decodable {
  struct Symbol: Decodable {
    struct Comment: Decodable {
      struct Line: Decodable { var text: String }
      var lines: [Line]
    }
    struct Identifier: Decodable { var precise: String }
    struct Location: Decodable { var uri: String }
    var identifier: Identifier
    var pathComponents: [String]
    var docComment: Comment?
    var location: Location?

    /// What the compiler derives from a declaration, such as `==`, has no place of its own.
    var isWritten: Bool { location != nil && !identifier.precise.contains("::SYNTHESIZED::") }
    var isDocumented: Bool { docComment?.lines.contains { !$0.text.isEmpty } == true }
  }
  struct Relationship: Decodable {
    var kind: String
    var source: String
    var sourceOrigin: Origin?
    struct Origin: Decodable { var displayName: String }
  }
  var symbols: [Symbol]
  var relationships: [Relationship]
}

var count = 0
for path in CommandLine.arguments.dropFirst() {
  let data = try Data(contentsOf: URL(fileURLWithPath: path))
  let graph = try JSONDecoder().decode(SymbolGraph.self, from: data)
  // A witness says what its requirement says.
  let witnesses = Set(
    graph.relationships.filter { $0.sourceOrigin != nil || $0.kind == "defaultImplementationOf" }
      .map(\.source))
  for symbol in graph.symbols
  where symbol.isWritten && !symbol.isDocumented
    && !witnesses.contains(symbol.identifier.precise)
  {
    let file = symbol.location.map { URL(string: $0.uri)?.lastPathComponent ?? $0.uri } ?? ""
    print("\(file): \(symbol.pathComponents.joined(separator: ".")) has no docstring")
    count += 1
  }
}
exit(count == 0 ? 0 : 1)
