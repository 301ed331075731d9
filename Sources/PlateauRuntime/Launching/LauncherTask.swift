internal import BareFoundation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The place of this process among those that a launcher (`mpirun`, `srun`) started together.
///
/// Several tasks train one run together, through MPI. To train a run per task, give each a folder of
/// its own: `{rank}` in `--run` and `--set` is the number of the task.
package struct LauncherTask: Equatable {
  /// The placeholder for the task's number in options.
  package static let placeholder = "{rank}"

  /// The command of the launcher.
  package let launcher: String
  /// The number of tasks.
  package let count: Int
  /// The number of this task, from 0.
  package let rank: Int

  /// The environment variables of launchers: the number of tasks, and the number of this one.
  ///
  /// SLURM_NTASKS is not among them: a batch script that asked for several tasks also has it, but
  /// is one process. The tasks of a job array are separate jobs and may each train.
  private static let variables = [
    ("mpirun", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"),
    ("mpirun", "MV2_COMM_WORLD_SIZE", "MV2_COMM_WORLD_RANK"),
    ("mpirun", "PMI_SIZE", "PMI_RANK"),
    ("srun", "SLURM_STEP_NUM_TASKS", "SLURM_PROCID"),
  ]

  /// Reads the environment; nil when no launcher started more than one task.
  package init?(_ environment: [String: String]) {
    for (launcher, size, rank) in Self.variables {
      guard let count = environment[size].flatMap(Int.init), count > 1 else { continue }
      self.count = count
      self.rank = environment[rank].flatMap(Int.init) ?? 0
      // SLURM sets PMI's variables when it starts MPI itself.
      self.launcher = environment["SLURM_STEP_NUM_TASKS"] == nil ? launcher : "srun"
      return
    }
    return nil
  }

  /// The text of an option for this task.
  package static func text(_ text: String, rank: Int) -> String {
    text.replacing(placeholder, with: "\(rank)")
  }

  /// The failure of all tasks, which the first one tells.
  package func failure(_ line: String) -> CommandFailure {
    // Many launchers end all tasks when one ends: the first one gets the time to tell.
    if rank > 0 { usleep(500_000) }
    return CommandFailure(rank == 0 ? [line] : [], .usage)
  }
}
