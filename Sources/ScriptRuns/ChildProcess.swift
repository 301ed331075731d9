package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A process that this one started.
package struct ChildProcess: Sendable {
  /// The process group that a child belongs to.
  package enum Group: Sendable {
    /// That of this process: keys of the terminal reach both.
    case same
    /// One of its own: signals to this process's group do not reach it.
    case own
    /// A session of its own, which no terminal can end.
    case ownSession
  }

  /// The file that a child has as one of its first three descriptors.
  package enum File: Sendable {
    /// The file that this process has there.
    case same
    /// A descriptor of this process.
    case descriptor(Int32)
    /// A file that the child opens.
    case path(String)
  }

  /// The number of the process, which is also that of its group unless that is the same.
  package let number: Int32

  /// Starts a program, which is looked for in `PATH`.
  ///
  /// Signals have their usual effect in the child, and no other file is open there.
  ///
  /// - Parameters:
  ///   - arguments: The program and its arguments.
  ///   - environment: All variables, as `NAME=value`.
  ///   - files: Standard input, output and error.
  /// - Throws: `FileError` with the system's reason.
  package init(
    _ arguments: [String], environment: [String], files: (File, File, File), group: Group
  ) throws(FileError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in zip(Int32(0)..., [files.0, files.1, files.2]) {
      switch file {
      case .same: continue
      case .descriptor(let other): posix_spawn_file_actions_adddup2(&actions, other, number)
      case .path(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_RDWR, 0)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    switch group {
    case .same: break
    case .own: flags |= POSIX_SPAWN_SETPGROUP
    case .ownSession: flags |= Self.ownSession
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // This process ignores it; a script may rely on it.
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var number: pid_t = 0
    let code = posix_spawnp(&number, arguments[0], &actions, &attributes, words, variables)
    guard code == 0 else { throw .unstartable(arguments[0], code) }
    self.number = number
  }

  #if canImport(Glibc)
    private static let ownSession: Int32 = 0x80
  #else
    private static let ownSession: Int32 = 0x0400
  #endif

  /// The end of the process; nil while it runs.
  ///
  /// - Parameter waits: True to wait for the end.
  package func end(waits: Bool) -> ScriptEnd? {
    var status: Int32 = 0
    while true {
      let done = waitpid(number, &status, waits ? 0 : WNOHANG)
      if done == number { return ScriptEnd(status: status) }
      if done == 0 { return nil }
      // Somebody else collected its status, or there is no such child.
      if errno != EINTR { return .code(0) }
    }
  }

  /// Passes on a signal that asks the process, or its whole group, to end; one that is stopped
  /// goes on, so that it can.
  package func ask(toEndBy signal: Int32, group isGroup: Bool) {
    send(signal, toGroup: isGroup)
    send(SIGCONT, toGroup: isGroup)
  }

  /// Sends a signal to the process, or to its whole group.
  package func send(_ signal: Int32, toGroup isGroup: Bool) {
    _ = kill(isGroup ? -number : number, signal)
  }
}
