internal import RunFiles
internal import ScriptRuns

/// The script of a SLURM job array: a task for each run.
package struct BatchScript {
  /// The text.
  package let text: String

  /// Writes a script.
  ///
  /// - Parameters:
  ///   - numbers: The numbers of the runs to train, from 1.
  ///   - atOnce: The most tasks that run at the same time; nil for no limit.
  ///   - threads: The processors that each task needs; nil when they are unknown.
  ///   - options: Further options of `sbatch`, such as `--time=1:00:00`.
  package init(
    for folder: SweepFolder, _ numbers: [Int], atOnce: Int?, threads: Int?, options: [String],
    program: String
  ) {
    let name = folder.path.split(separator: "/").last.map(String.init) ?? "sweep"
    let directives =
      [
        "--job-name=\(RunDirectory.safe(name))",
        "--array=\(Self.ranges(numbers))" + (atOnce.map { "%\($0)" } ?? ""),
        "--output=\"\(folder.absolutePath.replacing("%", with: "%%"))/slurm-%a.log\"",
      ] + (threads.map { ["--cpus-per-task=\($0)"] } ?? [])
      // The last of equal options counts.
      + options
    let (job, file) = ("\"$SLURM_ARRAY_JOB_ID\"", folder.jobFile.shellWord)
    text =
      "#!/bin/sh\n" + directives.map { "#SBATCH \($0)\n" }.joined()
      + "grep -qx \(job) \(file) 2>/dev/null || echo \(job) >>\(file)\n"
      + "exec \(program) sweep \(folder.absolutePath.shellWord) --only \"$SLURM_ARRAY_TASK_ID\"\n"
  }

  /// Numbers as SLURM writes them: `1-4,7`.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
