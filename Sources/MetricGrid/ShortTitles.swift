/// The titles of metrics without their groups, `mAP50(B)` for `metrics/mAP50(B)`, for where whole
/// titles have no room.
enum ShortTitles {
  /// The short titles by the whole ones.
  ///
  /// A group stays where one of its titles would then look like another.
  ///
  /// - Complexity: O(length of all titles).
  static func of(_ titles: [String]) -> [String: String] {
    let parts = titles.map(Self.parts)
    var counts: [Substring: Int] = [:]
    for (_, end) in parts { counts[end, default: 0] += 1 }
    let unclear = Set(parts.filter { counts[$0.end, default: 0] > 1 }.map(\.group))
    var short: [String: String] = [:]
    for (title, (group, end)) in zip(titles, parts) where !group.isEmpty && !unclear.contains(group)
    {
      short[title] = String(end)
    }
    return short
  }

  /// The group with its slash, and the rest; a slash at the end separates nothing.
  private static func parts(_ title: String) -> (group: Substring, end: Substring) {
    guard let slash = title.lastIndex(of: "/"), title.index(after: slash) < title.endIndex else {
      return ("", title[...])
    }
    return (title[...slash], title[title.index(after: slash)...])
  }
}
