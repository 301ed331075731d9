extension Recipe.Data {
  /// Reads the data of a classifier.
  init(images node: RecipeNode) throws(RecipeError) {
    let keys = try node.mapping(["digits", "path", "validation_fraction"])
    if let path = keys["path"], keys["digits"] != nil {
      throw path.error(
        "data takes digits or path, not both; to train this recipe on files: "
          + "--set 'data={path: FOLDER}'")
    }
    if let digits = keys["digits"] {
      let keys = try digits.mapping(["train", "validation", "noise", "fresh"])
      let noise = try keys.number("noise", or: 0.5)
      guard (0...1).contains(noise) else {
        throw (keys["noise"] ?? digits).error("data.digits.noise takes a number from 0 to 1")
      }
      self = .digits(
        train: try keys.integer("train", 1...10_000_000, or: 10_000),
        validation: try keys.integer("validation", 1...10_000_000, or: 2_000), noise: noise,
        isFresh: try keys.boolean("fresh", or: false))
      return
    }
    let path = try keys.required("path", "path: folder-with-idx-files, or digits: {}")
    self = .idx(
      path: try path.string(), validationFraction: try keys.fraction("validation_fraction", or: 0.1)
    )
  }

  /// Reads the data of a detector.
  init(scenes node: RecipeNode) throws(RecipeError) {
    let keys = try node.mapping([
      "shapes", "path", "side", "augment", "train", "validation", "validation_fraction",
    ])
    if let path = keys["path"], keys["shapes"] != nil {
      throw path.error(
        "data takes shapes or path, not both; to train this recipe on files: "
          + "--set 'data={path: FOLDER, side: 128}'")
    }
    if let shapes = keys["shapes"] {
      for other in ["side", "augment", "train", "validation", "validation_fraction"] {
        if let node = keys[other] {
          let advice = ["side", "train", "validation"].contains(other) ? "; give it in shapes" : ""
          throw node.error("data.\(other) is for data with a path\(advice)")
        }
      }
      let keys = try shapes.mapping(["train", "validation", "side", "fresh"])
      self = .shapes(
        train: try keys.integer("train", 1...10_000_000, or: 4_000),
        validation: try keys.integer("validation", 1...10_000_000, or: 300),
        side: try keys.integer("side", 32...1024, or: 64),
        isFresh: try keys.boolean("fresh", or: true))
      return
    }
    var variations: [Variation] = [.flip, .color, .crop]
    if let augment = keys["augment"] {
      variations = []
      for node in try augment.list() {
        let word = try node.word(Variation.allCases.map(\.rawValue))
        variations += Variation.allCases.filter { $0.rawValue == word }
      }
    }
    let path = try keys.required("path", "path: folder-with-images-and-boxes, or shapes: {}")
    self = .scenes(
      path: try path.string(), side: try keys.integer("side", 32...1024, or: 128),
      augmentation: variations,
      validationFraction: try keys.fraction("validation_fraction", or: 0.1),
      parts: Parts(
        train: try keys["train"]?.string(), validation: try keys["validation"]?.string()))
  }

  /// The side of the images that the network sees, in pixels.
  var side: Int {
    switch self {
    case .shapes(_, _, let side, _), .scenes(_, let side, _, _, _): side
    case .digits, .idx: 28
    }
  }
}
