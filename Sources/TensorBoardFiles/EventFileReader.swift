/// A reader of the scalars of a TensorBoard event file, and where they are wanted, of its
/// histograms, texts and precision-recall curves, in bounded parts, even while the file is being
/// written.
///
/// Every checksum is verified. A record that is cut off at the end is incomplete: the next call
/// tries again. Zeros at the end count as not yet written, because network file systems show them
/// for a while. Any other damage is skipped and reported with its offset. No input ends the
/// program, and memory is bounded by the largest kept record and by limits on the number and length
/// of tags.
///
///     let reader = try EventFileReader(path: path)
///     var points = ScalarPoints()
///     while try reader.readPart(into: &points) {}
///
/// Use it on one thread at a time.
public final class EventFileReader {
  /// The number of bytes read at once.
  static let chunk = 1 << 18
  /// The greatest number of damaged parts that are listed.
  static let listedDamage = 1000
  /// The number of zeros at the end that count as unwritten; fewer may belong to a record.
  private static let unwrittenBytes = 4

  /// The path of the file.
  public let path: String
  /// The first thousand damaged parts, in file order.
  public private(set) var damage: [EventFileDamage] = []
  /// The number of bytes at the end that did not form a complete record at the last call; 0 at a
  /// clean end.
  public private(set) var pendingBytes: Int64 = 0

  private let window: FileWindow
  private var scanner: RecordScanner
  private var decoder: EventDecoder
  private var records = 0
  private var oversizeRecords = 0
  private var damagedParts = 0
  private var oversize: OversizeRecord?
  private var needed = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - offset: The first byte to read: 0, or the `offset` of an earlier reader. Metadata of tags in
  ///     earlier bytes is then unknown.
  ///   - keepsSummaries: True to decode histograms, texts and precision-recall curves, too.
  ///   - largestRecord: The largest content, in bytes; larger records are skipped and counted.
  /// - Throws: `EventFileError` when the file cannot be opened.
  public init(
    path: String, offset: Int64 = 0, keepsSummaries: Bool = false, largestRecord: Int = 64 << 20
  ) throws(EventFileError) {
    self.path = path
    decoder = EventDecoder(keepsSummaries: keepsSummaries)
    window = try FileWindow(path: path, at: max(0, offset), chunk: Self.chunk)
    scanner = RecordScanner(largestRecord: max(0, largestRecord))
  }

  /// The tags, indexed by `ScalarPoints.tags`; some may have no point.
  public var tags: [String] { decoder.tags.names }

  /// Returns the histograms, texts and precision-recall curves read since the last call, in file
  /// order.
  public func takeSummaries() -> [EventSummary] { decoder.takeSummaries() }

  /// The settings of the run, as `add_hparams` writes them; empty where there are none.
  public var settings: [EventSetting] { decoder.settings }

  /// The version of the file, such as `brain.Event:2`; nil until it was read.
  public var fileVersion: String? { decoder.fileVersion }

  /// The offset after the last used record, where another reader can continue.
  public var offset: Int64 { oversize?.offset ?? window.offset }

  /// The offset up to which the file was read, within an oversize record too, and the CRC-32C of
  /// all bytes from the reader's start up to it.
  public var passed: (offset: Int64, checksum: UInt32) { (window.offset, window.checksum) }

  /// The counts so far.
  public var counts: EventCounts {
    var counts = EventCounts()
    counts.records = records
    counts.scalars = decoder.scalars
    counts.summaries = decoder.summaryCount
    counts.otherValues = decoder.otherValues
    counts.otherEvents = decoder.otherEvents
    counts.oversizeRecords = oversizeRecords
    counts.damagedParts = damagedParts
    return counts
  }

  /// True when the path leads to another file now, or the file was truncated: start with a new
  /// reader.
  public var isReplaced: Bool { window.isReplaced }

  /// Reads the next part of the file, 256 KiB or one record, and adds its points.
  ///
  /// - Returns: False when there is nothing more until the file grows.
  /// - Throws: `EventFileError` with the system's reason; the call may be repeated.
  /// - Complexity: O(the part's bytes).
  public func readPart(into points: inout ScalarPoints) throws(EventFileError) -> Bool {
    let came = try window.fill(needed: needed)
    needed = 0
    let isWaiting = use(window.bytes, &scanner, &decoder, &points)
    if came == 0 || isWaiting {
      window.forget()
      pendingBytes = max(0, try window.fileSize() - offset)
      return false
    }
    return true
  }

  /// Reads everything that the file holds now.
  ///
  /// - Throws: `EventFileError` with the system's reason.
  /// - Complexity: O(the file's bytes from `offset` on).
  public func readAll() throws(EventFileError) -> ScalarPoints {
    var points = ScalarPoints()
    while try readPart(into: &points) {}
    return points
  }

  /// Reads the records in the window up to the first that needs more bytes.
  ///
  /// Scanner and decoder are passed in, so that exclusive access to them is checked once per part.
  ///
  /// - Returns: True when the file is long enough for that record, but it is not written yet.
  private func use(
    _ buffer: [UInt8], _ scanner: inout RecordScanner, _ decoder: inout EventDecoder,
    _ points: inout ScalarPoints
  ) -> Bool {
    let bytes = buffer.span.bytes
    let (base, end) = (window.base, window.end)
    var index = window.start
    defer {
      window.start = index
      if scanner.isSearching { extendDamage(to: base + Int64(index)) }
    }
    while true {
      if let record = oversize {
        oversize = passOver(record, bytes, &index, end)
        if oversize == nil { continue } else { return false }
      }
      let before = index
      let offset = base + Int64(before)
      switch scanner.next(in: bytes, from: &index, to: end) {
      case .record(let content):
        records += 1
        if !decoder.read(content, in: bytes, into: &points) {
          note(.content, at: offset, Int64(index - before))
        }
      case .damagedRecord(let size):
        if isUnwritten(index) {
          index = before
          return true
        }
        note(.checksum, at: offset, Int64(size))
      case .oversize(let length):
        oversize = OversizeRecord(offset: offset, length: length)
      case .incomplete(let size):
        needed = size
        return false
      case .badHeader:
        if isUnwritten(before + RecordScanner.headerBytes) { return true }
        note(.header, at: offset, 0)
        scanner.resynchronize(from: &index)
      case .found: extendDamage(to: offset + Int64(index - before))
      }
    }
  }

  /// Returns true when a part that ends at an index is followed by zeros up to the end of the file.
  private func isUnwritten(_ index: Int) -> Bool {
    guard window.isZero(from: index - 1) else { return false }
    return window.isZero(from: index - Self.unwrittenBytes)
      || (try? window.fileSize()).map { $0 >= window.base + Int64(index - 1 + Self.unwrittenBytes) }
        ?? false
  }

  /// Continues through an oversize record.
  ///
  /// - Returns: The rest of the record; nil at its end.
  private func passOver(
    _ record: OversizeRecord, _ bytes: RawSpan, _ index: inout Int, _ end: Int
  ) -> OversizeRecord? {
    var record = record
    let count = Int(min(record.left, UInt64(end - index)))
    record.checksum = Checksum.continuing(record.checksum, bytes, index..<index + count)
    record.left -= UInt64(count)
    index += count
    guard record.left == 0, end - index >= RecordScanner.checksumBytes else { return record }
    if Checksum.masked(record.checksum) == bytes.littleEndian32(at: index) {
      records += 1
      oversizeRecords += 1
    } else {
      note(.checksum, at: record.offset, record.size)
    }
    index += RecordScanner.checksumBytes
    return nil
  }

  private func note(_ kind: EventFileDamage.Kind, at offset: Int64, _ length: Int64) {
    damagedParts += 1
    if damage.count < Self.listedDamage {
      damage.append(EventFileDamage(kind, offset: offset, length: length))
    }
  }

  /// Extends the last damaged part up to an offset.
  private func extendDamage(to offset: Int64) {
    guard damagedParts == damage.count, let last = damage.indices.last else { return }
    damage[last].length = offset - damage[last].offset
  }
}

/// A record too large to keep; only its checksum is computed.
private struct OversizeRecord {
  var offset: Int64
  var left: UInt64
  var checksum: UInt32 = 0
  /// The bytes of the whole record.
  let size: Int64

  init(offset: Int64, length: UInt64) {
    self.offset = offset
    left = length
    size = Int64(length) + Int64(RecordScanner.headerBytes + RecordScanner.checksumBytes)
  }
}
