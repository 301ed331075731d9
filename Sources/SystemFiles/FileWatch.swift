#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A watch that reports when a log may have changed, through inotify where the system has it.
///
/// Its reports are only hints. Network file systems and containers give none, so check the log
/// every two seconds as well.
///
///     let watch = FileWatch(path: path)
///     while true {
///       …
///       watch.wait(seconds: 2)
///     }
///
/// One thread at a time may use it.
public final class FileWatch {
  /// The largest number of folders to watch in a folder of logs.
  ///
  /// Further folders are only checked every two seconds.
  private static let folders = 512

  private let path: String
  private let name: String
  private let parent: String
  /// A descriptor that becomes readable when something happens; −1 where the system gives no hints.
  ///
  /// `drain()` makes it unreadable again.
  public let descriptor: Int32
  private var watched: [Int32: Folder] = [:]
  /// True when a folder was added or removed since the last search for folders.
  private var isStale = true

  private struct Folder {
    var path: String
    /// The only name in the folder that matters; nil for all.
    var name: String?
  }

  /// Creates a watch of a file or folder.
  ///
  /// The file need not exist yet, but the watch reports nothing before its folder exists.
  public init(path: String) {
    self.path = path
    let parts = path.split(separator: "/")
    name = parts.last.map(String.init) ?? ""
    let above = parts.dropLast().joined(separator: "/")
    parent = path.hasPrefix("/") ? "/" + above : above.isEmpty ? "." : above
    #if os(Linux)
      descriptor = path == "-" ? -1 : inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    #else
      descriptor = -1
    #endif
    renew()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Waits until something happens or the time runs out.
  ///
  /// - Parameter seconds: The longest time to wait, from 0 to a day.
  /// - Returns: True when something happened that concerns the log.
  @discardableResult
  public func wait(seconds: Double) -> Bool {
    let milliseconds = Int32(min(max(0, seconds), 86_400) * 1000)
    if descriptor < 0 {
      _ = poll(nil, 0, milliseconds)
      return false
    }
    renew()
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return false }
    return drain()
  }

  /// Removes the waiting events from the descriptor.
  ///
  /// - Returns: True when any of them concerns the log.
  public func drain() -> Bool {
    var isHeard = false
    #if os(Linux)
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { break }
        isHeard = use(buffer[..<count]) || isHeard
        // No event is half as long.
        if count < buffer.count / 2 { break }
      }
      renew()
    #endif
    return isHeard
  }

  #if os(Linux)
    private func use(_ bytes: ArraySlice<UInt8>) -> Bool {
      var isHeard = false
      var index = bytes.startIndex
      let header = MemoryLayout<inotify_event>.size
      while index + header <= bytes.endIndex {
        let event = bytes.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: index - bytes.startIndex, as: inotify_event.self)
        }
        let end = min(index + header + Int(event.len), bytes.endIndex)
        let text = bytes[(index + header)..<end].prefix { $0 != 0 }
        index = end
        if event.mask & UInt32(IN_ISDIR | IN_IGNORED) != 0 { isStale = true }
        if event.mask & UInt32(IN_IGNORED) != 0 {
          watched[event.wd] = nil
          isHeard = true
        } else if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
          isHeard = true
        } else if let folder = watched[event.wd],
          folder.name == nil || folder.name == String(decoding: text, as: UTF8.self)
        {
          isHeard = true
        }
      }
      return isHeard
    }

    /// Adds watches for the folders that are not watched yet.
    private func renew() {
      guard descriptor >= 0, isStale || watched.isEmpty else { return }
      isStale = false
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        var pending = [path]
        while let folder = pending.popLast(), watched.count < Self.folders {
          if !watched.values.contains(where: { $0.path == folder }) { add(Folder(path: folder)) }
          pending += Self.subfolders(of: folder)
        }
      } else if watched.isEmpty {
        add(Folder(path: parent, name: name))
      }
    }

    private func add(_ folder: Folder) {
      let mask =
        IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE
        | IN_ONLYDIR
      let number = inotify_add_watch(descriptor, folder.path, UInt32(mask))
      if number >= 0 { watched[number] = folder }
    }

    private static func subfolders(of path: String) -> [String] {
      guard let folder = opendir(path) else { return [] }
      defer { closedir(folder) }
      var names: [String] = []
      while names.count < folders, let entry = readdir(folder) {
        guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != "..", name != ".git" { names.append(path + "/" + name) }
      }
      return names
    }
  #else
    private func renew() {}
  #endif
}
