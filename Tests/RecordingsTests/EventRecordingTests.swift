import OrderedCollections
import Recordings
import RunModel
import Testing

@Suite struct EventRecordingTests {
  /// The events of epochs of four steps, one second per step and half a second for the end of the
  /// epoch.
  private func epochs(_ range: Range<Int>, from start: Double, loss: Double = 1) -> [RunEvent] {
    var time = start
    return range.flatMap { epoch -> [RunEvent] in
      var events = [RunEvent(time: time, .epochStarted(epoch: epoch))]
      for step in 1...4 {
        time += 1
        events.append(
          RunEvent(
            time: time,
            .stepEnded(
              StepProgress(
                epoch: epoch, step: step, steps: 4, logs: ["loss": .number(loss)],
                recent: ["loss": .number(loss - Double(step) / 10)], samplesPerSecond: 1))))
      }
      time += 0.5
      events.append(
        RunEvent(
          time: time, .improved(epoch: epoch, by: "EarlyStopping", metric: "loss", value: loss)))
      events.append(
        RunEvent(
          time: time,
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["loss": .number(loss)], learningRate: 0.1, seconds: 4.5,
              callbacks: []))))
      return events
    }
  }

  private func started(_ time: Double, firstEpoch: Int = 0, name: String = "run") -> RunEvent {
    RunEvent(
      time: time,
      .runStarted(
        RunInfo(
          name: name, epochs: 10, firstEpoch: firstEpoch, stepsPerEpoch: 4, learningRate: 0.1)))
  }

  @Test func aLossThatDivergesIsAnEvent() {
    var events = [started(0)]
    for (epoch, loss) in [1, 0.5, 0.3, 1.2, 1.3].enumerated() {
      events += epochs(epoch..<epoch + 1, from: Double(epoch) * 10, loss: loss)
    }
    let recording = recording(events)
    let warnings = recording.whole.marks.filter { $0.kind == .warning }
    #expect(warnings.map(\.text) == ["loss diverges: 1.2 is 4 times its best, 0.3"])
    #expect(warnings.map(\.x) == [4] && recording.markMoments.count == recording.whole.marks.count)
    // The same at any moment, and when epochs are trained again.
    let before = recording.history(at: recording.length / 2, RecordingQuery())
    #expect(!before.marks.contains { $0.kind == .warning })
    let again = self.recording(
      events + [started(100, firstEpoch: 4)] + epochs(4..<5, from: 101, loss: 1.3))
    #expect(again.whole.marks.count { $0.kind == .warning } == 1)
  }

  @Test func aSilenceAndAFullDiskAreEvents() {
    var events = [started(0)]
    for epoch in 0..<4 { events += epochs(epoch..<epoch + 1, from: Double(epoch) * 10, loss: 1) }
    events += epochs(4..<5, from: 300, loss: 1)
    events.append(RunEvent(time: 306, .machineRead(MachineState(diskFree: 2e8))))
    let recording = recording(events)
    let warnings = recording.whole.marks.filter { $0.kind == .warning }
    #expect(
      warnings.map(\.text) == [
        "no news for 4 min", "the disk of the run has 0.2 GB left",
      ])
    #expect(recording.markMoments.count == recording.whole.marks.count)
    // What nobody heard while the run was paused, or before it was trained on, is no silence.
    for between: [RunEvent.Kind] in [
      [.paused(epoch: 4, step: 0)], [started(0, firstEpoch: 4).kind],
    ] {
      var quiet = Array(events.prefix { $0.time < 100 })
      let time = between[0].name == .paused ? 41.0 : 299
      quiet += between.map { RunEvent(time: time, $0) } + epochs(4..<5, from: 300, loss: 1)
      #expect(!self.recording(quiet).whole.marks.contains { $0.kind == .warning })
    }
  }

  private func recording(_ events: [RunEvent]) -> EventRecording {
    var recording = EventRecording(name: "folder")
    for event in events { recording.append(event) }
    return recording
  }

  /// The fold of events, with the curves of the whole recording.
  private func fold(
    _ events: some Sequence<RunEvent>, _ recording: EventRecording
  ) -> RunHistory {
    var history = RunHistory()
    for event in events { history.apply(event) }
    history.curves = recording.whole.curves
    return history
  }

  @Test func anyMomentIsTheFoldOfTheEventsUpToIt() {
    let events = [started(100)] + epochs(0..<3, from: 100)
    let recording = recording(events)
    #expect(recording.name == "run" && recording.length == 13.5)
    for (index, event) in events.enumerated() {
      // All events of one moment have happened.
      let last = events.lastIndex { $0.time == event.time } ?? index
      #expect(
        recording.history(at: event.time - 100, RecordingQuery())
          == fold(events[...last], recording),
        "event \(index)")
    }
    #expect(recording.history(at: 1e9, RecordingQuery()) == fold(events, recording))
    #expect(recording.history(at: -1, RecordingQuery()).info?.name == "run")
  }

  @Test func aLongRunIsFoldedOnFromAKeptState() {
    let events = [started(0)] + epochs(0..<2000, from: 0)
    let recording = recording(events)
    #expect(events.count > 10_000)
    for index in [1, 4095, 4096, 4097, 8192, 9001, events.count - 2] {
      let time = events[index].time
      let last = events[index...].prefix { $0.time == time }.indices.last ?? index
      #expect(
        recording.history(at: time, RecordingQuery()) == fold(events[...last], recording),
        "event \(index)")
    }
  }

  @Test func epochsAndMarksHaveTheirMoments() {
    let recording = recording([started(100)] + epochs(0..<3, from: 100))
    #expect(recording.epochEnds == [4.5, 9, 13.5])
    #expect(recording.recorded.map(\.epoch) == [0, 1, 2])
    #expect(recording.markMoments == [4.5, 9, 13.5])
    #expect(recording.whole.marks.count == 3)
  }

  @Test func pausesAreLeftOutOfTheRecording() {
    let first = epochs(0..<1, from: 100)
    let second = epochs(1..<2, from: 1104.5)
    let events =
      [started(100)] + first + [RunEvent(time: 104.5, .paused(epoch: 0, step: 4))]
      + [RunEvent(time: 1104.5, .resumed(epoch: 0, step: 4))] + second
    let recording = recording(events)
    #expect(recording.length == 9)
    #expect(recording.epochEnds == [4.5, 9])
    #expect(recording.history(at: 6, RecordingQuery()).epoch == 1)
  }

  @Test func whatAResumedRunTrainsAgainIsKeptAsLost() throws {
    let first = [started(0)] + epochs(0..<8, from: 0)
    let recording = recording(
      first + [started(200, firstEpoch: 5)] + epochs(5..<7, from: 200, loss: 0.5))
    let lost = recording.whole.lost
    #expect(lost.map(\.seam) == [5])
    #expect(lost.first?.epochSeries["loss"]?.points.map(\.x) == [5, 6, 7, 8])
    #expect(lost.first?.stepSeries["loss"]?.count == 13)
    #expect(recording.whole.epochSeries["loss"]?.points.map(\.y) == [1, 1, 1, 1, 1, 0.5, 0.5])
    // So it is at a moment of the second attempt, and on another axis; before, nothing is lost.
    let middle = recording.history(at: recording.length - 5, RecordingQuery())
    #expect(middle.lost == lost)
    let steps = recording.history(at: recording.length, RecordingQuery(axis: .step)).lost
    #expect(steps.map(\.seam) == [20])
    #expect(steps.first?.epochSeries["loss"]?.points.last?.x == 32)
    #expect(recording.history(at: 20, RecordingQuery()).lost.isEmpty)
  }

  @Test func aResumedRunGoesOnAndItsPastIsWhatItWas() {
    let before = [started(100)] + epochs(0..<3, from: 100, loss: 5)
    let after = [started(500, firstEpoch: 2)] + epochs(2..<4, from: 500, loss: 3)
    let recording = recording(before + after)
    #expect(recording.recorded.map(\.epoch) == [0, 1, 2, 3])
    #expect(recording.recorded.map { $0.logs["loss"] } == [5, 5, 3, 3])
    #expect(recording.epochEnds.count == recording.recorded.count)
    #expect(recording.epochEnds == recording.epochEnds.sorted())
    #expect(recording.markMoments.count == recording.whole.marks.count)
    // The time between attempts is a pause, and repeated epochs count twice.
    #expect(recording.length == 22.5)
    // At that moment the first attempt had trained its third epoch.
    let past = recording.history(at: 13, RecordingQuery())
    #expect(past.stepSeries["loss"]?.points.last == SeriesPoint(x: 3, y: 4.6))
    for (moment, end) in zip(recording.epochEnds, recording.recorded) {
      #expect(recording.history(at: moment, RecordingQuery()).epochs.last?.epoch == end.epoch)
    }
  }

  @Test func aSecondRunInTheFileIsAnotherRecording() {
    let recording = recording(
      [started(100, name: "old")] + epochs(0..<3, from: 100)
        + [started(900, name: "new")] + epochs(0..<1, from: 900))
    #expect(recording.name == "new")
    #expect(recording.length == 4.5)
    #expect(recording.epochEnds == [4.5])
    #expect(recording.history(at: 0, RecordingQuery()).epochs.isEmpty)
  }

  @Test(arguments: RunAxis.allCases) func xsAndMomentsAreEachOthersInverse(axis: RunAxis) {
    let recording = recording([started(100)] + epochs(0..<4, from: 100))
    var last = -1.0
    for moment in stride(from: 0.0, through: recording.length, by: 0.25) {
      let x = recording.x(at: moment, on: axis)
      #expect(x >= last)
      last = x
      let back = recording.moment(at: x, on: axis)
      // The run stands still during validation: the first moment is returned.
      #expect(back <= moment + 1e-9 && moment - back < 0.51, "\(moment) → \(x) → \(back)")
      #expect(abs(recording.x(at: back, on: axis) - x) < 1e-9)
    }
    let ends: [RunAxis: Double] = [.epoch: 4, .step: 16, .time: 18, .wall: 118]
    #expect(recording.x(at: recording.length, on: axis) == ends[axis])
  }

  @Test(arguments: [RunAxis.step, .time]) func onAnotherAxisEverythingMoves(axis: RunAxis) throws {
    let recording = recording([started(100)] + epochs(0..<3, from: 100))
    let history = recording.history(at: recording.length, RecordingQuery(axis: axis))
    let unit = axis == .step ? 4.0 : 4.5
    #expect(history.axis == axis)
    #expect(history.position == unit * 3)
    let ends = try #require(history.epochSeries["loss"]).points.map(\.x)
    let xs = axis == .step ? [4.0, 8, 12] : [4, 8.5, 13]
    #expect(ends == xs)
    #expect(history.marks.map(\.x) == xs)
  }

  @Test func theTimeOfDayGoesOnWhileTheRunIsPaused() {
    let recording = recording(
      [started(100)] + epochs(0..<1, from: 100)
        + [
          RunEvent(time: 105, .paused(epoch: 1, step: 0)),
          RunEvent(time: 205, .resumed(epoch: 1, step: 0)),
        ]
        + epochs(1..<2, from: 205))
    #expect(recording.length == 9.5)
    #expect(recording.x(at: 4.5, on: .wall) == 104.5)
    #expect(recording.x(at: recording.length, on: .wall) == 209.5)
    let history = recording.history(at: recording.length, RecordingQuery(axis: .wall))
    #expect(history.position == 209.5 && history.axis == .wall)
    #expect(history.epochSeries["loss"]?.points.first?.x == 104)
  }

  @Test func withoutARunThereIsNoPlayback() {
    let recording = EventRecording(name: "folder")
    #expect(recording.name == "folder" && recording.length == 0 && !recording.isLive)
    #expect(recording.history(at: 3, RecordingQuery(axis: .time)).epochs.isEmpty)
    #expect(recording.x(at: 1, on: .step) == 0 && recording.moment(at: 1, on: .epoch) == 0)
  }
}
