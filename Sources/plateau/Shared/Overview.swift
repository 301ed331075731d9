import BareFoundation
import Cells
import PlateauRuntime
import Recipes
import RunComparison
import RunFiles
import RunModel

/// The output of `plateau` without a command: the runs and what to type next, or three lines to
/// begin with.
struct Overview {
  /// The folder whose runs are listed.
  private let folder = "runs"

  /// The text; at most a screenful of runs.
  ///
  /// - Parameters:
  ///   - rows: The rows of the screen.
  ///   - columns: The columns of the screen, which no line exceeds but for a long path; nil for no limit.
  func text(rows: Int, columns: Int?) -> String {
    let limit = max(3, rows - 7)
    // One more than fits says that there are more.
    let runs = (try? FoundRun.all(in: folder, limit: limit + 1)) ?? []
    guard let newest = runs.first else { return beginning(columns) }
    let live = runs.first { $0.standing.isLive }
    var lines: [(String, String)] = []
    if let live {
      lines.append(("plateau watch \(live.directory.path)", "watch and steer it"))
      lines.append(("plateau tell \(live.name) pause", "steer it from here"))
    } else if newest.standing == .interrupted, newest.history.info?.isOurs ?? true,
      let command = ResumeAdvice.command(for: newest.directory, newest.history)
    {
      lines.append((command, "continue it"))
    }
    lines.append(("plateau replay \(newest.directory.path)", "play the newest run"))
    lines.append(("plateau --help", "all commands"))
    let more = runs.count > limit ? "… plateau runs lists them all\n" : ""
    let shown = Array(runs.prefix(limit))
    let table = RunTable(shown.map(ComparedRun.init))
    let text = RunTableText(table, found: shown, showsSettings: false).text(in: columns)
    return text + more + "\n" + Self.aligned(lines, columns)
  }

  private func beginning(_ columns: Int?) -> String {
    let lines = [
      ("plateau train \(SampleRecipes.first)", "train the sample, in this terminal"),
      ("plateau watch LOG", "watch any log; - for a pipe"),
      ("plateau replay runs/NAME", "play a run that ended"),
    ]
    return Self.aligned(lines, columns)
      + "\nplateau runs lists the runs, plateau --help all commands.\n"
  }

  /// Commands with what they do beside them, or below where the longest line would be too long.
  private static func aligned(_ lines: [(String, String)], _ columns: Int?) -> String {
    let width = lines.map(\.0.count).max() ?? 0
    let rest = lines.map(\.1.count).max() ?? 0
    if let columns, width + rest + 5 > columns {
      return lines.map { "  \($0.0)\n      \($0.1)\n" }.joined()
    }
    return lines.map { "  \($0.0.padded(to: width))   \($0.1)\n" }.joined()
  }
}
