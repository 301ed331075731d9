#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The way that a script ended.
package enum ScriptEnd: Equatable, Sendable {
  /// It exited with a code.
  case code(Int32)
  /// A signal ended it.
  case signal(Int32)

  /// Creates the end from the status of `waitpid`.
  init(status: Int32) {
    // The lower seven bits are the signal; without one, the next byte is the code.
    let signal = status & 0x7F
    self = signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }

  /// True for a signal by which a person or a scheduler asks a process to end.
  static func isRequest(_ signal: Int32) -> Bool { signal == SIGINT || signal == SIGTERM }

  /// The signal by which somebody asked the script to end, and which ended it; nil otherwise.
  package var request: Int32? {
    if case .signal(let signal) = self, Self.isRequest(signal) { signal } else { nil }
  }

  /// The exit code that a shell shows: 128 + n for a signal.
  package var exitCode: Int32 {
    switch self {
    case .code(let code): code
    case .signal(let signal): 128 + signal
    }
  }

  /// The end in words, for a person.
  package var words: String {
    switch self {
    case .code(0): "the script ended"
    case .code(let code): "the script ended with exit code \(code)"
    case .signal(2): "the script was interrupted"
    case .signal(9): "the script was killed; the system kills a process when memory runs out"
    case .signal(let signal): "the script was ended by signal \(signal)"
    }
  }
}
