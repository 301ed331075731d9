import Foundation
import Testing

/// The program under real launchers of MPI; skipped where they are not installed.
@Suite(.serialized) struct MPITests {
  let program: Program

  init() throws { program = try Program() }

  /// A launcher that is installed.
  struct Launcher: CustomTestStringConvertible {
    let name: String
    let options: [String]
    let environment: [String: String]
    var testDescription: String { name }

    var path: String? {
      let path = "/usr/bin/\(name)"
      return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    static let openMPI = Launcher(
      name: "mpirun.openmpi", options: ["--oversubscribe", "--bind-to", "none"],
      // Open MPI asks the superuser whether that is meant.
      environment: ["OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"])
    static let mpich = Launcher(name: "mpirun.mpich", options: [], environment: [:])
    static let all = [openMPI, mpich].filter { $0.path != nil }
  }

  private func run(
    _ launcher: Launcher, _ count: Int, _ words: String, environment: [String: String] = [:]
  ) throws -> Program.Result {
    try program.run(
      launcher.options + ["-n", "\(count)", Program.path]
        + words.split(separator: " ").map(String.init),
      of: launcher.path, environment: launcher.environment.merging(environment) { $1 })
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"), arguments: Launcher.all)
  func inspectMeasuresWithAllProcesses(launcher: Launcher) throws {
    let result = try run(launcher, 3, "inspect --mpi")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("processes  3 on 1 host: "), "\(result.output)")
    #expect(result.output.contains("µs for 4096 numbers"))
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("library") }
    #expect(lines.count == 1)
  }

  @Test(.enabled(if: Launcher.all.count > 1, "needs openmpi-bin and mpich"))
  func aLauncherOfAnotherLibraryIsOneSentence() throws {
    let result = try run(
      .mpich, 2, "inspect --mpi", environment: ["PLATEAU_MPI": "libmpi.so.40"])
    #expect(result.code == 2)
    #expect(
      result.errors.contains("the launcher started 2 processes, but ")
        && result.errors.contains(" sees 1: the launcher belongs to another MPI"),
      "\(result.errors)")
  }

  @Test func aLibraryThatIsNotThereIsNamed() throws {
    let result = try program.run(
      ["inspect", "--mpi"], environment: ["PLATEAU_MPI": "libnothing.so"])
    #expect(result.code == 2)
    #expect(result.errors.contains("PLATEAU_MPI: libnothing.so: cannot open"), "\(result.errors)")
    #expect(result.errors.contains("apt-get install openmpi-bin"))
  }

  @Test(.enabled(if: !Launcher.all.isEmpty, "needs openmpi-bin or mpich"))
  func inspectAloneNamesTheLibrary() throws {
    let result = try program.run(["inspect", "--mpi", "--json"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("\"interface\":"))
    #expect(result.output.contains("\"hosts\":[]"))
  }

  @Test func aRunWithoutALauncherLoadsNoMPI() throws {
    let result = try program.run(
      ["train", "small.yaml", "--headless", "--run", "alone", "--set", "epochs=1"],
      environment: ["LD_DEBUG": "files", "LD_DEBUG_OUTPUT": program.folder + "/loads"])
    #expect(result.code == 0, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder)
    let loads = try names.filter { $0.hasPrefix("loads.") }.map(program.file).joined()
    #expect(loads.contains("libdnnl"))
    #expect(!loads.contains("libmpi"))
  }
}
