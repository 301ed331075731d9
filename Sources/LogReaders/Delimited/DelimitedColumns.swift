internal import CurveStore

/// The kinds of the columns of delimited text, by their names and, where these say nothing, their
/// first cells.
struct DelimitedColumns {
  /// The kinds.
  private(set) var columns: [DelimitedHeader.Column]

  private static let steps = [
    "step", "global_step", "_step", "iteration", "iter", "iters", "steps", "it", "global step",
    "trainer/global_step", "training_iteration", "iterations", "num_steps", "total_steps",
    "time/total_timesteps", "total_timesteps", "timesteps_total", "misc/total_timesteps",
    "num_timesteps", "timesteps", "timestep", "env_steps", "env_step", "totalenvinteracts",
    "num_updates", "updates", "update", "n_iter", "round", "generation", "episode", "episodes",
  ]
  private static let epochs = [
    "epoch", "epochs", "epoch_num", "epoch number", "epoch_number", "current_epoch", "epoch_idx",
    "epoch_id", "轮次", "轮", "エポック", "에폭", "에포크", "эпоха", "época", "epoca", "époque", "epoche",
  ]
  private static let batches = ["batch", "batch_idx", "batch_id", "batch_number", "batches"]
  private static let splits = [
    "split", "phase", "mode", "stage", "subset", "dataset", "type", "set", "partition", "data",
  ]
  private static let names = ["name", "metric", "tag", "key", "series", "variable", "measure"]
  private static let times = [
    "timestamp", "wall time", "wall_time", "_timestamp", "datetime", "date", "time",
  ]

  /// Determines the kinds.
  ///
  /// - Parameters:
  ///   - names: The names in lower case.
  ///   - sample: The first rows; nil when they are not known.
  init(_ names: [String], _ sample: ArraySlice<FirstRows.Row>?) {
    columns = names.map { $0.hasPrefix("config/") ? .index : .value }
    func first(of kinds: [String]) -> Int? { kinds.lazy.compactMap(names.firstIndex).first }
    if let index = first(of: Self.steps) { columns[index] = .step }
    let isNameless = names.allSatisfy(\.isEmpty)
    if let index = first(of: Self.epochs) {
      columns[index] = .epoch
    } else if names.first == "", !isNameless {
      columns[0] = .epoch
    }
    if let index = first(of: Self.batches) {
      if !columns.contains(.step) {
        columns[index] = columns.contains(.epoch) ? .batch : .step
      } else if columns.contains(.epoch) {
        columns[index] = .index
      }
    }
    if names.first == "", columns[0] == .value, !isNameless { columns[0] = .index }
    if let index = first(of: Self.times) { columns[index] = .wallTime }
    if let index = first(of: Self.splits), let sample, Self.name(sample, data: index) {
      columns[index] = .split
    }
    if let index = first(of: Self.names), names.contains("value"), let sample,
      sample.allSatisfy({ index < $0.names.count && Double($0.names[index]) == nil })
    {
      columns[index] = .name
    }
    if !columns.contains(.step), !columns.contains(.epoch), names.count > 1,
      MetricKind(names[0]).role == .other, let sample
    {
      if Self.counts(sample) { columns[0] = .step }
      if isNameless, Self.areMoments(sample) { columns[0] = .wallTime }
    }
  }

  /// Returns true when the cells of a column name data.
  private static func name(_ sample: ArraySlice<FirstRows.Row>, data index: Int) -> Bool {
    sample.contains { row in
      index < row.names.count && SplitWords.split(ofWord: row.names[index]) != nil
    }
  }

  /// Returns true when the first cells are integers that rise evenly.
  private static func counts(_ sample: ArraySlice<FirstRows.Row>) -> Bool {
    // A last row with a single cell may be cut off.
    let cells = sample.filter { $0.names.count > 1 }.map { Int64($0.names.first ?? "") }
    guard cells.count > 1, let first = cells[0], let second = cells[1], second > first,
      first >= 0, first < 1 << 40
    else { return false }
    let stride = second - first
    return zip(cells, cells.dropFirst()).allSatisfy { pair in
      guard let before = pair.0, let after = pair.1 else { return false }
      return after - before == stride
    }
  }

  /// Returns true when the first cells are moments.
  private static func areMoments(_ sample: ArraySlice<FirstRows.Row>) -> Bool {
    sample.allSatisfy { row in
      row.names.first.flatMap(Double.init).map { LogTime.seconds(since1970: $0) != nil } ?? false
    }
  }
}
