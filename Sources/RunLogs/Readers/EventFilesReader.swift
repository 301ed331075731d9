internal import TensorBoardFiles

/// Reads TensorBoard's event files through `EventFileReader`, a part at a time.
enum EventFilesReader {
  /// Reads one file.
  ///
  /// - Throws: `RunLogError` with the system's reason.
  /// - Complexity: O(bytes).
  static func read(_ path: String) throws(RunLogError) -> LogContents {
    var builder = LogBuilder(.tensorBoard)
    try add(path, run: builder.run(), file: nil, &builder)
    return builder.contents()
  }

  /// Adds a file to a run: a second one of the same run begins a segment.
  static func add(
    _ path: String, run: Int, file: String?, _ builder: inout LogBuilder
  ) throws(RunLogError) {
    builder.beginSegment(run: run)
    do throws(EventFileError) {
      let reader = try EventFileReader(path: path)
      var points = ScalarPoints()
      var series: [Int?] = []
      var isEpoch: [Bool] = []
      var goesOn = true
      while goesOn {
        goesOn = try reader.readPart(into: &points)
        if series.count < reader.tags.count {
          let new = reader.tags[series.count...]
          // Keras counts epochs in the steps of these.
          isEpoch += new.map { $0.hasPrefix("epoch_") }
          series += new.map { _ in nil }
        }
        for index in 0..<points.count {
          let tag = Int(points.tags[index])
          let number = series[tag] ?? builder.series(reader.tags[tag], run: run)
          series[tag] = number
          let step = points.steps[index]
          builder.append(
            LogPoint(
              step: step == LogPoints.noStep ? nil : step,
              epoch: isEpoch[tag] ? Double(step) : nil, wallTime: points.wallTimes[index],
              value: points.values[index]), to: number)
        }
        points.removeAll()
      }
      note(reader, file, &builder)
    } catch {
      throw RunLogError(file: error.file, error.message)
    }
  }

  private static func note(
    _ reader: EventFileReader, _ file: String?, _ builder: inout LogBuilder
  ) {
    for damage in reader.damage {
      let text =
        switch damage.kind {
        case .header: "no record begins here; \(damage.length) bytes are passed over"
        case .checksum: "a record of \(damage.length) bytes has a wrong checksum"
        case .content: "a record of \(damage.length) bytes is no event"
        }
      builder.note(LogNote(.damaged, file: file, offset: Int(damage.offset), text))
    }
    if reader.pendingBytes > 0 {
      builder.note(
        LogNote(
          .damaged, file: file, offset: Int(reader.offset),
          "the last \(reader.pendingBytes) bytes are no complete record (not yet written, or cut off)"
        ))
    }
    let counts = reader.counts
    if counts.otherValues > 0 {
      builder.note(
        LogNote(
          .skipped, file: file, "\(counts.otherValues) images, histograms, texts and tensors"))
    }
    if counts.oversizeRecords > 0 {
      builder.note(
        LogNote(.skipped, file: file, "\(counts.oversizeRecords) records larger than 64 MiB"))
    }
  }
}
