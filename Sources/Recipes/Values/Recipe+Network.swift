extension Recipe.Network {
  init(_ place: RecipeNode, detector: RecipeNode?) throws(RecipeError) {
    var layers: [Recipe.Layer] = []
    var blocks: [Recipe.Detector.Block] = []
    for entry in try place.list() {
      let (name, body) = try entry.named()
      switch name {
      case "dense" where blocks.isEmpty: layers.append(try Recipe.Layer(body))
      case "conv" where layers.isEmpty: blocks.append(try Recipe.Detector.Block(body))
      case "dense", "conv":
        throw entry.error("dense layers make a classifier, convolutions a detector; take one kind")
      default: throw entry.error("no such layer: \(name); known are dense and conv")
      }
    }
    guard !blocks.isEmpty else {
      if let detector {
        throw detector.error("detector is for networks of convolutions; leave it out here")
      }
      self = .classifier(layers)
      return
    }
    self = .detector(try Recipe.Detector(blocks, detector, place))
  }
}

extension Recipe.Layer {
  fileprivate init(_ body: RecipeNode) throws(RecipeError) {
    let keys = try body.mapping(["units", "activation", "initializer"])
    let activation = try keys["activation"]?.word(["relu", "linear"]) ?? "relu"
    self.init(
      units: try keys.required("units", "units: 256").integer(1...1_000_000),
      isRectified: activation == "relu",
      initializer: try keys["initializer"]?.word(["glorot_uniform", "he_normal"])
        ?? "glorot_uniform")
  }
}

extension Recipe.Detector {
  fileprivate init(
    _ blocks: [Block], _ detector: RecipeNode?, _ place: RecipeNode
  ) throws(RecipeError) {
    let scales = blocks.compactMap(\.scale)
    guard let last = scales.last else {
      throw place.error("\(place.path) has no head: give at least one conv a scale, such as 0.2")
    }
    let keys = try detector?.mapping(["aspect_ratios", "last_scale"])
    var ratios = [2, 0.5]
    if let given = try keys?["aspect_ratios"]?.list() {
      ratios = []
      for node in given {
        let ratio = try node.number()
        guard ratio > 0, ratio.isFinite else { throw node.error("an aspect ratio is above 0") }
        ratios.append(ratio)
      }
    }
    let growth = scales.count > 1 ? last / scales[scales.count - 2] : 1.5
    // No object is larger than the image, and a square of twice its side overlaps none.
    let usual = min(2, last * growth)
    let lastScale = try keys?.number("last_scale", or: usual) ?? usual
    guard lastScale > 0, lastScale.isFinite else {
      throw (keys?["last_scale"] ?? place).error("detector.last_scale takes a number above 0")
    }
    self.init(blocks: blocks, aspectRatios: ratios, lastScale: lastScale)
  }
}

extension Recipe.Detector.Block {
  fileprivate init(_ body: RecipeNode) throws(RecipeError) {
    let keys = try body.mapping(["filters", "stride", "norm", "pool", "scale"])
    let scale = try keys["scale"]?.number()
    if let scale, !(scale > 0 && scale <= 1) {
      throw (keys["scale"] ?? body).error(
        "\(body.path).scale takes a share of the image, above 0 and at most 1")
    }
    self.init(
      filters: try keys.required("filters", "filters: 32").integer(1...4096),
      stride: try keys.integer("stride", 1...2, or: 1),
      isNormalized: try keys.boolean("norm", or: true),
      pools: try keys.boolean("pool", or: false), scale: scale)
  }
}
