internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where a path leads: its parts from the root of the file system, links followed as far as something is there.
struct PlacedPath: Equatable {
  var parts: [PathPattern]

  /// Follows a path.
  ///
  /// - Throws: `CallbackError` when its braces cannot be read.
  init(_ path: WrittenPath, under base: String) throws(CallbackError) {
    let pieces =
      path.hasFields ? try PathTemplate(text: path.text).pieces() : [.text(path.text)]
    var fields: [PathPattern.Field] = []
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let plain): text += plain
      case .field(let name, let form):
        text.append(Self.stand(fields.count))
        let width = Int(form.dropLast()) ?? 0
        fields.append(
          name == "epoch" || name == "batch"
            ? .count(width: min(width, 99)) : .number(isMarked: form != ".0f"))
      }
    }
    if !text.hasPrefix("/"), !base.isEmpty { text = base + "/" + text }
    parts = Self.parts(text).map { part in
      PathPattern(
        elements: part.map { letter in
          let index = fields.indices.first { Self.stand($0) == letter }
          return index.map { .field(fields[$0]) } ?? .letter(letter)
        })
    }
  }

  /// Follows a path without fields.
  init(_ text: String) {
    parts = Self.parts(text).map { PathPattern(elements: $0.map(PathPattern.Element.letter)) }
  }

  /// A letter for private use that stands for a field.
  private static func stand(_ index: Int) -> Character {
    Character(Unicode.Scalar(0xF0000 + UInt32(min(index, 0xFFF0))) ?? " ")
  }

  /// Whether it is the same place, or below it.
  func isIn(_ folder: PlacedPath) -> Bool {
    parts.count >= folder.parts.count && zip(parts, folder.parts).allSatisfy { $0 == $1 }
  }

  /// Whether both can be one place.
  func canEqual(_ other: PlacedPath) -> Bool {
    parts.count == other.parts.count && zip(parts, other.parts).allSatisfy { $0.canEqual($1) }
  }

  /// Whether the other can lie in it.
  func canHold(_ other: PlacedPath) -> Bool {
    parts.count < other.parts.count && zip(parts, other.parts).allSatisfy { $0.canEqual($1) }
  }

  /// The same with a longer last name.
  func appending(_ suffix: String) -> PlacedPath {
    var longer = self
    if let last = parts.last { longer.parts[parts.count - 1] = last.appending(suffix) }
    return longer
  }

  /// The files and folders that have a name of this kind now.
  ///
  /// - Complexity: O(names in the folders whose parts have fields).
  func existing(list: (String) -> [String]) -> [String] {
    var found = [""]
    for part in parts {
      found = found.flatMap { folder -> [String] in
        if part.isFixed { return [folder + "/" + part.text] }
        return list(folder + "/").filter(part.matches).map { folder + "/" + $0 }
      }
    }
    return found
  }

  private static func parts(_ path: String) -> [String] {
    if let whole = realpath(path, nil) {
      defer { free(whole) }
      return String(cString: whole).split(separator: "/").map(String.init)
    }
    var names = path.split(separator: "/").map(String.init)
    guard let last = names.popLast() else { return [] }
    let isAbsolute = path.hasPrefix("/")
    let above = (isAbsolute ? "/" : "") + names.joined(separator: "/")
    // The next one up, and in the end the folder that the process is in, is there.
    var place = parts(above.isEmpty ? "." : above)
    switch last {
    case ".": break
    case "..": if !place.isEmpty { place.removeLast() }
    default: place.append(last)
    }
    return place
  }
}
