/// The layout of images between the convolutions of a detector.
enum ImageLayout {
  /// Channels last.
  case channelsLast
  /// Blocks of sixteen channels, channels last within each block; the last block is padded with zeros.
  ///
  /// oneDNN then adds up a convolution sixteen channels at a time, which is as fast as all at once and loses
  /// half as many digits (with 128 channels: a third). Its first convolution reads images channels first.
  case blocks

  /// The channels per block.
  static let width = 16

  /// Chooses blocks if the registers of oneDNN hold one and no channels need padding.
  init(filters: [Int]) {
    let fit = filters.allSatisfy { $0.isMultiple(of: Self.width) }
    self = fit && OneDNN.hasWideRegisters ? .blocks : .channelsLast
  }

  /// The channels in memory, with padding.
  func stored(_ channels: Int) -> Int {
    switch self {
    case .channelsLast: channels
    case .blocks: (channels + Self.width - 1) / Self.width * Self.width
    }
  }

  /// Calls `body` with each part of an image that is channels last.
  func forEachPart(
    channels: Int, positions: Int, _ body: (_ part: ImagePart) -> Void
  ) {
    switch self {
    case .channelsLast: body(ImagePart(first: 0, channels: channels, positions: positions))
    case .blocks:
      for first in stride(from: 0, to: channels, by: Self.width) {
        body(ImagePart(first: first, channels: Self.width, positions: positions))
      }
    }
  }
}

/// A part of an image that is channels last.
struct ImagePart {
  /// The first channel.
  let first: Int
  /// The number of channels.
  let channels: Int
  /// The positions of the image.
  let positions: Int

  /// The offset of the part in its image.
  var start: Int { first * positions }
  /// The offset of the same channels in the pooled image; `side` is the side before pooling.
  func pooledStart(side: Int) -> Int { first * (side / 2) * (side / 2) }
}
