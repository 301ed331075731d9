public import CurveStore
internal import RunFiles
public import SystemFiles
internal import TensorBoardFiles

/// A writer of the runs of a log as TensorBoard event files.
public struct LogEventFiles {
  private let folder: String

  /// Creates a writer for a folder, which is created when something is written.
  public init(folder: String) { self.folder = folder }

  /// Writes a file for each run, in a folder of the run's name.
  ///
  /// Points with only an epoch get it as their step.
  ///
  /// - Throws: `FileError` with the system's reason.
  /// - Complexity: O(points).
  public func write(_ runs: [LogRun]) throws(FileError) {
    do throws(EventFileError) {
      for run in runs {
        let points = run.series.first?.points ?? LogPoints()
        let first = (0..<points.count).lazy.compactMap { points.wallTime(at: $0) }.first ?? 0
        // A name from a log must not lead out of the folder.
        let parts = run.name.split(separator: "/").map { RunDirectory.safe(String($0)) }
        let writer = try EventFileWriter(
          folder: ([folder] + parts).joined(separator: "/"), wallTime: first)
        for series in run.series {
          for index in 0..<series.points.count {
            let point = series.points[index]
            let epoch = point.epoch.flatMap { Int64(exactly: $0.rounded(.down)) }
            try writer.add(
              Float(point.value), tag: series.name, step: point.step ?? epoch ?? Int64(index),
              wallTime: point.wallTime ?? first)
          }
        }
        try writer.flush()
      }
    } catch {
      throw FileError(error.file, error.message)
    }
  }
}
