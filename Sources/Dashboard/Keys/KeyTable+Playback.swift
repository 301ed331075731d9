internal import Cells
internal import EventPanels
internal import Playbacks
internal import RunModel

extension KeyTable {
  /// The keys that move through a run, over its recording or by training on.
  static let playback: [KeyBinding] = [
    KeyBinding(
      "pause", [.character("p"), .character(" ")], "p",
      footer: { state in
        if let playback = state.playback, state.isPlayingBack {
          let move = playback.nextMove
          // At its present, the same key pauses the run.
          return move == "play" && state.tense == .past ? "play from here" : move
        }
        if state.isReadOnly { return "" }
        return state.history.status == .paused ? "resume" : "pause"
      }, help: "pause, resume, play (or space)", when: .liveOrPlayback,
      .effects { $0.pauseOrPlay() }),
    KeyBinding(
      "step", [.character("n")], "n",
      footer: { state in
        if state.isPlayingBack { return "forward" }
        if state.isReadOnly { return "" }
        return state.waitingCommands.contains(.pause) ? "cancel pause" : "next"
      }, help: "one epoch, then pause; b back", when: .liveOrPlayback,
      .effects { $0.trainOrShowEpoch() }),
    KeyBinding(
      "epoch-back", [.character("b")], "b",
      footer: { $0.isPlayingBack && $0.whatIf != nil ? "" : "back" },
      when: .playback, .change { $0.playback?.step(epochs: -1) }),
    KeyBinding(
      "faster", [.character(">")], "< >", help: "play slower, faster", when: .playback,
      .change { $0.changeSpeed(by: 1) }),
    KeyBinding(
      "slower", [.character("<")], "<", when: .playback, .change { $0.changeSpeed(by: -1) }),
    KeyBinding(
      "first", [.home], "Home", help: "the first moment, End the last", when: .playback,
      .change { $0.playback?.seek(0) }),
    KeyBinding(
      "last", [.end], "End", when: .playback, .change { $0.seekEnd() }),
    KeyBinding(
      "replay", [.character("r")], "r", help: "play from the start", when: .playback,
      .change { $0.replay() }),
    KeyBinding(
      "end-card", [.character("I")], "I", help: "how the run ended", when: .ended,
      .change { $0.isEndCardOpen = true }),
    KeyBinding(
      "train-on", [.character("C")], "C", footer: { $0.continuation == nil ? "" : "train on" },
      help: "continue with more epochs after the end", when: .ended,
      .effects { $0.trainOn() }),
  ]

  /// The keys that try callbacks, and choose and arrange runs.
  static let comparing: [KeyBinding] = [
    KeyBinding(
      "what-if", [.character("w")], "w",
      footer: { state in
        if state.whatIf != nil { return "recorded" }
        let hasEpochs = state.playback?.overview.recorded.isEmpty == false
        return state.isPlayingBack && hasEpochs ? "what if" : ""
      }, isAlwaysInFooter: true, help: "try other callbacks", .change { $0.toggleWhatIf() }),
    KeyBinding(
      "watched", [.character("W")], "W", help: "what if: another metric", when: .whatIf,
      .change { $0.watchNextMetric() }),
    KeyBinding(
      "next-run", [.character("}")], "{ }",
      footer: { $0.isPlayingBack && $0.whatIf != nil ? "" : "run" },
      help: "the previous, next run", when: .severalRuns, .change { $0.chooseRun(by: 1) }),
    KeyBinding(
      "previous-run", [.character("{")], "{", when: .severalRuns, .change { $0.chooseRun(by: -1) }),
    KeyBinding(
      "arrangement", [.character("|")], "|", help: "runs overlaid, beside, alone",
      when: .severalRuns,
      .change { state in
        state.playback?.arrangeDifferently()
        state.say(state.playback?.arrangement.words ?? "")
      }),
  ]

  /// The keys that change the part of a run that is shown, and read its values.
  static let axis: [KeyBinding] = [
    KeyBinding(
      "axis", [.character("a")], "a X", help: "x axis; X linear or log",
      when: .playback, .change { $0.changeAxis() }),
    KeyBinding(
      "log-axis", [.character("X")], "X", when: .playback,
      .change { state in
        let isOff = state.playback?.prefersLogarithm == false
        if let reason = state.useLogarithm(isOff) { state.say(reason) }
      }),
    KeyBinding(
      "read", [.character("c")], "c", footer: { $0.isPlayingBack || $0.isLive ? "read" : "" },
      help: "read the values at a hairline", when: .playback, .change { $0.toggleReading() }),
    KeyBinding(
      "zoom-in", [.character("+"), .character("=")], "+ -", help: "zoom in, out (or =)",
      when: .playback, .change { $0.zoom(by: 0.5) }),
    KeyBinding(
      "zoom-out", [.character("-")], "-", when: .playback, .change { $0.zoom(by: 2) }),
    KeyBinding(
      "pan-right", [.character(")")], "( )", help: "the part before, after", when: .playback,
      .change { $0.pan(by: 0.5) }),
    KeyBinding(
      "pan-left", [.character("(")], "(", when: .playback, .change { $0.pan(by: -0.5) }),
    KeyBinding(
      "fit", [.character("f")], "f", footer: { $0.playback?.window == nil ? "" : "fit" },
      isAlwaysInFooter: true, help: "all of the run", when: .playback,
      .change { $0.playback?.showAll() }),
    KeyBinding(
      "", [], "mouse", help: "read; right: go there; double: full", when: .playback,
      .change { _ in }),
    KeyBinding(
      "output", [.character("o")], "o", help: "text that the program prints", when: .output,
      .change { $0.toggleOutput() }),
  ]
}
