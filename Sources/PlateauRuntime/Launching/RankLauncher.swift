internal import Cells
internal import ScriptRuns

/// The launcher of the MPI library that is installed, and what starts ranks by it.
package struct RankLauncher {
  /// The launcher and its options, before the program.
  package let words: [String]

  /// Finds the launcher, and tries whether it can start as many processes.
  ///
  /// - Parameters:
  ///   - ranks: The number of ranks.
  ///   - hosts: The machines, with commas between; nil for this one.
  ///   - program: The path of this program.
  /// - Throws: `CommandFailure` when there is none, with the launcher's reason when it cannot.
  package init(ranks: Int, hosts: String?, program: String) throws(CommandFailure) {
    guard let version = ProgramAnswer(of: ["mpirun", "--version"])?.text else {
      throw CommandFailure("--ranks needs MPI: apt-get install openmpi-bin", .usage)
    }
    var words = ["mpirun", "-n", "\(ranks)"]
    if version.contains("Open MPI") {
      // Otherwise all threads of a rank share one core.
      words += ["--bind-to", "none"] + (hosts.map { ["--host", Self.slots($0, ranks)] } ?? [])
    } else {
      words += hosts.map { ["-hosts", $0] } ?? []
    }
    self.words = words
    try check(program, "--ranks \(ranks)" + (hosts.map { " on \($0)" } ?? ""))
  }

  /// Starts as many processes that end at once, before anything is made for the run.
  private func check(_ program: String, _ request: String) throws(CommandFailure) {
    // Hydra waits for a machine that ssh could not reach.
    let probe = ProgramAnswer(of: words + [program, "--version"]) { Self.complaint(in: $0) != nil }
    guard let probe, probe.end != .code(0) else { return }
    if probe.text.contains("not enough slots") {
      throw CommandFailure(
        "\(request): more than the launcher has processors for; ask for fewer, or name machines with the ranks of "
          + "each: --hosts a:4,b:4", .usage)
    }
    let complaint = Self.complaint(in: probe.text)
    // A launcher that is slow and does not complain may only need more time.
    if probe.end == nil, complaint == nil { return }
    let reason = complaint ?? probe.reason ?? "mpirun does not answer"
    throw CommandFailure(
      "\(request): the ranks cannot be started: \(reason); \(words.joined(separator: " ")) hostname must work"
        .sanitized, .usage)
  }

  /// The line in which ssh says that it cannot reach a machine; nil when there is none.
  private static func complaint(in text: String) -> String? {
    let line = text.split(whereSeparator: \.isNewline).first {
      $0.hasPrefix("ssh: ") || $0.hasPrefix("Host key verification failed")
        || $0.contains(": Permission denied (")
    }
    return line.map { $0.last == "." ? String($0.dropLast()) : String($0) }
  }

  /// The hosts with the number of ranks on each, as Open MPI wants them.
  private static func slots(_ hosts: String, _ ranks: Int) -> String {
    let names = hosts.split(separator: ",").map(String.init)
    let each = (ranks + names.count - 1) / max(1, names.count)
    return names.map { $0.contains(":") ? $0 : "\($0):\(each)" }.joined(separator: ",")
  }
}
