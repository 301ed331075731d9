internal import CPseudoTerminal
internal import Foundation

/// A program that runs in its own terminal, with its screen.
public final class PseudoTerminal {
  /// The end of a program.
  public enum End: Equatable, Sendable {
    /// It exited with this code.
    case exit(Int32)
    /// A signal ended it.
    case signal(Int32)
  }

  /// The current screen.
  public private(set) var screen: ScreenModel
  /// All bytes it wrote.
  public private(set) var output: [UInt8] = []
  /// The process.
  public let process: Int32
  private var master: Int32
  private var end: End?

  /// Starts a program; nil when that is not possible.
  public init?(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], width: Int = 80,
    height: Int = 24, folder: String? = nil
  ) {
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp",
    ]
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    var words = [path] + arguments
    if let folder { words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + words }
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var child: pid_t = 0
    master = pseudo_terminal_spawn(words[0], &argv, &envp, Int32(width), Int32(height), &child)
    process = child
    // Nothing beyond that is ever drawn, whatever size was asked for.
    screen = ScreenModel(width: min(width, 1000), height: min(height, 400))
    if master < 0 { return nil }
  }

  deinit {
    if end == nil {
      kill(process, SIGKILL)
      _ = waitForEnd(2)
    }
    hangUp()
  }

  /// Reads output until a condition holds.
  ///
  /// - Returns: False when the time ran out first.
  @discardableResult
  public func read(_ seconds: Double = 10, until isDone: (ScreenModel) -> Bool) -> Bool {
    let limit = Date(timeIntervalSinceNow: seconds)
    var bytes = [CChar](repeating: 0, count: 65536)
    while true {
      if isDone(screen) { return true }
      if Date() > limit { return false }
      let rest = Int32((limit.timeIntervalSinceNow * 1000).rounded(.up))
      let count = pseudo_terminal_read(
        master, &bytes, Int32(bytes.count), max(1, min(50, rest)))
      if count == 0 { return isDone(screen) }
      guard count > 0 else { continue }
      let new = bytes[..<Int(count)].map { UInt8(bitPattern: $0) }
      output += new
      screen.feed(new)
    }
  }

  /// Waits until the screen shows a text.
  public func shows(_ text: String, within seconds: Double = 10) -> Bool {
    read(seconds) { $0.text.contains(text) }
  }

  /// Returns true once the screen shows a run that is trained or, as short epochs mostly are, validated.
  public func showsTraining(sign: String = "●", within seconds: Double = 20) -> Bool {
    read(seconds) { screen in
      ["training", "validating"].contains { screen.text.contains("\(sign) \($0)") }
    }
  }

  /// Presses keys.
  public func type(_ text: String) { type(Array(text.utf8)) }

  /// Sends bytes as the terminal would.
  public func type(_ bytes: [UInt8]) { _ = write(master, bytes, bytes.count) }

  /// Changes the size of the terminal.
  public func resize(width: Int, height: Int) {
    screen.resize(width: min(width, 1000), height: min(height, 400))
    _ = pseudo_terminal_resize(master, Int32(width), Int32(height))
  }

  /// Sends a signal.
  public func send(_ signal: Int32) { kill(process, signal) }

  /// Closes the terminal, as when a connection breaks.
  ///
  /// Only once: the descriptor may belong to another test afterwards.
  public func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// The memory of the program, in bytes; 0 when unknown.
  public var memory: Int {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).compactMap { Int($0) }.first
      .map { $0 << 10 } ?? 0
  }

  /// Refuses the program any more memory; returns true when that was possible.
  public func refuseMemory() -> Bool { pseudo_terminal_refuse_memory(process) != 0 }

  /// True when a shell could use the terminal again.
  public var isCooked: Bool { pseudo_terminal_is_cooked(master) != 0 }

  /// Waits for the end and reads output meanwhile.
  public func waitForEnd(_ seconds: Double = 10) -> End? {
    if let end { return end }
    let limit = Date(timeIntervalSinceNow: seconds)
    while Date() < limit {
      var (code, signal): (Int32, Int32) = (0, 0)
      if pseudo_terminal_wait(process, 0, &code, &signal) != 0 {
        read(0.3) { _ in false }
        end = signal != 0 ? .signal(signal) : .exit(code)
        return end
      }
      read(0.05) { _ in false }
    }
    return nil
  }

  /// All output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
}
