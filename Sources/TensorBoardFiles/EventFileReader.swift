/// Reads the scalars of a TensorBoard event file in bounded parts, whole or while it is being written.
///
/// Every checksum is checked. A record that is cut off at the end is not yet complete: the next call looks
/// again. A tail of zeros counts as not yet written, since network file systems show one for a while. Any
/// other damage is passed over and reported with its position. No input ends the program, and memory stays
/// bounded by the largest record that is kept and by a limit on the number and length of tags.
///
///     let reader = try EventFileReader(path: path)
///     var points = ScalarPoints()
///     while try reader.readPart(into: &points) {}
///
/// Used on one thread at a time.
public final class EventFileReader {
  /// Bytes that are read at once.
  static let chunk = 1 << 18
  /// Parts of damage that are listed.
  static let listedDamage = 1000
  /// Fewer zeros at the end may be a record's own.
  private static let unwrittenBytes = 4

  /// The file.
  public let path: String
  /// What could not be used, in file order; the first thousand parts.
  public private(set) var damage: [EventFileDamage] = []
  /// Bytes of the file, at the last look, that belong to no complete record yet; 0 at a clean end.
  public private(set) var pendingBytes: Int64 = 0

  private let window: FileWindow
  private var scanner: RecordScanner
  private var decoder = EventDecoder()
  private var records = 0
  private var oversizeRecords = 0
  private var damagedParts = 0
  private var oversize: OversizeRecord?
  private var needed = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - offset: where to begin, in bytes: 0, or the `offset` of a reader before. What the file said
  ///     earlier of its tags is then not known.
  ///   - largestRecord: larger records are passed over and counted, in bytes.
  /// - Throws: `EventFileError` with the system's reason.
  public init(
    path: String, offset: Int64 = 0, largestRecord: Int = 64 << 20
  ) throws(EventFileError) {
    self.path = path
    window = try FileWindow(path: path, at: max(0, offset), chunk: Self.chunk)
    scanner = RecordScanner(largestRecord: max(0, largestRecord))
  }

  /// The tags, by the numbers in `ScalarPoints.tags`; some may belong to no point.
  public var tags: [String] { decoder.tags.names }

  /// The version that the file gives: `brain.Event:2`; nil while it has given none.
  public var fileVersion: String? { decoder.fileVersion }

  /// The position behind the last record that was used: where another reader can go on.
  public var offset: Int64 { oversize?.offset ?? window.offset }

  /// How far the file was passed, a record too large to keep by pieces, and the CRC-32C of all bytes up to there
  /// from where the reader began.
  public var passed: (offset: Int64, checksum: UInt32) { (window.offset, window.checksum) }

  /// What was met so far.
  public var counts: EventCounts {
    var counts = EventCounts()
    counts.records = records
    counts.scalars = decoder.scalars
    counts.otherValues = decoder.otherValues
    counts.otherEvents = decoder.otherEvents
    counts.oversizeRecords = oversizeRecords
    counts.damagedParts = damagedParts
    return counts
  }

  /// Whether another file stands at the path now, or this one was cut: then begin with a new reader.
  public var isReplaced: Bool { window.isReplaced }

  /// Reads the next part of the file, a quarter of a mebibyte or one record, and adds its points.
  ///
  /// - Returns: whether to go on; after false there is nothing more until the file grows.
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

  /// Reads everything that is there now.
  ///
  /// - Throws: `EventFileError` with the system's reason.
  /// - Complexity: O(the file's bytes from `offset` on).
  public func readAll() throws(EventFileError) -> ScalarPoints {
    var points = ScalarPoints()
    while try readPart(into: &points) {}
    return points
  }

  /// Uses what the window holds up to the first thing that needs more of the file.
  ///
  /// Scanner and decoder are handed over, so that the exclusive access to them is checked once a part.
  ///
  /// - Returns: whether that thing is not written yet, though the file is long enough.
  private func use(
    _ buffer: [UInt8], _ scanner: inout RecordScanner, _ decoder: inout EventDecoder,
    _ points: inout ScalarPoints
  ) -> Bool {
    let bytes = buffer.span.bytes
    let (base, end) = (window.base, window.end)
    var place = window.start
    defer {
      window.start = place
      if scanner.isLost { extendDamage(to: base + Int64(place)) }
    }
    while true {
      if let record = oversize {
        oversize = passOver(record, bytes, &place, end)
        if oversize == nil { continue } else { return false }
      }
      let before = place
      let offset = base + Int64(before)
      switch scanner.next(in: bytes, from: &place, to: end) {
      case .record(let content):
        records += 1
        if !decoder.read(content, in: bytes, into: &points) {
          note(.content, at: offset, Int64(place - before))
        }
      case .damagedRecord(let size):
        if isUnwritten(place) {
          place = before
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
        scanner.beLost(from: &place)
      case .found: extendDamage(to: offset + Int64(place - before))
      }
    }
  }

  /// Whether what ends at a place was cut off by zeros that go on to the end of the file.
  private func isUnwritten(_ place: Int) -> Bool {
    guard window.isZero(from: place - 1) else { return false }
    return window.isZero(from: place - Self.unwrittenBytes)
      || (try? window.fileSize()).map { $0 >= window.base + Int64(place - 1 + Self.unwrittenBytes) }
        ?? false
  }

  /// Goes on through an oversize record.
  ///
  /// - Returns: nil at its end.
  private func passOver(
    _ record: OversizeRecord, _ bytes: RawSpan, _ place: inout Int, _ end: Int
  ) -> OversizeRecord? {
    var record = record
    let count = Int(min(record.left, UInt64(end - place)))
    record.checksum = Checksum.continuing(record.checksum, bytes, place..<place + count)
    record.left -= UInt64(count)
    place += count
    guard record.left == 0, end - place >= RecordScanner.checksumBytes else { return record }
    if Checksum.masked(record.checksum) == bytes.littleEndian32(at: place) {
      records += 1
      oversizeRecords += 1
    } else {
      note(.checksum, at: record.offset, record.size)
    }
    place += RecordScanner.checksumBytes
    return nil
  }

  private func note(_ kind: EventFileDamage.Kind, at offset: Int64, _ length: Int64) {
    damagedParts += 1
    if damage.count < Self.listedDamage {
      damage.append(EventFileDamage(kind, offset: offset, length: length))
    }
  }

  /// Lets the last part of damage reach to a position.
  private func extendDamage(to offset: Int64) {
    guard damagedParts == damage.count, let last = damage.indices.last else { return }
    damage[last].length = offset - damage[last].offset
  }
}

/// A record too large to keep, of which only the checksum is computed.
private struct OversizeRecord {
  var offset: Int64
  var left: UInt64
  var checksum: UInt32 = 0
  /// Bytes of the whole record.
  let size: Int64

  init(offset: Int64, length: UInt64) {
    self.offset = offset
    left = length
    size = Int64(length) + Int64(RecordScanner.headerBytes + RecordScanner.checksumBytes)
  }
}
