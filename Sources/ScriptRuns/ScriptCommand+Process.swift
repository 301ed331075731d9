package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ScriptCommand {
  /// Runs the script in place of this program, as if it had been started alone; does not return
  /// then.
  ///
  /// - Returns: The reason why it cannot be started.
  package func takeThisProcess() -> FileError {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigprocmask(SIG_SETMASK, &signals, nil)
    signal(SIGPIPE, SIG_DFL)
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    execvp(arguments[0], words)
    return .unstartable(arguments[0], errno)
  }

  /// True when there is a file of the program's name, here or in a folder of `PATH`.
  package var isThere: Bool {
    let program = arguments[0]
    if program.contains("/") { return access(program, F_OK) == 0 }
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    return folders.split(separator: ":", omittingEmptySubsequences: false).contains {
      access(($0.isEmpty ? "." : String($0)) + "/" + program, F_OK) == 0
    }
  }
}

extension FileError {
  /// The error of a program that cannot be started, with the system's reason.
  static func unstartable(_ program: String, _ code: Int32) -> FileError {
    guard code == ENOENT else {
      return FileError(program, "cannot be started: \(systemReason(code))")
    }
    return FileError(
      program,
      access(program, F_OK) == 0 && program.contains("/")
        ? "cannot be started: its first line names a program that is not there"
        : "no such program")
  }
}
