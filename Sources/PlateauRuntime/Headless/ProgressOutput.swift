internal import BareFoundation
internal import SystemFiles

/// Standard output for progress lines: a reader that does not read loses lines, but never holds up
/// the run.
///
/// A terminal or pipe is opened again where possible, so that writing never blocks: setting that
/// flag on the inherited descriptor would change it for the shell as well.
final class ProgressOutput {
  /// The largest number of bytes that may wait for room; texts beyond it are left out whole.
  private static let capacity = 64 << 10

  private var descriptor: Int32
  private let isReopened: Bool
  private var waiting: [UInt8] = []
  private var leftOut = 0
  private var isGone = false
  /// The reason why the disk is full; nil while there is room.
  private var fullness: String?

  init() {
    var status = stat()
    let isFile = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let again =
      isFile ? -1 : open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    isReopened = again >= 0
    descriptor = isReopened ? again : STDOUT_FILENO
  }

  deinit { if isReopened { close(descriptor) } }

  /// Writes as much as there is room for now; the rest of the text waits.
  ///
  /// A text that cannot even wait is left out.
  func write(_ text: String) {
    guard !text.isEmpty, !isGone else { return }
    pour()
    if waiting.count + text.utf8.count > Self.capacity {
      leftOut += 1
      return
    }
    if leftOut > 0 {
      waiting += Array("\n(\(leftOut) lines were left out: the output was full)\n".utf8)
      leftOut = 0
    }
    waiting += text.utf8
    pour()
  }

  /// Tries for a while to write the bytes that wait.
  func flush(within limit: Duration) {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while !waiting.isEmpty, !isGone, clock.now < end {
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&room, 1, 50)
      pour()
      // A file is always ready, also on a full disk.
      if fullness != nil { usleep(50_000) }
    }
  }

  /// A sentence about lines that a full disk did not take; nil when it took all.
  var unwritten: String? {
    guard let fullness, !waiting.isEmpty else { return nil }
    return "standard output: cannot be written: \(fullness); the last lines are missing"
  }

  private func pour() {
    while !waiting.isEmpty, !isGone {
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&room, 1, 0) > 0 else { return }
      // A descriptor that was not opened again blocks when it has less room than this.
      let most = isReopened ? waiting.count : min(waiting.count, 512)
      let count = waiting.withUnsafeBytes { BareFoundation.write(descriptor, $0.baseAddress, most) }
      if count > 0 {
        waiting.removeFirst(count)
        fullness = nil
      } else if errno == EAGAIN {
        return
      } else if [ENOSPC, EDQUOT].contains(errno) {
        // A file on a full disk: there may be room later.
        fullness = systemReason()
        return
      } else if errno != EINTR {
        isGone = true
      }
    }
  }
}
