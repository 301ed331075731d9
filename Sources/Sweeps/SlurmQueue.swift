internal import ScriptRuns

/// The queue of SLURM, as its programs tell it.
package struct SlurmQueue {
  /// A job array and the number of one of its tasks.
  package struct Task: Hashable {
    let job: String
    package let number: Int
  }

  private let submitter: String
  private let lister: String

  /// Creates a queue; the names of its programs are those of SLURM.
  package init(submitter: String = "sbatch", lister: String = "squeue") {
    (self.submitter, self.lister) = (submitter, lister)
  }

  /// The tasks of some job arrays that wait or run; nil where the queue does not answer.
  func tasks(of jobs: [String]) -> Set<Task>? {
    if jobs.isEmpty { return [] }
    let words = [lister, "--noheader", "--array", "--jobs", jobs.joined(separator: ",")]
    guard let answer = ProgramAnswer(of: words + ["--format", "%F %K"]), let end = answer.end else {
      return nil
    }
    // Once the last of them is long gone, the queue does not know their numbers.
    guard end == .code(0) || answer.text.contains("Invalid job id") else { return nil }
    let tasks = answer.text.split(whereSeparator: \.isNewline).compactMap { line -> Task? in
      let words = line.split(separator: " ")
      guard words.count == 2, let number = Int(words[1]) else { return nil }
      return Task(job: String(words[0]), number: number)
    }
    return Set(tasks)
  }

  /// Submits a script.
  ///
  /// - Returns: The number of its job.
  /// - Throws: `SweepError` with the reason of `sbatch`.
  func submit(_ script: String) throws(SweepError) -> String {
    // Ended too early, it may have submitted the job without telling its number.
    let patience = Duration.seconds(600)
    guard let answer = ProgramAnswer(of: [submitter, "--parsable", script], within: patience) else {
      throw SweepError(
        "\(submitter): no such program; on a machine of the cluster, submit it with sbatch \(script)"
      )
    }
    // The number, and where there are several clusters, a semicolon and a name; notices stand around it.
    let number = answer.text.split(whereSeparator: \.isNewline).lazy.reversed().compactMap { line in
      let words = line.split(separator: ";", omittingEmptySubsequences: false)
      return words.count < 3 && words[0].allSatisfy { $0.isASCII && $0.isNumber } ? words[0] : nil
    }.first
    guard answer.end == .code(0), let number, !number.isEmpty else {
      throw SweepError("\(script): \(answer.reason ?? "sbatch does not answer")")
    }
    return String(number)
  }
}
