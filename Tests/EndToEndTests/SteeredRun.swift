import Foundation
import TestSupport
import Testing

/// A run that tests steer and watch only through its files.
struct SteeredRun {
  let folder: String

  init(_ program: Program, _ name: String = "run") { folder = program.folder + "/" + name }

  var events: String {
    (try? String(contentsOfFile: folder + "/events.jsonl", encoding: .utf8)) ?? ""
  }

  /// Appends lines to `commands.jsonl`.
  func ask(_ lines: String...) throws {
    try append(lines.map { $0 + "\n" }.joined())
  }

  func append(_ text: String) throws {
    let path = folder + "/commands.jsonl"
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    try #require(file >= 0)
    defer { close(file) }
    let bytes = Array(text.utf8)
    try #require(write(file, bytes, bytes.count) == bytes.count)
  }

  static let stop = #"{"command":"stop","id":"the-stop"}"#

  /// Waits until the events pass a condition; the deadline is there to end a test that hangs.
  func waits(_ seconds: Double = 30, until condition: (String) -> Bool) -> Bool {
    eventually(within: .seconds(seconds), every: .milliseconds(20)) { condition(events) }
  }

  /// Waits until the events contain a text.
  func tells(_ text: String, within seconds: Double = 30) -> Bool {
    waits(seconds) { $0.contains(text) }
  }

  /// Returns true when the run trains: another epoch ends.
  func trainsOn() -> Bool {
    let before = events.count(of: "\"epoch_ended\"")
    return waits { $0.count(of: "\"epoch_ended\"") > before + 1 }
  }

  /// Returns true when the run ended with the whole chain: with its end, and a row of the log per whole epoch.
  func hasEndedInOrder() -> Bool {
    let events = events
    let log = (try? String(contentsOfFile: folder + "/log.csv", encoding: .utf8)) ?? ""
    let whole = events.count(of: "\"epoch_ended\"") - events.count(of: "\"broken_off\":true")
    return events.contains("\"run_ended\"") && events.hasSuffix("}\n")
      && max(0, log.components(separatedBy: "\r\n").count - 2) == whole
  }
}

extension String {
  func count(of text: String) -> Int { components(separatedBy: text).count - 1 }
}

extension PseudoTerminal {
  /// Fills the terminal, as the program does, until it accepts no more, as when a connection is frozen.
  func freeze() throws {
    let file = open("/proc/\(process)/fd/0", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    try #require(file >= 0)
    defer { close(file) }
    let dots = [UInt8](repeating: 0x2E, count: 4096)
    while write(file, dots, dots.count) > 0 || write(file, dots, 1) > 0 {}
  }

  /// Waits for the end without reading what the program writes.
  func endsUnread(_ seconds: Double = 30) -> Bool {
    eventually(within: .seconds(seconds)) { hasEnded }
  }

  private var hasEnded: Bool { processState == nil || processState == "Z" }

  /// The state of the process in `/proc`: T while it is stopped, Z once it has ended; nil when it is gone.
  var processState: Character? {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return stat?.split(separator: ")").last?.first { $0 != " " }
  }
}
