public import Recordings
public import RunFiles
internal import RunModel

extension EventRecording {
  /// Creates the recording of a run's folder; lines that are not events are skipped.
  ///
  /// - Complexity: O(size of the file).
  public init(directory: RunDirectory) {
    self.init(name: directory.name)
    for event in (try? RunEvent.all(of: directory.events)) ?? [] { append(event) }
  }
}
