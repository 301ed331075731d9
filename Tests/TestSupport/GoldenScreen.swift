public import Cells
internal import Foundation
public import Testing

/// Compares a screen with the text kept beside the tests.
///
/// `RECORD_SNAPSHOTS=1` writes the files anew; look at what changed before committing them.
public func expectScreen(
  _ grid: CellGrid, named name: String, file: StaticString = #filePath,
  location: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appending(
    path: "Screens")
  let url = folder.appending(path: name + ".txt")
  let text =
    grid.text.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n") + "\n"
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return
  }
  let golden = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  guard old != new else { return }
  let row = zip(old, new).prefix { $0 == $1 }.count
  Issue.record(
    """
    the screen \(name) is not the golden one, first in row \(row):
    - \(row < old.count ? old[row] : "(no such row)")
    + \(row < new.count ? new[row] : "(no such row)")
    """, sourceLocation: location)
}
