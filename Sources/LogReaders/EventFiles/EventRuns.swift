internal import CurveStore
internal import SystemFiles
internal import TensorBoardFiles

/// The runs of TensorBoard event files, any of which may be growing.
///
/// The files of a run are in sequence: a second file starts a segment in the series that it
/// continues. When an earlier file adds to what a later one has started, all are read again, so
/// that the points are always in the order of the files.
struct EventRuns {
  /// The number of files whose last points are shown before the rest is read.
  private static let previewedFiles = 4

  /// A file of a run.
  struct Source: Equatable {
    /// The path.
    var path: String
    /// The name of its run.
    var run = ""
    /// The file's name in notes.
    var file: String?
  }

  private struct File {
    var source: Source
    var run: Int
    var reader: EventFileReader?
    var failure: String?
    /// The series of each tag with points.
    var series: [Int?] = []
    /// True for each tag whose steps are epochs.
    var isEpoch: [Bool] = []
    /// The state of the file at the last call.
    var fingerprint: FileFingerprint?
    var stamp: FileStamp?

    /// Returns true when it is no longer the file that was read.
    mutating func isReplaced() -> Bool {
      let now = FileStamp(path: source.path)
      guard let reader else { return now.size >= 0 }
      if now == stamp { return false }
      guard let file = try? FileDescriptor(path: source.path) else { return true }
      return reader.isReplaced
        || fingerprint?.matches(file.number, FileStamp(file.status)) == false
    }

    mutating func remember(_ stamp: FileStamp) {
      self.stamp = stamp.isSettled ? stamp : nil
      guard let (offset, checksum) = reader?.passed, Int(offset) != fingerprint?.offset ?? 0,
        let file = try? FileDescriptor(path: source.path)
      else { return }
      var print = FileFingerprint(stamp)
      print.add(file.number, to: Int(offset), checksum: checksum)
      fingerprint = print
    }
  }

  private var builder = LogBuilder(.tensorBoard)
  private var files: [File] = []
  /// The file that added to each series last.
  private var owners: [Int] = []
  private var points = ScalarPoints()
  private var isOutOfOrder = false

  /// Opens files.
  init(_ sources: [Source]) {
    for source in sources { add(source) }
  }

  private mutating func add(_ source: Source) {
    var file = File(source: source, run: builder.run(source.run))
    do throws(EventFileError) {
      file.reader = try EventFileReader(path: source.path, keepsSummaries: true)
    } catch {
      file.failure = error.message
    }
    files.append(file)
  }

  /// The offset up to which the only file was read, and the checksum of the bytes before it.
  var passed: (offset: Int, checksum: UInt32) {
    files.first?.reader.map { (Int($0.passed.offset), $0.passed.checksum) } ?? (0, 0)
  }

  /// The number of bytes read from all files.
  var bytesRead: Int { files.reduce(0) { $0 + ($1.reader.map { Int($0.offset) } ?? 0) } }

  /// The number of bytes of all files.
  var bytesTotal: Int {
    files.reduce(0) { $0 + ($1.reader.map { Int($0.offset + $0.pendingBytes) } ?? 0) }
  }

  /// Updates the list of files.
  ///
  /// All are read again unless new ones were only added at the end.
  ///
  /// - Returns: True when any is new or gone.
  mutating func update(_ sources: [Source]) -> Bool {
    let known = files.map(\.source)
    let isSame = files.indices.allSatisfy { !files[$0].isReplaced() }
    if isSame, known == sources { return false }
    if isSame, sources.starts(with: known) {
      for source in sources.dropFirst(known.count) { add(source) }
    } else {
      self = EventRuns(sources)
    }
    return true
  }

  /// Reads the next parts of all files.
  ///
  /// - Parameter limit: The number of bytes to read, reduced by those that were read.
  /// - Throws: `FileError` when the only file cannot be read.
  /// - Complexity: O(bytes of the parts).
  mutating func read(limit: inout Int) throws(FileError) -> FileFollower.Progress {
    var progress = FileFollower.Progress()
    for index in files.indices {
      let stamp = FileStamp(path: files[index].source.path)
      let before = files[index].reader.map { ($0.offset, $0.pendingBytes, $0.counts) }
      do throws(EventFileError) {
        progress.isCaughtUp = try read(index, limit: &limit) && progress.isCaughtUp
      } catch {
        if files.count == 1 { throw FileError(error.file, error.message) }
        files[index].failure = error.message
      }
      files[index].remember(stamp)
      let after = files[index].reader.map { ($0.offset, $0.pendingBytes, $0.counts) }
      if let before, let after, before == after { continue }
      progress.hasChanged = true
    }
    if isOutOfOrder {
      self = EventRuns(files.map(\.source))
      progress.isCaughtUp = false
    }
    if files.count == 1, let failure = files[0].failure, files[0].reader == nil {
      throw FileError(files[0].source.path, failure)
    }
    return progress
  }

  private mutating func read(_ index: Int, limit: inout Int) throws(EventFileError) -> Bool {
    guard let reader = files[index].reader else { return true }
    while limit > 0 {
      let before = reader.offset
      let goesOn = try reader.readPart(into: &points)
      limit -= max(1, Int(reader.offset - before))
      addPoints(of: index, reader)
      points.removeAll()
      for summary in reader.takeSummaries() {
        builder.add(summary, named: reader.tags[Int(summary.tag)], run: files[index].run)
      }
      if !goesOn { return true }
    }
    return false
  }

  private mutating func addPoints(of index: Int, _ reader: EventFileReader) {
    if files[index].series.count < reader.tags.count {
      let new = reader.tags[files[index].series.count...]
      files[index].isEpoch += new.map(Self.countsEpochs)
      files[index].series += new.map { _ in nil }
    }
    for row in 0..<points.count {
      let tag = Int(points.tags[row])
      let number = files[index].series[tag] ?? series(reader.tags[tag], of: index)
      files[index].series[tag] = number
      if owners[number] != index {
        if owners[number] > index { isOutOfOrder = true }
        owners[number] = index
        builder.beginSegment(of: number)
      }
      builder.append(Self.point(points, row, isEpoch: files[index].isEpoch[tag]), to: number)
    }
  }

  private static func point(_ points: ScalarPoints, _ row: Int, isEpoch: Bool) -> LogPoint {
    let step = points.steps[row]
    return LogPoint(
      step: step == LogPoints.noStep ? nil : step, epoch: isEpoch ? Double(step) : nil,
      wallTime: points.wallTimes[row], value: points.values[row])
  }

  /// Returns true for tags whose steps Keras uses for epochs.
  private static func countsEpochs(_ tag: String) -> Bool { tag.hasPrefix("epoch_") }

  private mutating func series(_ tag: String, of index: Int) -> Int {
    let run = files[index].run
    let number = builder.series(tag, run: run)
    if number == owners.count {
      // The series of the first file come first.
      if owners.contains(where: { $0 > index && files[$0].run == run }) { isOutOfOrder = true }
      owners.append(index)
    }
    return number
  }

  /// The contents so far; while much is left, with the last points after a gap.
  ///
  /// - Complexity: O(curves).
  func contents() -> LogContents {
    var builder = builder
    for file in files.prefix(Self.previewedFiles) { Self.addTail(of: file, to: &builder) }
    for file in files {
      if let settings = file.reader?.settings, !settings.isEmpty {
        builder.edit(run: file.run) { run in
          run.parameters = settings.map { LogParameter(name: $0.name, value: $0.value) }
        }
      }
      if let failure = file.failure {
        builder.note(LogNote(.skipped, file: file.source.file, failure))
      } else if let reader = file.reader {
        Self.note(reader, file.source.file, &builder)
      }
    }
    return builder.contents()
  }

  private static func addTail(of file: File, to builder: inout LogBuilder) {
    let path = file.source.path
    let size = Int64(FileStamp(path: path).size)
    guard let reader = file.reader, size - reader.offset > Int64(FileFollower.previewSize),
      let end = try? EventFileReader(path: path, offset: size - Int64(FileFollower.previewSize)),
      let points = try? end.readAll()
    else { return }
    let series = end.tags.map { builder.series($0, run: file.run) }
    for number in series { builder.beginSegment(of: number) }
    for row in 0..<points.count {
      let tag = Int(points.tags[row])
      let isEpoch = countsEpochs(end.tags[tag])
      builder.append(point(points, row, isEpoch: isEpoch), to: series[tag])
    }
  }

  private static func note(
    _ reader: EventFileReader, _ file: String?, _ builder: inout LogBuilder
  ) {
    for damage in reader.damage {
      let text =
        switch damage.kind {
        case .header: "no record begins here; \(damage.length) bytes are skipped"
        case .checksum: "a record of \(damage.length) bytes has a wrong checksum"
        case .content: "a record of \(damage.length) bytes is not an event"
        }
      builder.note(LogNote(.damaged, file: file, offset: Int(damage.offset), text))
    }
    if reader.pendingBytes > 0 {
      builder.note(
        LogNote(
          .damaged, file: file, offset: Int(reader.offset),
          "the last \(reader.pendingBytes) bytes are not a complete record (not yet written, or cut off)"
        ))
    }
    let counts = reader.counts
    if counts.otherValues > 0 {
      builder.note(
        LogNote(
          .skipped, file: file, "\(counts.otherValues) images, audio clips and other tensors"))
    }
    if counts.oversizeRecords > 0 {
      builder.note(
        LogNote(.skipped, file: file, "\(counts.oversizeRecords) records larger than 64 MiB"))
    }
  }
}

extension LogFormat {
  static let tensorBoard = LogFormat(
    "tensorboard", "TensorBoard event files", writerHabit: "buffers up to 120 s")
}
