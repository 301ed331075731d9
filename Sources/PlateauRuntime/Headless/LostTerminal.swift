internal import BareFoundation

/// The descriptors of a terminal that is gone.
enum LostTerminal {
  /// Redirects standard input, output and error that are a terminal to nowhere; files and pipes
  /// stay.
  static func letGo() {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nowhere >= 0 else { return }
    defer { if nowhere > STDERR_FILENO { close(nowhere) } }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where isTerminal(descriptor) {
      dup2(nowhere, descriptor)
    }
  }

  /// True for a terminal, and for one that is gone.
  private static func isTerminal(_ descriptor: Int32) -> Bool {
    if isatty(descriptor) == 1 { return true }
    // Only a terminal that is gone gives this error.
    return errno == EIO
  }
}
