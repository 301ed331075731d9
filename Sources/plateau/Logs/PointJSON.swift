import CurveStore
import JSONText

/// A point of a curve as JSON.
enum PointJSON {
  /// `{"step","epoch","wall_time","value"}`, with null where the log has no value.
  static func value(_ point: LogPoint) -> JSONValue { .object(members(point)) }

  /// `{"run","name","step","epoch","wall_time","value"}`.
  static func value(_ point: LogPoint, run: String, name: String) -> JSONValue {
    .object(
      [JSONValue.Member("run", .string(run)), JSONValue.Member("name", .string(name))]
        + members(point))
  }

  private static func members(_ point: LogPoint) -> [JSONValue.Member] {
    [
      JSONValue.Member("step", point.step.map { .integer(Int($0)) } ?? .null),
      JSONValue.Member("epoch", point.epoch.map(number) ?? .null),
      JSONValue.Member("wall_time", point.wallTime.map(JSONValue.finite) ?? .null),
      JSONValue.Member("value", .finite(point.value)),
    ]
  }

  /// Whole epochs without a point.
  private static func number(_ epoch: Double) -> JSONValue {
    Int(exactly: epoch).map(JSONValue.integer) ?? .finite(epoch)
  }
}
