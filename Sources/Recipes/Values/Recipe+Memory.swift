internal import BareFoundation
internal import Datasets
internal import Networks
internal import SystemFiles

extension Recipe {
  /// A rough upper bound of the memory of training, in bytes: the examples kept in memory, the
  /// network, the copies of its weights, and the libraries.
  ///
  /// Images in folders are read as they are needed and do not count.
  public var plannedBytes: Double {
    // The weights of the best epoch and of the last one, and those in a file that is being written.
    let copies = Double(3 * valuesPerWeight + threads + 2)
    let libraries = 32.0 * 1024 * 1024
    switch task {
    case .classifier(let layers):
      let widths = [784] + layers.map(\.units) + [10]
      let weights = zip(widths, widths.dropFirst()).reduce(0) {
        $0 + Double($1.0 + 1) * Double($1.1)
      }
      let outputs = Double(max(batchSize, 250)) * Double(widths.reduce(0, +))
      return dataBytes + 4 * (copies * weights + 4 * outputs) + libraries
    case .detector(var architecture):
      // The data determine the number of classes.
      architecture.classes = 20
      guard (try? architecture.validate()) != nil else { return dataBytes + libraries }
      let network = architecture.bytes(
        images: batchSize, threads: threads, precision: precision, valuesPerWeight: Int(copies))
      // Batches prepared ahead.
      let ahead = 4 * Double(batchSize) * 3 * 4 * Double(architecture.side * architecture.side)
      return dataBytes + network + ahead + libraries
    }
  }

  /// The bytes of the examples kept in memory.
  private var dataBytes: Double {
    switch data {
    case .digits(let train, let validation, _, let isFresh):
      return 784 * Double((isFresh ? 0 : train) + validation)
    case .shapes(let train, let validation, let side, let isFresh):
      return 3 * Double(side * side) * Double((isFresh ? 0 : train) + validation)
    case .idx(let path, _):
      let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      // The file and its unpacked content.
      return files.reduce(0) { sum, name in
        let size = Double(max(0, FileStamp(path: path + "/" + name).size))
        return sum + (name.hasSuffix(".gz") ? 6 * size : 2 * size)
      }
    case .scenes: return 0
    }
  }
}
