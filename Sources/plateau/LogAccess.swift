import Foundation
import RunFiles
import SystemFiles

/// Whether a log that a command is to read may be read.
enum LogAccess {
  /// Refuses a log that is there and may not be read; of one that is missing its reader tells.
  ///
  /// - Parameter path: a file, a folder, or `-` for standard input.
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
