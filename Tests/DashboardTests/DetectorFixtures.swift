import Boxes
import Dashboard
import RunModel

/// A run of a detector of drawn shapes, made of plain numbers.
enum DetectorFixtures {
  static let names = ["circle", "square", "triangle", "star", "ring"]

  /// An image of a sloping ground with a disk, a square and a triangle.
  static func sample(_ number: Int, width: Int = 96, height: Int = 96) -> SampleImage {
    var pixels: [UInt8] = []
    let shift = 0.05 * Double(number % 3)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
        var color = (40 + 60 * u, 50 + 40 * v, 70 + 50 * (1 - v))
        if (u - 0.3) * (u - 0.3) + (v - 0.3 - shift) * (v - 0.3 - shift) < 0.028 {
          color = (214, 90, 74)
        }
        if u > 0.56, u < 0.9, v > 0.14 + shift, v < 0.48 + shift { color = (90, 170, 200) }
        if v > 0.6, v < 0.92, abs(u - 0.52) < (v - 0.6) * 0.6 { color = (226, 196, 92) }
        pixels += [UInt8(color.0), UInt8(color.1), UInt8(color.2)]
      }
    }
    return SampleImage(
      width: width, height: height, pixels: pixels,
      truths: [
        LabeledBox(box: UnitBox(x: 0.13, y: 0.13 + shift, width: 0.34, height: 0.34), label: 0),
        LabeledBox(box: UnitBox(x: 0.56, y: 0.14 + shift, width: 0.34, height: 0.34), label: 1),
        LabeledBox(box: UnitBox(x: 0.33, y: 0.6, width: 0.38, height: 0.32), label: 2),
      ])
  }

  /// One is right, one is misplaced, one is missed and one is not there.
  static let found = [
    LabeledBox(box: UnitBox(x: 0.12, y: 0.14, width: 0.34, height: 0.35), label: 0, score: 0.97),
    LabeledBox(box: UnitBox(x: 0.52, y: 0.17, width: 0.36, height: 0.36), label: 1, score: 0.88),
    LabeledBox(box: UnitBox(x: 0.02, y: 0.62, width: 0.3, height: 0.3), label: 3, score: 0.41),
    LabeledBox(box: UnitBox(x: 0.4, y: 0.4, width: 0.2, height: 0.2), label: 4, score: 0.11),
  ]

  static func report(epoch: Int, names: [String] = names) -> DetectionReport {
    let classes = names.enumerated().map { index, name in
      let top = 0.93 - 0.09 * Double(index % 7)
      let rise = 1 - 0.8 / (1 + Double(epoch) * (0.9 - 0.1 * Double(index % 5)))
      let dip = index % 3 == 1 && epoch > 8 ? 0.062 : 0
      return DetectionReport.ClassScore(
        name: name, truths: 412 - 37 * (index % 9), averagePrecision: top * rise - dip,
        ap50: min(1, top * rise + 0.12), precisions: precisions(reaching: top * rise + 0.05))
    }
    let side = names.count + 1
    let confusion = (0..<side).map { row in
      (0..<side).map { column in
        if row == column { return row == side - 1 ? 0 : 330 - 21 * (row % 9) }
        return (row * 7 + column * 11) % 13 < 5 ? (row * 31 + column * 17) % 41 : 0
      }
    }
    let curves = classes.compactMap(\.precisions)
    return DetectionReport(
      classes: classes, confusion: confusion, found: [found, [], found],
      errors: errors(epoch: epoch),
      precisions: (0...100).map { point in
        curves.reduce(0) { $0 + $1[point] } / Double(max(1, curves.count))
      })
  }

  /// A curve that falls slowly at first, and ends at a recall.
  static func precisions(reaching recall: Double) -> [Double] {
    (0...100).map { point in
      let share = Double(point) / 100 / min(1, recall)
      return share > 1 ? 0 : 1 - 0.45 * share * share * share
    }
  }

  /// Misplaced boxes become fewer; duplicates come back when the others fall.
  static func errors(epoch: Int) -> DetectionReport.Errors {
    let rest = 1 / (1 + 0.4 * Double(epoch))
    let gains = [
      ("classification", 0.031 * rest), ("localization", 0.31 * rest), ("both", 0.012 * rest),
      ("duplicate", 0.003 * Double(epoch)), ("background", 0.022), ("missed", 0.16 * rest),
    ]
    return DetectionReport.Errors(
      kinds: gains.enumerated().map { index, kind in
        .init(name: kind.0, gain: kind.1, count: 17 + 431 * index * (20 - epoch) / 20)
      }, falsePositiveGain: 0.19 * rest, falseNegativeGain: 0.24 * rest)
  }

  static func events(names: [String] = names, samples: [SampleImage]) -> [RunEvent] {
    var events: [RunEvent] = []
    for event in Fixtures.events() {
      var event = event
      if case .stepEnded(var progress) = event.kind {
        progress.recent[value: "box_loss"] = .number(0.3121)
        progress.recent[value: "class_loss"] = .number(0.8217)
        event.kind = .stepEnded(progress)
      }
      if case .epochEnded(var summary) = event.kind {
        summary.logs[value: "val_box_loss"] = .number(0.3502)
        summary.logs[value: "val_class_loss"] = .number(0.9044)
        events.append(
          RunEvent(
            time: event.time,
            .detected(
              epoch: summary.epoch, report(epoch: summary.epoch, names: names))))
        event.kind = .epochEnded(summary)
      }
      events.append(event)
      if case .runStarted = event.kind {
        events.append(RunEvent(time: event.time, .samplesChosen(samples)))
      }
    }
    return events
  }

  static func state(
    names: [String] = names, samples: [SampleImage] = (0..<4).map { sample($0) }
  ) -> OwnRun {
    var state = OwnRun(now: Fixtures.start)
    let events = events(names: names, samples: samples)
    state.report(events)
    _ = state.reduce(.tick(events.last?.time ?? Fixtures.start))
    return state
  }
}
