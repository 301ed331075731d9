import Foundation
import Testing

/// Recorded cases in the folder `Vectors`.
enum Vectors {
  private struct File<Case: Decodable>: Decodable { var cases: [Case] }

  /// The cases of a file; none when it cannot be read, which a test must notice.
  static func cases<Case: Decodable>(_ name: String) -> [Case] {
    guard
      let url = Bundle.module.url(
        forResource: name, withExtension: "json", subdirectory: "Vectors"),
      let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File<Case>.self, from: data)
    else { return [] }
    return file.cases
  }
}

/// Returns true when two scores are the same; −1 in a recording means no score.
func agree(_ got: Double?, _ recorded: Double) -> Bool {
  guard let got else { return recorded == -1 }
  return abs(got - recorded) <= 1e-9
}
