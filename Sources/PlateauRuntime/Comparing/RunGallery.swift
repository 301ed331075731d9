internal import CurveStore
internal import LogReaders
package import RunComparison
internal import Sweeps
package import SystemFiles

/// The runs of a folder: those of our own, and in a folder without such runs the logs of other
/// tools.
package struct RunGallery {
  /// The runs: first those that are being trained, then the newest, then those of a sweep that have not begun;
  /// logs in natural order.
  package let runs: [ComparedRun]
  /// The runs of our own that have begun, for their whole stories; they come first among the runs.
  package let found: [FoundRun]

  /// The greatest number of entries that are tried as logs.
  private static let mostLogs = 500

  /// Reads a folder.
  ///
  /// - Throws: `FileError` when it cannot be read.
  /// - Complexity: O(size of the events or logs).
  package init(_ folder: String) throws(FileError) {
    found = try FoundRun.all(in: folder)
    let varied = RunSettings.varied(in: folder)
    let own =
      found.map { run in
        ComparedRun(run, settings: varied[run.name] ?? RunSettings(run.directory))
      } + Self.waiting(varied, in: folder, besides: Set(found.map(\.name)))
    if !own.isEmpty {
      runs = own
      return
    }
    let names = try Folders.names(in: folder).sorted(by: NaturalOrder.isBefore)
    let folders = Self.logs(names, in: folder, of: .folder)
    runs = folders.isEmpty ? Self.logs(names, in: folder, of: .file) : folders
  }

  /// The runs of a sweep that have not begun.
  private static func waiting(
    _ varied: [String: RunSettings], in folder: String, besides begun: Set<String>
  ) -> [ComparedRun] {
    guard let sweep = try? SweepFolder(path: folder) else { return [] }
    let state = SweepProcess(sweep).isGone ? ComparedRun.notBegun : ComparedRun.waiting
    return sweep.runs.filter { !begun.contains($0.name) }.map { run in
      var row = ComparedRun(name: run.name)
      row.path = sweep.folder(of: run)
      row.state = state
      row.settings = varied[run.name] ?? RunSettings()
      row.isPlanned = true
      return row
    }
  }

  /// The logs of other tools among the entries of a folder.
  private static func logs(
    _ names: [String], in folder: String, of kind: FileKind
  ) -> [ComparedRun] {
    names.filter { !$0.hasPrefix(".") && FileKind(of: folder + "/" + $0) == kind }
      .prefix(mostLogs).flatMap { name -> [ComparedRun] in
        let path = folder + "/" + name
        // Folders of our own runs are listed by themselves.
        guard let contents = try? LogContents(path: path), !contents.runs.isEmpty,
          contents.format.name != "plateau"
        else { return [] }
        return ComparedRun.all(of: contents, at: path, name: name)
      }
  }
}
