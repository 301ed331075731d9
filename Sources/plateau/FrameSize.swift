import ArgumentParser
import Cells

/// A number of columns and rows.
struct FrameSize: ExpressibleByArgument {
  let size: Size

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else {
      return nil
    }
    size = Size(parts[0], parts[1])
  }
}
