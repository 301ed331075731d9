import Foundation
import TestSupport
import Testing

@testable import ScriptRuns

/// What a script finds in its environment, and the client that it finds there.
@Suite struct ScriptEnvironmentTests {
  private func variables(
    _ inherited: [String: String], isTerminal: Bool = true
  ) -> [String] {
    ScriptEnvironment.variables(
      inherited, folder: "/runs/a", client: ["/c/hook", "/c"], isTerminal: isTerminal)
  }

  @Test func thePersonsOwnPathsStay() {
    let found = variables(["PYTHONPATH": "/mine:/other", "COLUMNS": "80", "A": "b"])
    #expect(found == ["A=b", "PLATEAU_RUN=/runs/a", "PYTHONPATH=/c/hook:/c:/mine:/other"])
  }

  @Test func anEmptyVariableSwitchesTheClientOff() {
    #expect(variables(["PLATEAU_RUN": ""]).contains("PLATEAU_RUN="))
    #expect(variables(["PLATEAU_RUN": "old"]).contains("PLATEAU_RUN=/runs/a"))
  }

  @Test func textOfAPipeIsNotHeldBack() {
    #expect(variables([:], isTerminal: false).contains("PYTHONUNBUFFERED=1"))
    #expect(!variables([:]).contains("PYTHONUNBUFFERED=1"))
    #expect(
      variables(["PYTHONUNBUFFERED": ""], isTerminal: false).contains("PYTHONUNBUFFERED="))
  }

  /// The program carries every file of the client, as it is.
  @Test func allFilesOfTheClientAreCarried() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Sources/PythonClient")
    let package = root.appending(path: "plateau_client")
    let names = try #require(FileManager.default.enumerator(atPath: package.path))
    var expected: Set<String> = []
    for case let name as String in names where name.hasSuffix(".py") {
      expected.insert("plateau_client/" + name)
    }
    let carried = ClientFiles.files.filter { !$0.path.contains("dist-info") }
    #expect(Set(carried.map(\.path)) == expected, "run .ci/embed-client")
    for file in carried {
      let bytes = try Data(contentsOf: root.appending(path: file.path))
      #expect(Array(bytes) == file.bytes, "\(file.path)")
    }
    #expect(expected.count > 10)
  }

  @Test func entryPointsAreThoseOfTheProject() {
    let text = """
      [project]
      name = "x"

      [project.entry-points."a.b"]
      plateau = "m.n:f"

      [tool]
      k = "v"
      """
    #expect(ClientFiles.entryPoints(text) == "[a.b]\nplateau = m.n:f\n")
  }

  @Test func aFolderHoldsAClientThatPythonImports() throws {
    let folder = TemporaryFolder()
    try ClientFiles.install(in: folder.path)
    let paths = ClientFiles.searchPaths(in: folder.path)
    #expect(paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    #expect(
      FileManager.default.fileExists(
        atPath: folder.path + "/plateau_client.dist-info/entry_points.txt"))
  }
}
