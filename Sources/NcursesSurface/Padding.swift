extension String {
  /// A string of terminfo without its delays: `$<5>` asks for one, which no terminal of today needs.
  var withoutPadding: String {
    var kept = ""
    var rest = Substring(self)
    while let start = rest.firstIndex(of: "$") {
      guard let end = rest[start...].firstIndex(of: ">"), rest[start...].hasPrefix("$<") else {
        break
      }
      kept += rest[..<start]
      rest = rest[rest.index(after: end)...]
    }
    return kept + rest
  }
}
