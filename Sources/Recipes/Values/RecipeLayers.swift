internal import Networks

/// The `network` of a recipe, before the data determine the size of images.
enum RecipeLayers {
  case dense([DenseLayer])
  case convolutions([Block], RecipeNode)

  /// A convolution, and the size of the boxes that a head finds after it; nil for no head.
  struct Block {
    var convolution: ConvolutionBlock
    var scale: Double?
  }

  /// Reads a list of layers.
  init(_ node: RecipeNode) throws(RecipeError) {
    var layers: [DenseLayer] = []
    var blocks: [Block] = []
    for entry in try node.list() {
      let (name, body) = try entry.named()
      switch name {
      case "dense" where blocks.isEmpty: layers.append(try DenseLayer(body))
      case "conv" where layers.isEmpty: blocks.append(try Block(body))
      case "dense", "conv":
        throw entry.error("dense layers make a classifier, convolutions a detector; use one kind")
      default: throw entry.error("no such layer: \(name); available: dense, conv")
      }
    }
    self = blocks.isEmpty ? .dense(layers) : .convolutions(blocks, node)
  }

  var isDetector: Bool { if case .convolutions = self { true } else { false } }

  /// The task with its network.
  ///
  /// - Parameters:
  ///   - side: The side of the images, in pixels.
  ///   - detector: The recipe's `detector`, with what is not said of single layers.
  func task(side: Int, detector: RecipeNode?) throws(RecipeError) -> Recipe.Task {
    switch self {
    case .dense(let layers): .classifier(layers)
    case .convolutions(let blocks, let node):
      .detector(try SSDArchitecture(blocks, side: side, detector, node))
    }
  }
}

extension DenseLayer {
  fileprivate init(_ body: RecipeNode) throws(RecipeError) {
    let keys = try body.mapping(["units", "activation", "initializer"])
    self.init(
      units: try keys.required("units", "units: 256").integer(1...1_000_000),
      activation: try keys.choice("activation", [.relu, .linear], or: .relu),
      initializer: try keys.choice(
        "initializer", [.glorotUniform, .heNormal], or: .glorotUniform))
  }
}

extension RecipeLayers.Block {
  fileprivate init(_ body: RecipeNode) throws(RecipeError) {
    let keys = try body.mapping(["filters", "stride", "norm", "pool", "scale"])
    scale = try keys["scale"]?.number()
    if let scale, !(scale > 0 && scale <= 1) {
      throw (keys["scale"] ?? body).error(
        "\(body.path).scale takes a share of the image, above 0 and at most 1")
    }
    convolution = ConvolutionBlock(
      filters: try keys.required("filters", "filters: 32").integer(1...4096),
      stride: try keys.integer("stride", 1...2, or: 1),
      isNormalized: try keys.boolean("norm", or: true),
      pools: try keys.boolean("pool", or: false))
  }
}

extension SSDArchitecture {
  fileprivate init(
    _ blocks: [RecipeLayers.Block], side: Int, _ detector: RecipeNode?, _ node: RecipeNode
  ) throws(RecipeError) {
    let scales = blocks.compactMap(\.scale)
    guard let last = scales.last else {
      throw node.error("\(node.path) has no head: give at least one conv a scale, such as 0.2")
    }
    let keys = try detector?.mapping(["aspect_ratios", "last_scale"])
    var ratios = [2, 0.5]
    if let given = try keys?["aspect_ratios"]?.list() {
      ratios = []
      for node in given {
        let ratio = try node.number()
        guard ratio > 0, ratio.isFinite else { throw node.error("an aspect ratio must be above 0") }
        ratios.append(ratio)
      }
    }
    let growth = scales.count > 1 ? last / scales[scales.count - 2] : 1.5
    // No object is larger than the image, and a square of twice its side overlaps none.
    let usual = min(2, last * growth)
    let lastScale = try keys?.number("last_scale", or: usual) ?? usual
    guard lastScale > 0, lastScale.isFinite else {
      throw (keys?["last_scale"] ?? node).error("detector.last_scale takes a number above 0")
    }
    self.init(
      side: side, blocks: blocks.map(\.convolution),
      taps: blocks.indices.filter { blocks[$0].scale != nil }, scales: scales + [lastScale],
      aspectRatios: ratios, classes: 0)
  }
}
