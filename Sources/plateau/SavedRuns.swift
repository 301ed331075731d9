import CurveStore
import Dashboard
import Foundation
import LogReaders
import LogRecordings
import PlateauRuntime
import Recordings
import RunFiles
import RunModel
import Simulation
import SystemFiles

/// Reads saved runs of any tool as recordings, each with callbacks to try on it.
struct SavedRuns {
  /// A run and what the screen knows of it.
  struct Saved {
    let recording: any RunRecording
    let overview: RunOverview
  }

  /// The runs, in the order they were named.
  private(set) var runs: [Saved] = []
  /// What was damaged, a sentence each.
  private(set) var remarks: [String] = []

  /// Reads files and folders.
  ///
  /// - Parameters:
  ///   - preset: callbacks to try on them; nil for those of a run's own recipe, or the usual ones.
  ///   - only: the runs to keep, by name; empty for all.
  /// - Throws: `FileError` for the first one that cannot be read.
  init(_ paths: [String], preset: WhatIf?, only: [String]) throws {
    for path in paths {
      if let directory = RunDirectory(at: path) {
        let recording = EventRecording(directory: directory)
        if recording.whole.info != nil {
          var overview = RunOverview(recording)
          overview.origin = directory.path
          overview.preset = preset ?? Self.ownPreset(directory)
          runs.append(Saved(recording: recording, overview: overview))
          continue
        }
      }
      let contents = try LogContents(path: path)
      for note in contents.notes where note.kind == .damaged {
        remarks.append("\(path): \(note.sentence)")
      }
      for recording in LogRecording.recordings(contents, title: Self.title(path), isLive: false) {
        var overview = RunOverview(recording)
        overview.origin = contents.format.title
        overview.preset = preset
        runs.append(Saved(recording: recording, overview: overview))
      }
    }
    if !only.isEmpty {
      let names = runs.map(\.overview.name)
      runs = runs.filter { only.contains($0.overview.name) }
      if runs.isEmpty {
        let known = names.prefix(12).joined(separator: ", ")
        throw FileError(
          paths.joined(separator: " "),
          "has no run \(only.joined(separator: ", ")); there are \(known)")
      }
    }
    if runs.isEmpty {
      throw FileError(paths.joined(separator: " "), "holds no curves to show")
    }
  }

  /// The last part of a path, without its ending.
  static func title(_ path: String) -> String {
    if path == "-" { return "standard input" }
    let url = URL(fileURLWithPath: path)
    let name = url.lastPathComponent
    // `results.csv` says less than its folder.
    let isPlain = ["results", "metrics", "log", "history", "trainer_state", "scalars", "training"]
      .contains(url.deletingPathExtension().lastPathComponent.lowercased())
    let folder = url.deletingLastPathComponent().lastPathComponent
    return isPlain && folder.count > 1 ? "\(folder)/\(name)" : name
  }

  /// The callbacks of a run's own recipe; nil where it has none that can be read.
  static func ownPreset(_ directory: RunDirectory) -> WhatIf? {
    guard let yaml = directory.recipeText else { return nil }
    return (try? WhatIfPreset(yaml: yaml, file: directory.recipe, isOwn: true))?.whatIf
  }
}
