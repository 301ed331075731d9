import ArgumentParser
import Foundation

/// A Python virtual environment in a folder.
struct PythonEnvironment {
  let folder: String
  private var python: String { folder + "/bin/python" }

  /// Creates the environment if needed, and installs the peers of `requirements.txt` in `scripts`.
  ///
  /// - Throws: `ValidationError` if a peer cannot be installed.
  func install(_ scripts: String) throws {
    if !FileManager.default.isExecutableFile(atPath: python) {
      _ = try Program("/usr/bin/env", ["python3", "-m", "venv", folder]).run(shows: true)
    }
    let pip = ["-m", "pip", "install", "--quiet", "-r", "\(scripts)/requirements.txt"]
    do {
      _ = try Program(python, pip).run(shows: true)
    } catch {
      // PyTorch without GPU code, a tenth of the size, has a separate index.
      throw ValidationError(
        "pip could not install \(scripts)/requirements.txt; PyTorch for processors alone is in an index of its "
          + "own: set PIP_EXTRA_INDEX_URL to the one that pytorch.org names for CPU, and try again")
    }
  }

  /// `true` if a module is installed.
  func has(_ module: String) -> Bool {
    let find = "import importlib.util as u, sys; sys.exit(u.find_spec('\(module)') is None)"
    return (try? Program(python, ["-c", find]).run()) != nil
  }

  /// The program that runs a script of the peers.
  func program(_ peer: Peer, folder: String, arguments: [String]) -> Program {
    var environment = ["TF_CPP_MIN_LOG_LEVEL": "3"]
    environment["KERAS_BACKEND"] = peer.backend
    return Program(
      python, ["\(folder)/\(peer.script)"] + peer.arguments + arguments, environment: environment)
  }

  /// Runs a script of the peers.
  func run(_ script: String, _ arguments: [String], _ folder: String) throws {
    _ = try Program(python, ["\(folder)/\(script)"] + arguments).run()
  }
}
