internal import BareFoundation
package import CurveStore
internal import Dashboard
internal import LogReaders
internal import LogRecordings
package import Playbacks
package import Recordings
internal import RunComparison
package import RunFiles
internal import RunModel
package import Simulation
internal import SystemFiles

/// Saved runs of any tool as recordings, each with callbacks to try on it.
package struct SavedRuns {
  /// A run and its overview.
  package struct Saved {
    package let recording: any RunRecording
    package fileprivate(set) var overview: RunOverview
  }

  /// The runs in the order they were named.
  package private(set) var runs: [Saved] = []
  /// Sentences about damage.
  package private(set) var remarks: [String] = []

  /// Reads files and folders.
  ///
  /// - Parameters:
  ///   - preset: Callbacks to try on the runs; nil for those of each run's own recipe, or the usual
  ///     ones.
  ///   - directions: Directions of improvement that the names of metrics do not tell.
  ///   - only: The names of the runs to keep; empty for all.
  ///   - forms: The patterns that name the numbers of console text.
  /// - Throws: `FileError` for the first run that cannot be read.
  package init(
    _ paths: [String], preset: WhatIf?, directions: GivenDirections = GivenDirections(),
    only: [String], forms: [GivenForm] = []
  ) throws {
    var sources: [String] = []
    for path in paths {
      defer { sources += Array(repeating: path, count: runs.count - sources.count) }
      if let directory = RunDirectory(at: path) {
        let recording = EventRecording(directory: directory)
        if recording.whole.info != nil {
          let text = ScriptSources.text(in: path, forms: forms)
          let joined = ScriptSources.joined(recording, text)
          var overview = joined.map { RunOverview($0) } ?? RunOverview(recording)
          overview.origin = directory.path
          overview.name = directory.name
          // Nothing is followed here.
          overview.isLive = false
          overview.isResumable = ResumeAdvice.isPossible(for: directory, recording.whole)
          if let joined { overview.scriptSource = ScriptSources.words(joined) }
          overview.preset = preset ?? Self.ownPreset(directory)
          overview.settings = RunSettings(directory)
          runs.append(Saved(recording: joined ?? recording, overview: overview))
          continue
        }
      }
      let contents = try LogContents(path: path, forms: forms).judged(by: directions)
      remarks += contents.unmatched(forms).map { "\(path): \($0)" }
      for note in contents.notes where note.kind == .damaged {
        remarks.append("\(path): \(note.sentence)")
      }
      for recording in LogRecording.recordings(
        contents, at: path, title: Self.title(path), isLive: false)
      {
        var overview = RunOverview(recording)
        overview.origin = contents.format.title
        overview.framework = contents.format.framework
        overview.preset = preset
        overview.settings = RunSettings(of: recording.name, in: contents, at: path)
        runs.append(Saved(recording: recording, overview: overview))
      }
    }
    let ownNames = runs.map(\.recording.name)
    nameApart(by: sources)
    if !only.isEmpty {
      let names = runs.map(\.overview.name)
      let chosen = runs.indices.filter { only.contains(names[$0]) || only.contains(ownNames[$0]) }
      runs = chosen.map { runs[$0] }
      if runs.isEmpty {
        let known = names.prefix(12).joined(separator: ", ")
        throw FileError(
          paths.joined(separator: " "),
          "has no run \(only.joined(separator: ", ")); the runs are \(known)")
      }
    }
    if runs.isEmpty {
      throw FileError(paths.joined(separator: " "), "holds no curves to show")
    }
  }

  /// Names runs that have the same name by their paths, as those of a sweep: by the last part, or
  /// else the last two.
  private mutating func nameApart(by paths: [String]) {
    let alike = Dictionary(grouping: runs.indices) { runs[$0].overview.name }.values
    for group in alike where group.count > 1 {
      let parts = group.map {
        URL(fileURLWithPath: paths[$0]).standardizedFileURL.path.split(separator: "/")
      }
      let names = [1, 2].lazy.map { count in
        parts.map { $0.suffix(count).joined(separator: "/") }
      }.first { Set($0).count == group.count }
      for (index, name) in zip(group, names ?? []) { runs[index].overview.name = name }
    }
  }

  /// The title of a run without a name: the last part of its path.
  package static func title(_ path: String) -> String {
    if path == "-" { return "standard input" }
    let url = URL(fileURLWithPath: path)
    let name = url.lastPathComponent
    // `results.csv` says less than the name of its folder.
    let isPlain = ["results", "metrics", "log", "history", "trainer_state", "scalars", "training"]
      .contains(url.deletingPathExtension().lastPathComponent.lowercased())
    let folder = url.deletingLastPathComponent().lastPathComponent
    return isPlain && folder.count > 1 ? "\(folder)/\(name)" : name
  }

  /// The callbacks of a run's own recipe; nil when there is none that can be read.
  package static func ownPreset(_ directory: RunDirectory) -> WhatIf? {
    guard let yaml = directory.recipeText else { return nil }
    return (try? WhatIfPreset(yaml: yaml, file: directory.recipe, isOwn: true))?.whatIf
  }
}
