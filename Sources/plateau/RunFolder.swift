import Foundation
import RunFiles
import SystemFiles

/// A folder of runs: which of them is the newest, and which one a name means.
struct RunFolder {
  /// Where `plateau train` keeps its runs.
  static let usual = RunFolder(path: "runs")

  let path: String

  /// The names in it, sorted; none when it cannot be read.
  var names: [String] { (try? Folders.names(in: path)) ?? [] }

  /// The run in it that is the newest; nil when there is none.
  var newest: RunDirectory? {
    let runs = names.filter { RunDirectory(at: path + "/" + $0) != nil }
    guard let name = byAge(runs).first else { return nil }
    return RunDirectory(path: path + "/" + name)
  }

  /// Names in it: first what is trained now, then by when it began last, the newest first.
  ///
  /// Every command that speaks of the newest run means the first of these.
  ///
  /// - Complexity: O(size of the events).
  func byAge(_ names: [String]) -> [String] {
    names.map { Age($0, of: RunDirectory(path: path + "/" + $0)) }.sorted().reversed().map(\.name)
  }

  /// How new a run is.
  private struct Age: Comparable {
    let name: String
    private let isTrained: Bool
    private let time: Double

    init(_ name: String, of directory: RunDirectory) {
      let start = RunStart(directory)
      var liveness = RunLiveness(directory)
      self.name = name
      isTrained = liveness.isTrained(start.info)
      time = start.time ?? -.infinity
    }

    static func < (a: Age, b: Age) -> Bool {
      if a.isTrained != b.isTrained { return b.isTrained }
      return (a.time, a.name) < (b.time, b.name)
    }
  }

  /// The path that a person means: the file or folder that is there, else the run of that name in `runs`.
  static func path(_ word: String) -> String {
    if FileManager.default.fileExists(atPath: word) { return word }
    let parts = word.split(separator: "/")
    guard !word.hasPrefix("/"), let name = parts.first, name != ".", !parts.contains("..") else {
      return word
    }
    let run = usual.path + "/" + name
    guard RunDirectory(at: run) != nil else { return word }
    return usual.path + "/" + word
  }
}
