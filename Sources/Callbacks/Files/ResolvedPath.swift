internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The target of a path: its parts from the root of the file system, with every existing link
/// followed.
struct ResolvedPath: Equatable {
  var parts: [PathPattern]

  /// Resolves a path.
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

  /// Resolves a path without fields.
  init(_ text: String) {
    parts = Self.parts(text).map { PathPattern(elements: $0.map(PathPattern.Element.letter)) }
  }

  /// A private-use character that stands for a field.
  private static func stand(_ index: Int) -> Character {
    Character(Unicode.Scalar(0xF0000 + UInt32(min(index, 0xFFF0))) ?? " ")
  }

  /// Returns true when it is the same path or below it.
  func isIn(_ folder: ResolvedPath) -> Bool {
    parts.count >= folder.parts.count && zip(parts, folder.parts).allSatisfy { $0 == $1 }
  }

  /// Returns true when both can be one path.
  func canEqual(_ other: ResolvedPath) -> Bool {
    parts.count == other.parts.count && zip(parts, other.parts).allSatisfy { $0.canEqual($1) }
  }

  /// Returns true when the other can lie in it.
  func canHold(_ other: ResolvedPath) -> Bool {
    parts.count < other.parts.count && zip(parts, other.parts).allSatisfy { $0.canEqual($1) }
  }

  /// Returns the path with a longer last name.
  func appending(_ suffix: String) -> ResolvedPath {
    var longer = self
    if let last = parts.last { longer.parts[parts.count - 1] = last.appending(suffix) }
    return longer
  }

  /// Returns the existing files and folders that match.
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
    // A folder further up exists, at the latest the working directory.
    var parts = Self.parts(above.isEmpty ? "." : above)
    switch last {
    case ".": break
    case "..": if !parts.isEmpty { parts.removeLast() }
    default: parts.append(last)
    }
    return parts
  }
}
