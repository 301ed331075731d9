import BareFoundation
import PlateauRuntime
import RunFiles
import SystemFiles

/// A check that a command may read its log.
enum LogAccess {
  /// Refuses a log that exists but may not be read; a missing log is reported by its reader.
  ///
  /// - Parameter path: A file, a folder, or `-` for standard input.
  /// - Throws: `CommandFailure` with the system's reason.
  static func check(_ path: String) throws {
    if path == "-" { return }
    if access(path, R_OK) != 0, errno != ENOENT, errno != ENOTDIR {
      throw CommandFailure("\(path): cannot be read: \(systemReason())")
    }
    let events = (RunDirectory(at: path) ?? RunDirectory(path: path)).events
    if case .refused(let reason) = FileAccess(of: events) {
      throw CommandFailure("\(events): cannot be read: \(reason)")
    }
  }
}
