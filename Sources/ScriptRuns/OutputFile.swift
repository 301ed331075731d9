internal import SystemFiles
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file that keeps what a script printed.
///
/// A thread of its own writes it. A full disk loses text, and one that hangs holds nothing up.
final class OutputFile: Sendable {
  private struct State {
    /// The bytes that wait for the disk.
    var waiting: [UInt8] = []
    /// The number of bytes that are being written.
    var underWay = 0
    /// The number of bytes that could not be written.
    var lost = 0
    var isEnding = false
    /// True once nothing waits any more and nothing more comes.
    var isOver = false
  }

  /// The number of bytes that may wait; what comes then is lost.
  private static let room = 16 << 20
  private let state = SharedValue(State())

  /// Opens the file on its thread; without it, all text counts as lost.
  init(path: String) {
    let state = state
    do throws(ThreadError) {
      try SystemThread.start { Self.write(to: path, state) }
    } catch {
      state.edit { $0.isOver = true }
    }
  }

  /// Appends bytes; never waits for the disk.
  func append(_ bytes: UnsafeRawBufferPointer) {
    let copy = Array(bytes)
    state.edit { state in
      if state.isOver || state.waiting.count + copy.count > Self.room {
        state.lost += copy.count
      } else {
        state.waiting += copy
      }
    }
  }

  /// Waits until everything is written; on a disk that hangs, a part of a minute.
  ///
  /// - Returns: The number of bytes that are not in the file.
  func end(patience: Duration = .seconds(20)) -> Int {
    state.edit { $0.isEnding = true }
    state.wait(for: patience) { $0.isOver }
    let state = state.value
    return state.lost + state.waiting.count + state.underWay
  }

  private static func write(to path: String, _ state: SharedValue<State>) {
    // A pipe with nobody at its other end must not be waited for.
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
    let descriptor = open(path, flags, 0o644)
    defer { if descriptor >= 0 { close(descriptor) } }
    while true {
      state.wait { !$0.waiting.isEmpty || $0.isEnding }
      let bytes = state.edit { state in
        defer { (state.waiting, state.underWay) = ([], state.waiting.count) }
        if state.waiting.isEmpty { state.isOver = true }
        return state.waiting
      }
      if bytes.isEmpty { return }
      var done = 0
      let isWritten = bytes.withUnsafeBytes { bytes in
        descriptor >= 0 && WholeWrite.write(bytes, to: descriptor, &done) == nil
      }
      let lost = isWritten ? 0 : bytes.count - done
      state.edit { state in
        state.lost += lost
        state.underWay = 0
      }
    }
  }
}
