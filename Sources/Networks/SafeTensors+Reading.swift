internal import Foundation

extension SafeTensors {
  /// Reads a file.
  ///
  /// - Throws: `WeightsError` when it cannot be read, is damaged, or holds other types than `F32`.
  public init(path: String) throws(WeightsError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw WeightsError(path, "cannot be read: \(error.localizedDescription)")
    }
    guard data.count >= 8 else { throw WeightsError(path, "is no safetensors file: too short") }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(data.count - 8), length <= 100_000_000 else {
      throw WeightsError(path, "is no safetensors file, or it is cut off: its header ends outside")
    }
    let body = data.dropFirst(8 + Int(length))
    let header: [String: Any]
    do {
      let json = try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(Int(length)))
      guard let object = json as? [String: Any] else {
        throw WeightsError(path, "is damaged: its header is no JSON object")
      }
      header = object
    } catch let error as WeightsError {
      throw error
    } catch {
      throw WeightsError(path, "is damaged: its header is not JSON")
    }
    var placed: [(start: Int, tensor: Tensor)] = []
    for (name, value) in header where name != "__metadata__" {
      placed.append(try Self.tensor(name, value, body, path))
    }
    placed.sort { ($0.start, $0.tensor.name) < ($1.start, $1.tensor.name) }
    for (a, b) in zip(placed, placed.dropFirst())
    where a.start + 4 * a.tensor.values.count > b.start {
      throw WeightsError(path, "is damaged: \(a.tensor.name) and \(b.tensor.name) overlap")
    }
    tensors = placed.map(\.tensor)
    let remarks = header["__metadata__"] as? [String: String] ?? [:]
    metadata = remarks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func tensor(
    _ name: String, _ value: Any, _ body: Data, _ path: String
  ) throws(WeightsError) -> (start: Int, tensor: Tensor) {
    guard let entry = value as? [String: Any], let type = entry["dtype"] as? String,
      let shape = entry["shape"] as? [Int], let place = entry["data_offsets"] as? [Int],
      place.count == 2, shape.allSatisfy({ $0 >= 0 })
    else { throw WeightsError(path, "is damaged: \(name) lacks its type, shape or place") }
    guard type == "F32" else {
      throw WeightsError(path, "\(name) is of type \(type); only F32 is read")
    }
    var count = 1
    for size in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      guard !isTooLarge, product <= body.count else {
        throw WeightsError(path, "is damaged: \(name) is larger than the file")
      }
      count = product
    }
    // Numbers of a hostile header: nothing is added up before it is known to be small.
    guard place[0] >= 0, place[1] >= place[0], place[1] <= body.count, count <= body.count / 4,
      place[1] - place[0] == 4 * count
    else {
      throw WeightsError(path, "is damaged: the place of \(name) does not fit its shape")
    }
    let slice = body.dropFirst(place[0]).prefix(4 * count)
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, used in
      slice.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      used = count
    }
    return (place[0], Tensor(name: name, shape: shape, values: values))
  }
}
