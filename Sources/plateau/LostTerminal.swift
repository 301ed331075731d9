import Foundation

/// What is left of a terminal that went away.
enum LostTerminal {
  /// Leads what was read from or written to a terminal to nowhere; files and pipes stay.
  static func letGo() {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nowhere >= 0 else { return }
    defer { if nowhere > STDERR_FILENO { close(nowhere) } }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where isTerminal(descriptor) {
      dup2(nowhere, descriptor)
    }
  }

  /// Whether it is a terminal, or was one that is gone now.
  private static func isTerminal(_ descriptor: Int32) -> Bool {
    if isatty(descriptor) == 1 { return true }
    // Only a terminal that is gone says so.
    return errno == EIO
  }
}
