public import Cells
internal import Foundation
public import Testing

/// Compares a screen with the golden file kept beside the tests: its text, and below that its styles.
///
/// `RECORD_SNAPSHOTS=1` writes the files anew and fails the test; look at what changed before committing them.
///
/// - Parameters:
///   - grid: the screen.
///   - styles: names the styles of its cells.
///   - name: the file's name without extension.
///   - file: the test's source file, beside which the folder `Screens` is.
///   - location: where a difference is reported.
public func expectGoldenScreen(
  _ grid: CellGrid, styles: StyleMap, named name: String, file: StaticString,
  location: SourceLocation
) throws {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appending(
    path: "Screens")
  let url = folder.appending(path: name + ".txt")
  let text = grid.text.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  let new = text + ["=== styles ==="] + styles.lines(of: grid) + [""]
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(new.joined(separator: "\n").utf8).write(to: url)
    Issue.record("recorded \(name)", sourceLocation: location)
    return
  }
  let golden = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  let old = golden.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard old != new else { return }
  let row = zip(old, new).prefix { $0 == $1 }.count
  Issue.record(
    """
    the screen \(name) differs from its golden file, first in line \(row + 1):
    - \(row < old.count ? old[row] : "(no such line)")
    + \(row < new.count ? new[row] : "(no such line)")
    """, sourceLocation: location)
}
