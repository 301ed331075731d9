internal import CurveStore
internal import SystemFiles

/// What a log is, by its first bytes.
enum LogKind: Equatable {
  /// Nothing but blanks.
  case blank
  /// Packed, in UTF-16, or one JSON value: only the whole makes sense.
  case document(skipped: Int)
  case weightsAndBiases
  case events(skipped: Int)
  case jsonLines(JSONProfile, skipped: Int)
  case console(skipped: Int)
  case delimited(DelimitedHeader, skipped: Int)
  /// A metric of MLflow's file store.
  case metric(name: String, skipped: Int)
  /// YOLO's results without a header.
  case results(skipped: Int)

  /// Bytes of the mark of an encoding.
  var skipped: Int {
    switch self {
    case .blank, .weightsAndBiases: 0
    case .document(let skipped), .events(let skipped), .jsonLines(_, let skipped),
      .console(let skipped), .delimited(_, let skipped), .metric(_, let skipped),
      .results(let skipped):
      skipped
    }
  }

  /// Looks at the beginning of a log.
  ///
  /// - Complexity: O(bytes).
  init(_ head: [UInt8], path: String) {
    if head.starts(with: [0x3A, 0x57, 0x26, 0x42]) || head.isEmpty && path.hasSuffix(".wandb") {
      self = .weightsAndBiases
    } else if LogText.isPacked(head) || LogText.isWide(head) {
      self = .document(skipped: 0)
    } else if head.starts(with: LogText.mark) {
      self = Self.text(Array(head.dropFirst(LogText.mark.count)), path, LogText.mark.count)
    } else {
      self = Self.text(head, path, 0)
    }
  }

  private static func text(_ head: [UInt8], _ path: String, _ skipped: Int) -> LogKind {
    guard let first = head.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0].contains($0) }) else {
      return .blank
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      switch JSONReader.form(of: head) {
      case .document: return .document(skipped: skipped)
      case .events: return .events(skipped: skipped)
      case .lines(let profile): return .jsonLines(profile, skipped: skipped)
      case .none: break
      }
    }
    return plain(head, path, skipped)
  }

  /// The kind of text that is not JSON.
  static func plain(_ head: [UInt8], _ path: String, _ skipped: Int) -> LogKind {
    if ConsoleReader.isConsole(head) { return .console(skipped: skipped) }
    if let header = DelimitedHeader(head) { return .delimited(header, skipped: skipped) }
    switch HeaderlessReader.form(of: head) {
    case .metric:
      let name = path.split(separator: "/").last.map(String.init) ?? "value"
      return .metric(name: name, skipped: skipped)
    case .results: return .results(skipped: skipped)
    case .none: return .console(skipped: skipped)
    }
  }

  /// Whether events of ours lie beside a file.
  private static func isOfOurRun(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let events = folder + "events.jsonl"
    guard let file = try? FileDescriptor(path: events),
      let head = try? file.read(at: 0, count: LogIntake.headSize, path: events)
    else { return false }
    if case .events = LogKind(head, path: events) { return true }
    return false
  }

  /// A reader at the beginning of such a log; nil when there is nothing to read.
  ///
  /// - Parameter path: the log's; what lies beside it may say whose it is.
  func stream(path: String) -> (any LogStream)? {
    switch self {
    case .blank: nil
    case .document: DocumentReader()
    case .weightsAndBiases: WeightsAndBiasesReader()
    case .events: PlateauReader()
    case .jsonLines(let profile, _): JSONLinesReader(profile)
    case .console: ConsoleReader()
    case .delimited(let header, _):
      header.format == .kerasCSV && Self.isOfOurRun(path)
        ? DelimitedReader(header, isOfOurRun: true, brokenOff: BrokenOffEpoch(beside: path))
        : DelimitedReader(header)
    case .metric(let name, _): MetricReader(name: name)
    case .results: ResultsReader()
    }
  }
}
