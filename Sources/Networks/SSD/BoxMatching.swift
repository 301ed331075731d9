internal import Boxes
internal import CKernels

/// Assigns the objects of an image to its default boxes.
///
/// Each object, in order, is assigned the box with the largest overlap among those not assigned yet. Every
/// other box is assigned to the object it overlaps most, if their intersection over union is at least a half
/// (doi:10.1007/978-3-319-46448-0_2, section 2.2). So an object keeps its box whatever comes after it. If two
/// objects prefer the same box, the authors' own code gives it to the one with the larger overlap, other
/// implementations give it to the last; here the first keeps it.
struct BoxMatching {
  let boxes: DefaultBoxes
  /// The largest overlap of each box so far, and the overlaps of one object.
  private let best: FloatBuffer
  private let overlaps: FloatBuffer
  /// The object that each box is assigned to; -1 for none.
  private let owners: NumberBuffer<Int32>

  /// The smallest intersection over union at which a box is assigned to an object.
  static let threshold: Float = 0.5

  init(_ boxes: DefaultBoxes) {
    self.boxes = boxes
    best = FloatBuffer(boxes.count)
    overlaps = FloatBuffer(boxes.count)
    owners = NumberBuffer<Int32>(boxes.count)
  }

  /// Writes the class of each box, from 1, with 0 for the background, and the offsets of the boxes with an
  /// object.
  ///
  /// - Returns: The number of boxes with an object.
  /// - Complexity: O(boxes × truths).
  func match(
    _ truths: [SSDTruth], labels: UnsafeMutablePointer<Int32>,
    offsets: UnsafeMutablePointer<Float>
  ) -> Int {
    labels.update(repeating: 0, count: boxes.count)
    let usable = truths.filter(\.isUsable)
    if usable.isEmpty { return 0 }
    best.clear()
    owners.base.update(repeating: -1, count: boxes.count)
    // The kernel sees an assigned box as one with an overlap larger than any other.
    let taken: Float = 2
    boxes.edges.withUnsafeBufferPointer { edges in
      guard let edges = edges.baseAddress else { return }
      for (index, truth) in usable.enumerated() {
        let box = truth.box
        let favourite = plateau_match_truth(
          edges, boxes.count, Float(box.x), Float(box.y), Float(box.right), Float(box.bottom),
          Int32(index), taken, overlaps.base, best.base, owners.base)
        if favourite >= 0 {
          best.base[favourite] = taken
          owners.base[favourite] = Int32(index)
        }
      }
    }
    var positives = 0
    for box in 0..<boxes.count where best.base[box] >= Self.threshold {
      let truth = usable[Int(owners.base[box])]
      labels[box] = Int32(truth.label + 1)
      let encoded = boxes.encode(truth.box, at: box)
      for k in 0..<4 { offsets[box * 4 + k] = encoded[k] }
      positives += 1
    }
    return positives
  }
}
