internal import CurveStore

/// The plan for reading the lines of a form.
struct FormPlan: Equatable, Sendable {
  /// The part that the lines of a form play.
  enum Role: Equatable, Sendable {
    /// They hold measured values.
    case record
    /// They say where the run is: `Epoch 3/10`.
    case position
    /// They say what the following values were measured on.
    case section(LogSeries.Split)
    /// They name a group of rows in a table of names and values.
    case group
    /// They divide blocks.
    case rule
    /// They are left out.
    case ignored(Ignored)
  }

  /// A reason for leaving lines out.
  enum Ignored: String, Equatable, Sendable {
    case noNumbers = "no numbers"
    case noNames = "numbers without a name"
    case settings = "settings"
    case once = "it stands only once"
    case extreme = "the best so far"
    case message = "a message"
  }

  /// The scale of the counter of steps.
  enum Scale: Equatable, Sendable {
    /// It counts over the whole run.
    case run
    /// It starts over in each epoch, whose length is in the file.
    case epoch(length: Double)
    /// It starts over in each epoch; the greatest value so far stands for the length.
    ///
    /// Where it counts from 0 and epochs from 1, the offset is 1: batch 0 is within its epoch.
    case unknownEpoch(length: Double, offset: Double)
  }

  /// A value of the lines.
  struct Value: Equatable, Sendable {
    /// The index of its number.
    var number: Int
    /// The index of the number that it is divided by: `Accuracy: 98/100`.
    var divisor: Int?
    /// The name of the series.
    var name: String
    /// The data that it was measured on.
    var split: LogSeries.Split?
  }

  /// The progress of a bar or of an evaluation, of which the last state counts.
  struct Progress: Equatable, Sendable {
    /// The number of what is done.
    var number: Int
    /// The number of the whole; nil for a percentage.
    var total: Int?
  }

  /// The number of one of several runs in one text: `Fold 2`, `Run: 03`.
  struct RunNumber: Equatable, Sendable {
    /// The index of the number.
    var number: Int
    /// The word before it.
    var word: String
  }

  /// The number of a part that the values are about: `client 3`.
  struct Part: Equatable, Sendable {
    /// The index of the number.
    var number: Int
    /// The words before it.
    var name: String
  }

  /// One of several processes that print the same line.
  struct Writer: Equatable, Sendable {
    /// The index of the number of the process.
    var number: Int
    /// The process whose lines are read, the one with the least number.
    var chosen: Double
  }

  /// The part.
  var role = Role.ignored(.noNumbers)
  /// The index of the number that is the epoch.
  var epoch: Int?
  /// The index of the number of all epochs: `Epoch 3/10`.
  var epochTotal: Int?
  /// The index of the number that is the step.
  var step: Int?
  /// The index of the number of the writing process, and the one whose lines are read.
  var writer: Writer?
  /// True when the epoch of the line, at its end, is that of the lines that follow.
  var isAhead = false
  /// The scale of the step.
  var scale = Scale.run
  /// The progress, where only the last of several states counts.
  var progress: Progress?
  /// The number of the run that the lines belong to, or begin.
  var run: RunNumber?
  /// The part that the values are about.
  var part: Part?
  /// The name of the group that the lines begin.
  var group = ""
  /// The data that the lines which follow a position are about, where it says so.
  var section: LogSeries.Split?
  /// The values.
  var values: [Value] = []
  /// True when the line holds one name and one number, so that it may be a row of a block.
  var isPair = false
  /// True when a bar is drawn in the line.
  var isBar = false
  /// True when the line is divided by `|`.
  var isTabular = false
  /// True when the line begins with blanks.
  var isIndented = false
  /// The rank of the step among several counters of a block.
  var preference = 0
  /// The number of lines per epoch, where they are counted because nothing in them counts.
  var linesPerEpoch: Double?

  /// True when the lines show the progress of an evaluation.
  var isEvaluation: Bool {
    progress != nil && values.contains { $0.split?.isHeldBack == true }
  }

  /// True when the lines hold a counter of their own.
  var hasCounter: Bool { !isAhead && (epoch != nil || step != nil) }
}
