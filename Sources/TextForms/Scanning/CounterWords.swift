internal import CurveStore

/// The words for what counts the progress of a run, in the languages most used.
enum CounterWords {
  private static let epochs: Set<String> = [
    "epoch", "epochs", "epoches", "epochs_done", "ep", "epo", "epoc", "round", "rounds",
    "trainepoch", "epoch_num",
    "epoch_idx", "epoch_id", "num_epoch", "cur_epoch", "current_epoch", "n_epoch", "epochno",
    "época", "epoca", "époque", "epoque", "epoche", "эпоха", "эпохи", "epok", "epoka", "轮", "第",
    "エポック", "에폭", "에포크", "轮次", "世代", "周期", "回合", "devir", "tijdperk", "epocha",
    "епоха", "епохи", "युग", "दौर", "حقبة", "الحقبة", "دورة", "الدورة", "دوره", "vòng", "epoki",
  ]

  private static let steps: Set<String> = [
    "step", "steps", "iter", "iters", "iteration", "iterations", "it", "itr", "global_step",
    "global_steps", "globalstep", "batch", "batches", "batch_idx", "batch_id", "minibatch",
    "mini-batch", "mini_batch", "minibatches", "up", "upd", "update", "updates", "num_updates",
    "n_updates", "n_iter", "niter",
    "iter_num", "training_iteration", "timesteps", "timestep", "total_timesteps",
    "timesteps_total", "timesteps_so_far", "timestepssofar", "total-timesteps", "num_timesteps",
    "num_env_steps_sampled", "env_step", "env_steps", "total_steps", "totalsteps", "episode",
    "episodes", "frames", "frame", "num_steps", "nupdates", "total_num_steps", "global-step",
    "samples_seen", "iterations_since_restore", "num_steps_sampled", "num_steps_trained",
    "agent_timesteps_total", "episodes_total", "timesteps_since_restore", "env_steps_total",
    "cumulative_steps", "iterations_done", "steps_done", "batches_done",
    "train_step", "train_steps", "training_step", "cur_iter", "current_iter",
    "curr_iter", "trainstep", "game", "games", "generation", "gen", "tick", "kimg", "trial",
    "paso", "шаг", "итерация", "iteración", "itération", "schritt", "étape", "passo", "步", "步数",
    "迭代", "批次", "ステップ", "イテレーション", "스텝", "스텝수", "반복", "iteração", "iterazione", "iterate", "krok",
    "крок",
    "ітерація", "adım", "langkah", "steg", "stap", "चरण", "خطوة",
    "الخطوة", "bước", "iterasi",
  ]

  /// The counter that a single word names; nil when it names none.
  static func counter(_ word: String) -> TextSlot.Counter? {
    let word = word.lowercased()
    if epochs.contains(word) { return .epoch }
    if steps.contains(word) { return .step }
    return nil
  }

  /// The order in which counters of steps are preferred where a line or block has several.
  static func preference(_ word: String) -> Int {
    let word = word.lowercased()
    if word.contains("timestep") || word.contains("env_step") || word.contains("frame") { return 4 }
    if word.contains("global") || word.contains("total") || word.contains("cumul") { return 3 }
    if word.contains("update") { return 1 }
    return 2
  }

  /// The words that make a number after a counter's name something else: `best epoch: 3`.
  static let disclaimers: Set<String> = [
    "best", "total", "max", "max_", "num", "number", "n", "last", "previous", "from", "every",
    "per",
    "warmup", "warm-up", "until", "saved", "loaded", "resume", "resumed", "resuming", "checkpoint",
    "maximum", "since", "patience", "load", "save", "saving", "loading", "remaining", "left",
    "decay",
  ]

  /// Returns false for the names of what rises without counting records: times, sizes and measures.
  static func mayCount(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }
    return MetricKind(name).role == .other && !words.contains { uncounted.contains($0) }
  }

  private static let uncounted: Set<Substring> = [
    "time", "elapsed", "sec", "secs", "second", "seconds", "s", "ms", "minutes", "min", "hours",
    "mem", "memory", "size", "params", "parameters", "seed", "cost", "gpu", "cpu", "temperature",
  ]

  private static let glued: [[UInt8]] = [
    "epoch", "step", "iter", "iteration", "batch", "ep", "round", "episode",
  ].map { Array($0.utf8) }

  /// The index of the digits of `epoch3`, `step_200` or `iter-50`; nil when the word is another.
  static func gluedDigits(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var digits = end
    while digits > start, ByteClass.isDigit(line[digits - 1]) { digits -= 1 }
    guard digits < end, digits > start else { return nil }
    var last = digits
    if line[last - 1] == UInt8(ascii: "_") || line[last - 1] == UInt8(ascii: "-") { last -= 1 }
    return glued.contains { word in
      word.count == last - start && zip(word, start..<last).allSatisfy { $0 == line[$1] | 0x20 }
    } ? digits : nil
  }
}
