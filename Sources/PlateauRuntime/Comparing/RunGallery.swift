internal import CurveStore
internal import LogReaders
package import RunComparison
package import SystemFiles

/// The runs of a folder: those of our own, and in a folder without such runs the logs of other
/// tools.
package struct RunGallery {
  /// The runs: first those that are being trained, then the newest; logs in natural order.
  package let runs: [ComparedRun]
  /// The runs of our own, for their whole stories; empty when there are none.
  package let found: [FoundRun]

  /// The greatest number of entries that are tried as logs.
  private static let mostLogs = 500

  /// Reads a folder.
  ///
  /// - Throws: `FileError` when it cannot be read.
  /// - Complexity: O(size of the events or logs).
  package init(_ folder: String) throws(FileError) {
    found = try FoundRun.all(in: folder)
    guard found.isEmpty else {
      let varied = RunSettings.varied(in: folder)
      runs = found.map { run in
        ComparedRun(run, settings: varied[run.name] ?? RunSettings(run.directory))
      }
      return
    }
    let names = try Folders.names(in: folder).sorted(by: NaturalOrder.isBefore)
    let folders = Self.logs(names, in: folder, of: .folder)
    runs = folders.isEmpty ? Self.logs(names, in: folder, of: .file) : folders
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
