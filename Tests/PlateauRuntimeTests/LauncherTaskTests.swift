import Testing

@testable import PlateauRuntime

@Suite struct LauncherTaskTests {
  @Test(arguments: [
    ("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "mpirun"),
    ("PMI_SIZE", "PMI_RANK", "mpirun"), ("SLURM_STEP_NUM_TASKS", "SLURM_PROCID", "srun"),
  ])
  func aTaskKnowsItsLauncherAndItsNumber(size: String, rank: String, launcher: String) throws {
    let task = try #require(LauncherTask([size: "4", rank: "3"]))
    #expect(task.launcher == launcher)
    #expect(task.count == 4 && task.rank == 3)
    #expect(task.failure("no MPI").lines.isEmpty, "the first task tells it")
  }

  @Test func srunIsNamedThoughItSetsTheVariablesOfMPIToo() throws {
    let task = try #require(
      LauncherTask([
        "PMI_SIZE": "2", "PMI_RANK": "1", "SLURM_STEP_NUM_TASKS": "2", "SLURM_PROCID": "1",
      ]))
    #expect(task.launcher == "srun")
  }

  @Test(arguments: [[:], ["PMI_SIZE": "1", "PMI_RANK": "0"], ["SLURM_NTASKS": "8"]])
  func aProcessAloneIsNotATask(environment: [String: String]) {
    #expect(LauncherTask(environment) == nil)
  }

  @Test func theNumberReplacesItsPlaceholder() {
    #expect(LauncherTask.text("runs/x-{rank}/{rank}", rank: 7) == "runs/x-7/7")
  }
}
