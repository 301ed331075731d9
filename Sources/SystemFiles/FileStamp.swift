#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// The system's data about a file, without opening it: while they are equal, the file is the same.
package struct FileStamp: Equatable {
  private var device: UInt64 = 0
  private var inode: UInt64 = 0
  package private(set) var size = -1
  private var changed = 0.0
  private var written = 0.0

  /// Seconds without a write after which a last line without an end counts.
  package static let quietSeconds = 3.0

  /// Looks at a path; links are followed.
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

  /// True when both are of one file, whatever was written to it in between.
  package func isSameFile(as other: FileStamp) -> Bool {
    (device, inode) == (other.device, other.inode)
  }

  /// True when it was written so long ago that a further write would show another time.
  package var isSettled: Bool { size >= 0 && WallClock.now - changed > 0.1 }

  /// True when it was last written so long ago that its last line is a whole one.
  package var isQuiet: Bool { size >= 0 && WallClock.now - written > Self.quietSeconds }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
