#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// The system's data about a file, read without opening it.
///
/// While two stamps are equal, the file is unchanged.
package struct FileStamp: Equatable {
  private var device: UInt64 = 0
  private var inode: UInt64 = 0
  package private(set) var size = -1
  private var changed = 0.0
  private var written = 0.0

  /// Seconds without a write after which a last line without a line end counts as complete.
  package static let quietSeconds = 3.0

  /// The time of the last write, in seconds since 1970; 0 when there is no file.
  package var time: Double { written }

  /// Creates the stamp of the file at a path; links are followed.
  package init(path: String) {
    var status = stat()
    self.init(stat(path, &status) == 0 ? status : nil)
  }

  package init(_ status: stat?) {
    guard let status else { return }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    #if canImport(Glibc)
      let (data, state) = (status.st_mtim, status.st_ctim)
    #else
      let (data, state) = (status.st_mtimespec, status.st_ctimespec)
    #endif
    changed = max(Self.seconds(data), Self.seconds(state))
    written = Self.seconds(data)
  }

  /// Returns true when both belong to one file, whatever was written to it in between.
  package func isSameFile(as other: FileStamp) -> Bool {
    (device, inode) == (other.device, other.inode)
  }

  /// True when the last change is old enough that another write would show a different time.
  package var isSettled: Bool { size >= 0 && WallClock.now - changed > 0.1 }

  /// True when the last write is old enough that the last line counts as complete.
  package var isQuiet: Bool { size >= 0 && WallClock.now - written > Self.quietSeconds }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
