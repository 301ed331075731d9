extension String {
  /// A terminfo string without its delays, such as `$<5>`, which no modern terminal needs.
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
