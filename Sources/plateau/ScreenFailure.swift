/// Why there is nothing to show.
struct ScreenFailure: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
