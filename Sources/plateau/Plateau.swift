import ArgumentParser
import Foundation

/// The command line.
@main
struct Plateau: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plateau",
    abstract: "Train neural networks in the terminal: watch, steer, and see why it stopped.",
    version: "0.1.0",
    subcommands: [
      Train.self, Watch.self, Replay.self, Evaluate.self, Simulate.self, Inspect.self, Export.self,
      Runs.self, Themes.self,
    ])

  /// ArgumentParser ends with 64 for wrong usage; scripts here get 2, as from most tools.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        print(text)
      } else if !text.isEmpty {
        FileHandle.standardError.write(Data((text + "\n").utf8))
      }
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}
