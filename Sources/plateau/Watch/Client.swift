import ArgumentParser
import BareFoundation
import PlateauRuntime
import ScriptRuns

/// `plateau client`: the Python client, for machines on which scripts run without `plateau run`.
struct Client: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Write the Python client into a folder, for scripts that join by themselves.",
    discussion: """
      plateau run gives the client to its script by itself. Elsewhere, such as in a cluster's job or a container:

        plateau client --install DIR
        export PYTHONPATH=DIR/plateau_client/hook:DIR PLATEAU_RUN=runs/NAME
        python train.py

      Without PLATEAU_RUN nothing joins; import plateau_client gives a script the callbacks and loops by name.
      """)

  @Option(name: .customLong("install"), help: "The folder; it is made where there is none.")
  var folder: String

  func perform() throws {
    if folder.isEmpty { throw CommandFailure("the name is empty", .usage) }
    try ClientFiles.install(in: folder)
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    try Terminal.print(
      "PYTHONPATH=\(ClientFiles.searchPaths(in: path).joined(separator: ":"))\n")
  }
}
