/// How the numbers of images lie between a detector's convolutions.
enum ImageLayout {
  /// The channels of a place together.
  case channelsLast
  /// Sixteen channels after the other, the sixteen of a place together; the last ones filled up with zeros.
  ///
  /// oneDNN then adds up a convolution sixteen channels at a time, which is as fast as all at once and loses
  /// half as many digits (128 channels: a third). Its first convolution reads images channels first.
  case blocks

  /// Channels of a block.
  static let width = 16

  /// Blocks where oneDNN's registers hold one and no channels have to be filled up.
  init(filters: [Int]) {
    let fit = filters.allSatisfy { $0.isMultiple(of: Self.width) }
    self = fit && OneDNN.hasWideRegisters ? .blocks : .channelsLast
  }

  /// The channels that so many take in memory.
  func stored(_ channels: Int) -> Int {
    switch self {
    case .channelsLast: channels
    case .blocks: (channels + Self.width - 1) / Self.width * Self.width
    }
  }

  /// Calls `body` with each part of an image in which the channels of a place lie together.
  func forEachPart(
    channels: Int, places: Int, _ body: (_ part: ImagePart) -> Void
  ) {
    switch self {
    case .channelsLast: body(ImagePart(first: 0, channels: channels, places: places))
    case .blocks:
      for first in stride(from: 0, to: channels, by: Self.width) {
        body(ImagePart(first: first, channels: Self.width, places: places))
      }
    }
  }
}

/// Some channels of an image that lie together.
struct ImagePart {
  /// The first of them.
  let first: Int
  /// How many.
  let channels: Int
  /// Places of the image.
  let places: Int

  /// Where it begins in its image.
  var start: Int { first * places }
  /// Where the same channels begin in the image's pooled one, of `side` before pooling.
  func pooledStart(side: Int) -> Int { first * (side / 2) * (side / 2) }
}
