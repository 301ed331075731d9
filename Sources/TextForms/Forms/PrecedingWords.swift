internal import CurveStore

/// The meaning of the words before a number.
struct PrecedingWords {
  /// The meaning of a number by its words.
  enum Meaning: Equatable {
    case nothing
    /// A counter, and the number of words before those that name it.
    case counter(TextSlot.Counter, before: Int)
    case writer
    case ignored
    case measure
  }

  /// The meaning.
  private(set) var meaning = Meaning.nothing
  /// The name.
  private(set) var name = ""
  /// The data named by words that are no part of the name.
  private(set) var split: LogSeries.Split?
  /// The data that the name itself says.
  private(set) var ownSplit: LogSeries.Split?
  /// True when a sign or "is" joins the words to the number.
  private(set) var isJoined: Bool

  private static let noise: Set<String> = [
    "info", "debug", "warning", "warn", "error", "critical", "trace", "notice", "stdout", "stderr",
    "log",
    "i", "w", "stage",
  ]
  /// The levels of messages that are never the name of a measure, as `error` may be.
  private static let levels: Set<String> = ["info", "debug", "warning", "critical", "notice"]
  private static let openings: Set<String> = [
    "the", "and", "a", "an", "with", "but", "of", "our", "its", "has", "had", "now", "then", "got",
    "und", "et", "y", "e", "и", "la", "le", "el", "der", "die", "das", "avec", "con", "mit",
  ]
  private static let joints: Set<String> = ["is", "was", "are", "of", "at", "reached", "equals"]
  private static let endings: Set<String> = [
    "from", "to", "by", "than", "until", "every", "after", "took", "in", "for", "over", "with",
    "on",
    "and", "or", "the", "a", "about", "within", "has", "have", "had", "using", "wait", "waiting",
    "seed", "gpu", "device", "devices", "version", "lines", "pid",
  ]
  private static let neutral: Set<String> = [
    "start", "of", "end", "begin", "beginning", "finished", "starting", "running", "current", "the",
    "at", "in", "on", "after", "for", "global", "completed", "done", "now", "this", "during",
    "processing", "processed", "optimizer", "env", "environment", "cur", "total", "so", "far",
    "idx",
    "no", "no.", "number", "main", "local", "inner", "outer", "mini", "=>", "finish", "ended",
    "entering", "begins",
  ]
  /// The words behind that for a counter which only say that it counts.
  private static let indices: Set<String> = ["id", "idx", "index", "number", "no", "no."]
  private static let writers: Set<String> = [
    "rank", "local_rank", "global_rank", "worker", "process", "proc", "replica", "node",
  ]

  /// Finds the meaning of words.
  ///
  /// - Parameter isSigned: True when a colon or an equals sign follows them.
  init(_ words: [String], isSigned: Bool) {
    isJoined = isSigned
    var words = words
    let count = words.count
    if words.count > 2, ["stdout", "stderr"].contains(words[0]), ["F", "P"].contains(words[1]) {
      // A full or a partial line, as container runtimes write.
      words.removeFirst(2)
    }
    while let first = words.first,
      words.count > 1 || !isSigned || Self.levels.contains(first.lowercased()),
      Self.noise.contains(first.lowercased())
        || words.count > 1 && Self.openings.contains(first.lowercased())
    { words.removeFirst() }
    let noise = count - words.count
    if !isSigned {
      while let last = words.last, Self.joints.contains(last.lowercased()) {
        isJoined = last.lowercased() == "is" || isJoined
        words.removeLast()
      }
    }
    if isSigned, words.count > 1, words.last?.lowercased() == "is" { words.removeLast() }
    var index = ""
    if words.count > 1, Self.indices.contains(words[words.count - 1].lowercased()),
      CounterWords.counter(words[words.count - 2]) != nil
    {
      // `Batch id: 200`
      index = " " + words.removeLast()
    }
    let dropped = words.filter { SplitWords.split($0) == nil }
    let split = words.compactMap { SplitWords.split($0) }.first
    guard let last = dropped.last?.lowercased() else {
      self.split = split
      return
    }
    if let counter = CounterWords.counter(last) {
      let front = dropped.dropLast().map { $0.lowercased() }
      let isOther = front.contains { !Self.neutral.contains($0) }
      // `Average return per episode: 9.31`
      let isMeasured =
        isSigned && isOther && MetricKind(dropped.joined(separator: " ")).role.isQuality
      if !isMeasured, front.contains(where: CounterWords.disclaimers.contains) {
        meaning = .ignored
        return
      }
      if !(isSigned && isOther) {
        name = (dropped.last ?? "") + index
        self.split = split
        var before = words.count - 1
        while before > 0, Self.neutral.contains(words[before - 1].lowercased()) { before -= 1 }
        meaning = .counter(counter, before: before == 0 ? 0 : before + noise)
        return
      }
    }
    if Self.writers.contains(last), dropped.count == 1 {
      meaning = .writer
      return
    }
    if !isSigned, Self.endings.contains(last) {
      meaning = .ignored
      return
    }
    meaning = .measure
    if let first = words.first, words.count > 1, let split = SplitWords.split(first) {
      // `train Loss: 0.7 Acc: 0.65`: the word goes for the line.
      self.split = split
    }
    name = words.joined(separator: " ")
    ownSplit = SplitWords.split(in: name)
  }
}
