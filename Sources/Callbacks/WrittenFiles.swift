internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks where callbacks write before they do.
public enum WrittenFiles {
  /// What callbacks would destroy in a run's folder, and what they write outside it.
  ///
  /// - Parameters:
  ///   - callbacks: made for the folder.
  ///   - folder: the run's folder; empty when it is not known yet.
  /// - Complexity: O(callbacks × depth of their paths).
  public static func findings(
    _ callbacks: [any Callback], in folder: String
  ) -> [ChainFinding] {
    let root = parts(folder.isEmpty ? "." : folder)
    return callbacks.flatMap { callback -> [ChainFinding] in
      let paths: [String]
      do throws(CallbackError) {
        paths = try callback.writtenPaths()
      } catch {
        return [ChainFinding(text: "\(callback.name): \(error.message)", isImpossible: true)]
      }
      return paths.compactMap { finding(callback.name, $0, root, folder) }
    }
  }

  private static func finding(
    _ name: String, _ path: String, _ root: [String], _ folder: String
  ) -> ChainFinding? {
    let place = parts(path)
    if let last = place.last, last.utf8.count > 230 {
      return ChainFinding(
        text: "\(name) writes \(last), a name that is too long for a file", isImpossible: true)
    }
    let own = owner(of: path, folder)
    if place == root { return nil }
    guard place.starts(with: root) else {
      if let own { return destroyed(name, path, own) }
      return ChainFinding(
        text: "\(name) writes \(path), which lies outside the run's folder")
    }
    let inside = place.dropFirst(root.count).joined(separator: "/")
    return own.map { destroyed(name, path, $0) }
      ?? (isReserved(inside) ? destroyed(name, path, inside) : nil)
  }

  private static func destroyed(_ name: String, _ path: String, _ own: String) -> ChainFinding {
    ChainFinding(
      text: "\(name) writes \(path), which would destroy the run's own \(own): "
        + "give it another name", isImpossible: true)
  }

  /// The run's own file that a path leads to by another name, as a hard link does.
  private static func owner(of path: String, _ folder: String) -> String? {
    var status = stat()
    guard !folder.isEmpty, stat(path, &status) == 0 else { return nil }
    return own.first { name in
      var other = stat()
      return stat(folder + "/" + name, &other) == 0 && other.st_ino == status.st_ino
        && other.st_dev == status.st_dev
    }
  }

  private static let own = ["events.jsonl", "commands.jsonl", "recipe.yaml", "state.json"]

  /// Whether a path inside the folder is the program's; letters count as equal in both cases, as on some disks.
  private static func isReserved(_ inside: String) -> Bool {
    let name = inside.lowercased()
    return own.contains { name == $0 || name.hasPrefix($0 + "/") }
      || name == "checkpoints" || name.hasPrefix("checkpoints/resume-")
      || [".part", ".state.json", ".resume.safetensors"].contains(where: name.hasSuffix)
  }

  /// A path's parts from the root of the file system, links followed as far as something is there.
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
