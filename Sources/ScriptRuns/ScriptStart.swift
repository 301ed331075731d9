internal import JSONText
package import SystemFiles

/// The start of a script: what was started, and by which process.
package struct ScriptStart: Equatable, Sendable {
  /// The script's name.
  package var name: String
  /// The command as one would type it.
  package var command: String
  /// The folder it was started in.
  package var folder: String
  /// The time, in seconds since 1970.
  package var time: Double
  /// The machine.
  package var host: String
  /// The script's process, which is the leader of its process group.
  package var process: ProcessIdentity
  /// The path of its terminal; nil when it has none of its own.
  package var terminal: String?

  init(
    name: String, command: String, folder: String, time: Double, host: String,
    process: ProcessIdentity,
    terminal: String?
  ) {
    (self.name, self.command, self.folder, self.time) = (name, command, folder, time)
    (self.host, self.process, self.terminal) = (host, process, terminal)
  }

  init?(_ json: JSONValue) {
    guard let command = json["command"]?.string, let process = ProcessIdentity(json) else {
      return nil
    }
    self.command = command
    self.process = process
    name = json["name"]?.string ?? command
    folder = json["folder"]?.string ?? ""
    time = json["time"]?.double ?? 0
    host = json["host"]?.string ?? ""
    terminal = json["terminal"]?.string
  }

  var json: JSONValue {
    .object(
      [
        JSONValue.Member("name", .string(name)), JSONValue.Member("command", .string(command)),
        JSONValue.Member("folder", .string(folder)),
        JSONValue.Member("time", .number(time)), JSONValue.Member("host", .string(host)),
      ] + process.members
        + [JSONValue.Member("terminal", terminal.map { .string($0) } ?? .null)])
  }

  /// True while the script's process runs; nil when this process cannot know.
  package var isRunning: Bool? { process.isRunning(on: host) }
}
