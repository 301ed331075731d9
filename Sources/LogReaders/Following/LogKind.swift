internal import CurveStore
internal import SystemFiles

/// The kind of a log, as detected from its first bytes.
struct LogKind: Equatable {
  /// The form of a log, each with a reader.
  enum Form: Equatable {
    /// Nothing but blanks.
    case blank
    /// A packed file, UTF-16 or one JSON value, which can only be parsed as a whole.
    case document
    /// The `.wandb` file of a W&B run.
    case weightsAndBiases
    /// Our own events.
    case events
    /// Records of JSON, one per line.
    case jsonLines(JSONProfile)
    /// The output of a program.
    case console
    /// Delimited text with a header.
    case delimited(DelimitedHeader)
    /// A metric of MLflow's file store.
    case metric(name: String)
    /// YOLO's results without a header.
    case results
  }

  /// The form.
  let form: Form
  /// The number of bytes of an encoding's mark, which come before the text.
  var skipped = 0

  /// Creates the kind of a form.
  init(_ form: Form) { self.form = form }

  /// Detects the kind of a log by its beginning.
  ///
  /// - Complexity: O(bytes).
  init(_ head: [UInt8], path: String) {
    if head.starts(with: [0x3A, 0x57, 0x26, 0x42]) || head.isEmpty && path.hasSuffix(".wandb") {
      self.init(.weightsAndBiases)
    } else if LogText.isPacked(head) || LogText.isWide(head) {
      self.init(.document)
    } else if head.starts(with: LogText.mark) {
      self.init(Self.form(ofText: Array(head.dropFirst(LogText.mark.count)), path))
      skipped = LogText.mark.count
    } else {
      self.init(Self.form(ofText: head, path))
    }
  }

  private static func form(ofText head: [UInt8], _ path: String) -> Form {
    guard let first = head.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0].contains($0) }) else {
      return .blank
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      switch JSONReader.form(of: head) {
      case .document: return .document
      case .events: return .events
      case .lines(let profile): return .jsonLines(profile)
      case .none: break
      }
    }
    return form(ofPlainText: head, path)
  }

  /// The form of text that is not JSON.
  static func form(ofPlainText head: [UInt8], _ path: String) -> Form {
    if ConsoleReader.isConsole(head) { return .console }
    if let header = DelimitedHeader(head) { return .delimited(header) }
    switch HeaderlessTable.form(of: head) {
    case .metric: return .metric(name: path.split(separator: "/").last.map(String.init) ?? "value")
    case .results: return .results
    case .none: return .console
    }
  }

  /// Returns true when our own events lie beside a file.
  private static func isOfOurRun(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let events = folder + "events.jsonl"
    guard let file = try? FileDescriptor(path: events),
      let head = try? file.read(at: 0, count: LogIntake.headSize, path: events)
    else { return false }
    return LogKind(head, path: events).form == .events
  }

  /// Creates a reader for the beginning of the log; nil when there is nothing to read.
  ///
  /// - Parameter path: The log's path; the files beside it may show that it belongs to a run of
  ///   ours.
  func reader(path: String) -> (any RecordReader)? {
    switch form {
    case .blank: nil
    case .document: DocumentReader()
    case .weightsAndBiases: WeightsAndBiasesReader()
    case .events: PlateauReader()
    case .jsonLines(let profile): JSONLinesReader(profile)
    case .console: ConsoleReader()
    case .delimited(let header):
      header.format == .kerasCSV && Self.isOfOurRun(path)
        ? DelimitedReader(header, isOfOurRun: true, brokenOff: BrokenOffEpoch(beside: path))
        : DelimitedReader(header)
    case .metric(let name): MetricReader(name: name)
    case .results: ResultsReader()
    }
  }
}
