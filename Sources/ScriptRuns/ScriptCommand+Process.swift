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
}

extension FileError {
  /// The error of a program that cannot be started, with the system's reason.
  static func unstartable(_ program: String, _ code: Int32) -> FileError {
    FileError(
      program,
      code == ENOENT ? "no such program" : "cannot be started: \(systemReason(code))")
  }
}
