internal import CKernels

/// Copies of images in bfloat16, one for each thread.
final class RoundedImages {
  private let copies: [NumberBuffer<UInt16>]

  /// - Parameter count: The numbers of a thread's images.
  init(_ count: Int, threads: Int) {
    copies = (0..<threads).map { _ in NumberBuffer(count) }
  }

  /// Rounds the images of a thread to the nearest numbers, of two to the even one.
  func round(_ images: UnsafePointer<Float>, _ rank: Int) -> UnsafeRawPointer {
    plateau_round_to_bfloat16(images, copies[rank].base, copies[rank].count)
    return last(rank)
  }

  /// The images that a thread rounded last.
  func last(_ rank: Int) -> UnsafeRawPointer { UnsafeRawPointer(copies[rank].base) }
}
