import ArgumentParser
import BareFoundation
import Cells
import Configuration
import PlateauRuntime

/// `plateau config`: the settings of the screen.
struct Config: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print or check the settings of the screen: theme, charts, keys.",
    discussion: """
      The settings stand in ~/.config/plateau/config.yaml ($XDG_CONFIG_HOME/plateau/config.yaml). This writes a file \
      with every setting and its default:

        plateau config --print > ~/.config/plateau/config.yaml

      The view in which a run is left (axis, named metric, smoothing, ranges) is kept in ~/.local/state/plateau and comes \
      before the file's.
      """)

  @Flag(help: "Print every setting with its default, as a file to begin with.")
  var print = false

  @Flag(help: "Check the file: one line for each fault.")
  var check = false

  @Argument(help: "Another file to check.")
  var file: String?

  func validate() throws {
    if print, check { throw ValidationError("--print and --check exclude each other") }
    if print, file != nil { throw ValidationError("--print takes no file") }
  }

  func perform() throws {
    let names = PersonalConfiguration.names(themes: ThemeFiles.find().themes.map(\.name))
    if print { return try Terminal.print(ConfigurationFile.defaults(names)) }
    let path = file ?? PersonalConfiguration.path
    guard FileManager.default.fileExists(atPath: path) else {
      if file != nil { throw CommandFailure("\(path): no such file", .usage) }
      return try Terminal.print(
        "there is no \(path.sanitized): all settings have their defaults; plateau config --print prints them\n"
      )
    }
    guard let read = PersonalConfiguration.read(path, names: names) else {
      throw CommandFailure("\(path): cannot be read, or is not text", .usage)
    }
    for problem in read.problems { try Terminal.print(problem.sanitized + "\n") }
    if !read.problems.isEmpty { throw ExitStatus.usage.code }
    try Terminal.print("\(path.sanitized): no problems found\n")
  }
}
