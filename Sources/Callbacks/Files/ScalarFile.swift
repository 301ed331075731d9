internal import TensorBoardFiles

/// An event file that is created with its first value; values that do not fit on a full disk wait
/// in memory.
final class ScalarFile {
  private struct Point {
    var value: Float
    var tag: String
    var step: Int64
    var wallTime: Double
  }

  /// The number of values that may wait, about 20 MiB; further ones are lost.
  static let limit = 200_000

  private let folder: String
  private let limit: Int
  /// Values that were lost because too many waited.
  private(set) var lost = 0
  private var writer: EventFileWriter?
  private var waiting: [Point] = []

  /// Names the folder; nothing is created yet.
  init(folder: String, limit: Int = ScalarFile.limit) {
    self.folder = folder
    self.limit = limit
  }

  /// Values that wait for the next `write`.
  var waitingCount: Int { waiting.count }

  /// Adds a value, which reaches the file with the next `write`.
  func add(_ value: Float, tag: String, step: Int64, wallTime: Double) {
    guard waiting.count < limit else {
      lost += 1
      return
    }
    waiting.append(Point(value: value, tag: tag, step: step, wallTime: wallTime))
  }

  /// Hands the values to the file, which buffers them.
  ///
  /// - Throws: `EventFileError` with the system's reason; the unwritten values wait.
  func write() throws(EventFileError) {
    guard let first = waiting.first else { return }
    let file: EventFileWriter
    if let writer {
      file = writer
    } else {
      file = try EventFileWriter(folder: folder, wallTime: first.wallTime)
      writer = file
    }
    var done = 0
    defer { waiting.removeFirst(done) }
    for point in waiting {
      // On a full disk the file accepts no more values; an accepted one waits there.
      if file.isFull { try file.flush() }
      done += 1
      try file.add(point.value, tag: point.tag, step: point.step, wallTime: point.wallTime)
    }
  }

  /// Writes everything.
  ///
  /// - Throws: `EventFileError` with the system's reason; the unwritten values wait.
  func flush() throws(EventFileError) {
    try write()
    try writer?.flush()
  }
}
