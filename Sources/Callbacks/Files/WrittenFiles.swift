internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A check of the files that callbacks will write.
public enum WrittenFiles {
  /// A path of a callback with its targets.
  private struct Claim {
    var owner: Int
    var name: String
    var path: WrittenPath
    var targets: [ResolvedPath]
  }

  /// Finds the files of the run or of each other that callbacks would destroy, and those outside
  /// the run's folder.
  ///
  /// - Parameters:
  ///   - callbacks: The callbacks, made for the folder.
  ///   - folder: The run's folder; empty when it is not known yet.
  /// - Complexity: O(paths²).
  public static func findings(
    _ callbacks: [any Callback], in folder: String
  ) -> [ChainFinding] {
    let root = ResolvedPath(folder.isEmpty ? unknownRun : folder)
    var claims: [Claim] = []
    var findings: [ChainFinding] = []
    for (index, callback) in callbacks.enumerated() {
      do throws(CallbackError) {
        for path in try callback.writtenPaths() {
          let claim = Claim(
            owner: index, name: callback.name, path: path, targets: try targets(path, folder))
          let own = path.isSide ? nil : finding(claim, root, folder)
          let isRefused = own?.isImpossible == true
          let clash = isRefused ? nil : clash(claim, claims)
          findings += [own, clash].compactMap(\.self)
          if !isRefused, clash == nil { claims.append(claim) }
        }
      } catch {
        findings.append(
          ChainFinding(text: "\(callback.name): \(error.message)", isImpossible: true))
      }
    }
    // A file that accompanies another clashes where that one does.
    var told: Set<String> = []
    return findings.filter { told.insert($0.text).inserted }
  }

  /// Returns the existing files that a dead process may have left half written.
  ///
  /// - Parameters:
  ///   - callbacks: The callbacks of that process, made for the folder.
  ///   - folder: The run's folder.
  /// - Complexity: O(names in the folders of checkpoints).
  public static func unfinished(_ callbacks: [any Callback], in folder: String) -> [String] {
    let paths = callbacks.flatMap { callback -> [WrittenPath] in
      (try? callback.writtenPaths()) ?? []
    }
    return paths.filter { $0.kind == .replacedFile }.flatMap { path -> [String] in
      guard let target = try? targets(path, folder).last else { return [] }
      return target.existing { (try? Folders.names(in: $0)) ?? [] }
    }.filter { isFile($0) }
  }

  /// A stand-in for the folder of a new run.
  private static let unknownRun = "runs/\u{F8FF}"

  private static func targets(
    _ path: WrittenPath, _ folder: String
  ) throws(CallbackError) -> [ResolvedPath] {
    let target = try ResolvedPath(path, under: folder.isEmpty && path.isOfRun ? unknownRun : "")
    return path.kind == .replacedFile ? [target, target.appending(".part")] : [target]
  }

  // MARK: one callback

  private static func finding(
    _ claim: Claim, _ root: ResolvedPath, _ folder: String
  ) -> ChainFinding? {
    let (path, target) = (claim.path.text, claim.targets[0])
    func refusal(_ why: String) -> ChainFinding {
      ChainFinding(text: "\(claim.name) cannot write \(path): \(why)", isImpossible: true)
    }
    if let last = target.parts.last, last.elements.count > 230 || last.text.utf8.count > 230 {
      return refusal("the name is too long for a file; choose a shorter one")
    }
    if path.hasPrefix("~") {
      return refusal("~ is not expanded here; write the whole path")
    }
    let status = status(of: claim.path)
    let isFolder = status.map { $0.st_mode & S_IFMT == S_IFDIR }
    if claim.path.kind == .folder {
      if isFolder == false { return refusal("that is a file; choose a folder's name") }
    } else {
      if path.isEmpty || path.hasSuffix("/") {
        return refusal("that names a folder; choose a file's name, without a slash at its end")
      }
      let last = path.split(separator: "/").last
      if isFolder == true || last == "." || last == ".." || root.isIn(target) {
        return refusal("that is a folder; choose a file's name")
      }
    }
    if owner(of: status, folder) != nil || target.isIn(root) && isReserved(target, root) {
      return refusal("that name belongs to the run itself; choose another")
    }
    if target.isIn(root) || !claim.path.isOfRun { return nil }
    return ChainFinding(text: "\(claim.name) writes \(path), which lies outside the run's folder")
  }

  private static func status(of path: WrittenPath) -> stat? {
    var status = stat()
    return stat(path.text, &status) == 0 ? status : nil
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static let own = ["events.jsonl", "commands.jsonl", "recipe.yaml", "state.json"]

  /// Returns the run's own file that a path reaches under another name, as through a hard link.
  private static func owner(of status: stat?, _ folder: String) -> String? {
    guard !folder.isEmpty, let status else { return nil }
    return own.first { name in
      var other = stat()
      return stat(folder + "/" + name, &other) == 0 && other.st_ino == status.st_ino
        && other.st_dev == status.st_dev
    }
  }

  /// Returns true when a path inside the folder is reserved; upper and lower case count as equal,
  /// as on some disks.
  private static func isReserved(_ target: ResolvedPath, _ root: ResolvedPath) -> Bool {
    let parts = target.parts.dropFirst(root.parts.count)
    let name = parts.map(\.text).joined(separator: "/").lowercased()
    return own.contains { name == $0 || name.hasPrefix($0 + "/") }
      || name == "checkpoints" || name.hasPrefix("checkpoints/resume-")
      || [".part", ".state.json", ".resume.safetensors"].contains(where: name.hasSuffix)
  }

  // MARK: two callbacks

  /// Returns the clash of a path with an earlier one; nil when there is none.
  private static func clash(_ new: Claim, _ known: [Claim]) -> ChainFinding? {
    for old in known where old.owner != new.owner {
      if old.path.kind == .folder, new.path.kind == .folder { continue }
      let (a, b) = ("\(old.name)'s \(old.path.text)", "\(new.name)'s \(new.path.text)")
      let advice = "give one of them another name"
      if isOneFile(old, new) {
        let words =
          old.path.text == new.path.text
          ? "\(old.name) and \(new.name) both write \(new.path.text)"
          : "\(a) and \(b) can be the same file"
        return ChainFinding(text: "\(words): \(advice)", isImpossible: true)
      }
      for (file, other, words) in [
        (old, new, "\(b) cannot lie in \(a)"), (new, old, "\(a) cannot lie in \(b)"),
      ]
      where file.path.kind != .folder && file.targets[0].canHold(other.targets[0]) {
        return ChainFinding(text: "\(words), which is a file: \(advice)", isImpossible: true)
      }
    }
    return nil
  }

  private static func isOneFile(_ a: Claim, _ b: Claim) -> Bool {
    if a.targets.contains(where: { target in b.targets.contains(where: target.canEqual) }) {
      return true
    }
    // A hard link is another name of one file.
    guard let a = status(of: a.path), let b = status(of: b.path) else { return false }
    return a.st_ino == b.st_ino && a.st_dev == b.st_dev
  }
}
