import Foundation

/// The place of this process among those that a launcher (`mpirun`, `srun`) started together.
///
/// A run is one process: several tasks of one command would train the same recipe side by side, each alone. Who wants a
/// run a task gives each a folder of its own: `{rank}` in `--run` and `--set` is the task's number.
struct LauncherTask: Equatable {
  /// What stands for the task's number in options.
  static let placeholder = "{rank}"

  /// The launcher's command.
  let launcher: String
  /// How many tasks there are.
  let count: Int
  /// Which one this is, from 0.
  let rank: Int

  /// The variables of launchers: how many tasks, and which one this is.
  ///
  /// SLURM_NTASKS is not among them: a batch script that asked for several tasks has it, too, and is one process. The
  /// tasks of a job array are jobs of their own and may each train.
  private static let variables = [
    ("mpirun", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"),
    ("mpirun", "MV2_COMM_WORLD_SIZE", "MV2_COMM_WORLD_RANK"),
    ("mpirun", "PMI_SIZE", "PMI_RANK"),
    ("srun", "SLURM_STEP_NUM_TASKS", "SLURM_PROCID"),
  ]

  /// Reads the environment; nil when no launcher started more than one task.
  init?(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    for (launcher, size, rank) in Self.variables {
      guard let count = environment[size].flatMap(Int.init), count > 1 else { continue }
      self.count = count
      self.rank = environment[rank].flatMap(Int.init) ?? 0
      // SLURM's own way of starting MPI sets PMI's variables, too.
      self.launcher = environment["SLURM_STEP_NUM_TASKS"] == nil ? launcher : "srun"
      return
    }
    return nil
  }

  /// An option's text for this task.
  static func text(_ text: String, rank: Int) -> String {
    text.replacingOccurrences(of: placeholder, with: "\(rank)")
  }

  /// Why several tasks cannot train one recipe, and what to do.
  var refusal: String {
    "\(launcher) started \(count) tasks, and each would train the same run alone; start one task, or write "
      + "--run runs/NAME-\(Self.placeholder) --set seed=\(Self.placeholder) for a run of its own in each"
  }
}
