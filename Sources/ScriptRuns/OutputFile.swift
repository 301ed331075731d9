internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file that keeps what a script printed; a full disk loses text, never the script.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  /// The number of bytes that could not be written.
  private(set) var lost = 0

  /// Opens the file; without it, all text counts as lost.
  init(path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o644)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends bytes.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    if descriptor < 0 || WholeWrite.write(bytes, to: descriptor, &done) != nil {
      lost += bytes.count - done
    }
  }
}
