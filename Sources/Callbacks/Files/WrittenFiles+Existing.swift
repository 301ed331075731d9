internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension WrittenFiles {
  /// Refuses a new run where files of another program would be overwritten or removed.
  ///
  /// - Parameters:
  ///   - callbacks: The callbacks of the run, made for the folder.
  ///   - folder: The run's folder; nothing is refused when it holds `events.jsonl`, because its
  ///     files then belong to a run.
  /// - Complexity: O(names in the folders of checkpoints).
  public static func foreign(_ callbacks: [any Callback], in folder: String) -> [ChainFinding] {
    guard !folder.isEmpty, !isThere(folder + "/events.jsonl") else { return [] }
    let root = ResolvedPath(folder)
    let written = callbacks.flatMap { (try? $0.writtenPaths()) ?? [] }.filter {
      $0.kind != .folder && !$0.keepsContent
    }
    let targets = written.compactMap { try? ResolvedPath($0, under: "") }.filter { $0.isIn(root) }
    let names =
      targets.flatMap { $0.existing { (try? Folders.names(in: $0)) ?? [] } } + own(in: folder)
    var told: Set<String> = []
    return names.filter { isThere($0) && told.insert($0).inserted }.map { file in
      ChainFinding(
        text: "\(file) already exists and does not belong to a run; name another --run folder",
        isImpossible: true)
    }
  }

  /// Creates the folders of files that grow, inside the run's folder.
  ///
  /// - Throws: `CallbackError` with the folder that cannot be made.
  public static func makeFolders(
    _ callbacks: [any Callback], in folder: String
  ) throws(CallbackError) {
    for callback in callbacks {
      for path in try callback.writtenPaths() where path.kind == .file && path.isOfRun {
        guard path.text.hasPrefix(folder + "/") else { continue }
        do {
          try Folders.make(above: path.text)
        } catch {
          throw CallbackError(error)
        }
      }
    }
  }

  /// The files of a run that it would replace itself.
  private static func own(in folder: String) -> [String] {
    let checkpoints = folder + "/checkpoints"
    let resumes = ((try? Folders.names(in: checkpoints)) ?? []).filter { $0.hasPrefix("resume-") }
    return [folder + "/state.json"] + resumes.map { checkpoints + "/" + $0 }
  }

  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
