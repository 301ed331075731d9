import ArgumentParser

/// The folders of the peers and of their programs.
struct PeerLocation: ParsableArguments {
  @Option(help: "Python environments to look for the peers in.")
  var environment = [".build/peers-venv"]
  @Option(help: "The folder of the peers' programs.")
  var scripts = "Benchmarks/peers"

  var environments: [PythonEnvironment] { environment.map { PythonEnvironment(folder: $0) } }
}
