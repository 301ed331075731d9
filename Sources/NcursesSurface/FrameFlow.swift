package import Cells

/// Holds frames back until the terminal has read those before, so that on a slow line a key is
/// answered before frames that are out of date.
///
/// Behind each frame goes a question that the terminal answers at once. A terminal that stops
/// answering is asked no more until an answer comes late.
package struct FrameFlow {
  /// The time for which an answer is awaited.
  private static let patience = Duration.seconds(10)

  /// The times of the questions without an answer.
  private var questions: [ContinuousClock.Instant] = []
  /// The number of questions that are answered late, if at all.
  private var late = 0
  private var lastAnswer: ContinuousClock.Instant?
  /// The shortest time between a question and its answer, that of the way there and back.
  private var shortest: Duration?
  /// The time that the terminal lately took to read a frame, apart from the way there and back.
  package private(set) var frameTime = Duration.zero
  /// True when a key was pressed since the last frame.
  private var isUrgent = false
  /// The newest frame that was held back; nil for none.
  private var held: CellGrid?
  private var lastByte: UInt8 = 0
  /// False once an answer has not come.
  package private(set) var asks = true

  /// Creates the flow of a terminal that has not been asked.
  package init() {}

  /// The number of unanswered questions with which a frame may be shown.
  private var limit: Int { isUrgent ? 1 : 0 }

  /// True while an answer is awaited.
  package var isWaiting: Bool { !questions.isEmpty }

  /// Keeps a frame for later while one is under way; the answer to a key while two are.
  ///
  /// - Returns: False for a frame to be shown now.
  package mutating func holds(_ frame: CellGrid, at now: ContinuousClock.Instant = .now) -> Bool {
    if let last = questions.last, now - last > Self.patience {
      late += questions.count
      (questions, asks, frameTime) = ([], false, .zero)
    }
    guard questions.count > limit else {
      (held, isUrgent) = (nil, false)
      return false
    }
    held = frame
    return true
  }

  /// Counts a question that was sent behind a frame.
  package mutating func ask(at now: ContinuousClock.Instant = .now) {
    questions.append(now)
  }

  /// Makes the next frame urgent: it answers a key.
  package mutating func press() { isUrgent = true }

  /// Forgets the frame that was held back, because the screen has another size.
  package mutating func forgetFrame() { held = nil }

  /// Forgets what is under way, because the terminal was given away meanwhile.
  package mutating func reset() { self = FrameFlow() }

  /// Looks for answers in the bytes that the terminal sent.
  ///
  /// - Returns: The frame that was held back, once it is to be shown.
  package mutating func read(
    _ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant = .now
  ) -> CellGrid? {
    for byte in bytes {
      // Every answer ends in `$y`.
      if byte == UInt8(ascii: "y"), lastByte == UInt8(ascii: "$") {
        if late > 0 {
          late -= 1
        } else if !questions.isEmpty {
          // A frame is read after the one before.
          let question = questions.removeFirst()
          noteTime(now - max(question, lastAnswer ?? question))
          lastAnswer = now
        }
        asks = true
      }
      lastByte = byte
    }
    guard questions.count <= limit, let frame = held else { return nil }
    (held, isUrgent) = (nil, false)
    return frame
  }

  /// Small frames are read sooner than the charts of the next one will be.
  private mutating func noteTime(_ time: Duration) {
    let way = min(time, shortest ?? time)
    shortest = way
    frameTime = max(time - way, frameTime * 3 / 4)
  }
}
