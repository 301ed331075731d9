import Boxes
import Datasets
import Testing

@Suite struct AugmentationTests {
  private let source = ShapesGenerator(seed: 9).scenes(40, .train)

  private static let all = Augmentation(
    flips: true, flipsVertically: true, recolors: true, expansion: 4, crops: true)

  @Test func boxesStayInsideAndAnObjectIsKept() {
    for (index, scene) in source.scenes.enumerated() {
      for epoch in 0..<25 {
        let varied = Self.all.varied(scene, side: 32, seed: 1, epoch: epoch, index: index)
        #expect(varied.image.width == 32 && varied.image.height == 32)
        #expect(!varied.objects.isEmpty)
        #expect(varied.objects.count <= scene.objects.count)
        for object in varied.objects {
          let box = object.box
          #expect(box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0)
          #expect(box.right <= 1.00001 && box.bottom <= 1.00001)
        }
      }
    }
  }

  @Test func theSameSeedVariesAlikeAndAnotherSeedEpochOrIndexOtherwise() {
    let scene = source.scenes[0]
    func varied(_ seed: UInt64, _ epoch: Int, _ index: Int) -> Scene {
      Self.all.varied(scene, side: 64, seed: seed, epoch: epoch, index: index)
    }
    #expect(varied(1, 2, 3) == varied(1, 2, 3))
    #expect(varied(1, 2, 3) != varied(2, 2, 3))
    #expect(varied(1, 2, 3) != varied(1, 3, 3))
    #expect(varied(1, 2, 3) != varied(1, 2, 4))
  }

  @Test func withoutSwitchesNothingChanges() {
    let scene = source.scenes[1]
    #expect(Augmentation().varied(scene, side: 64, seed: 1, epoch: 0, index: 0) == scene)
  }

  @Test func mirroringTakesTheBoxesAlong() {
    let scene = source.scenes[2]
    let flipped = scene.flipped()
    #expect(flipped.image == scene.image.flipped())
    for (before, after) in zip(scene.objects, flipped.objects) {
      #expect(abs(after.box.x - (1 - before.box.right)) < 1e-6)
      #expect(after.box.y == before.box.y && after.label == before.label)
    }
    let twice = flipped.flipped()
    #expect(twice.image == scene.image)
    for (before, after) in zip(scene.objects, twice.objects) {
      #expect(abs(after.box.x - before.box.x) < 1e-6)
    }
    var mirrored = 0
    for epoch in 0..<200 {
      let varied = Augmentation(flips: true)
        .varied(scene, side: 64, seed: 1, epoch: epoch, index: 0)
      #expect(varied == scene || varied == flipped)
      if varied == flipped { mirrored += 1 }
    }
    #expect((70...130).contains(mirrored))
  }

  @Test func croppedAndExpandedBoxesStayOnTheirObjects() {
    // A white square on black, wherever it goes, has its box around it.
    var pixels = [UInt8](repeating: 0, count: 64 * 64 * 3)
    for y in 20..<44 {
      for x in 16..<40 { for channel in 0..<3 { pixels[(y * 64 + x) * 3 + channel] = 255 } }
    }
    let box = UnitBox<Float>(x: 0.25, y: 0.3125, width: 0.375, height: 0.375)
    let scene = Scene(
      image: Image(width: 64, height: 64, pixels: pixels),
      objects: [SceneObject(box: box, label: 0)])
    let augmentation = Augmentation(flips: true, expansion: 3, crops: true)
    for epoch in 0..<200 {
      let varied = augmentation.varied(scene, side: 64, seed: 5, epoch: epoch, index: 0)
      let found = varied.objects[0].box
      var inside = (sum: 0, count: 0)
      var outside = 0
      for y in 0..<64 {
        for x in 0..<64 {
          let value = Int(varied.image.pixels[(y * 64 + x) * 3])
          let (column, row) = (Float(x) + 0.5, Float(y) + 0.5)
          let isIn =
            column > found.x * 64 && column < found.right * 64 && row > found.y * 64
            && row < found.bottom * 64
          if isIn { inside = (inside.sum + value, inside.count + 1) }
          let margin: Float = 3
          let isFar =
            column < found.x * 64 - margin || column > found.right * 64 + margin
            || row < found.y * 64 - margin || row > found.bottom * 64 + margin
          // The ground around an expanded image has its mean, 36.
          if isFar, value > 60 { outside += 1 }
        }
      }
      #expect(inside.count == 0 || inside.sum / inside.count > 180, "epoch \(epoch)")
      #expect(outside == 0, "epoch \(epoch)")
    }
  }

  @Test func aSceneOfGroundAloneIsVariedToo() {
    let ground = Scene(
      image: Image(width: 20, height: 10, pixels: Array(repeating: 90, count: 600)), objects: [])
    for epoch in 0..<100 {
      let varied = Self.all.varied(ground, side: 16, seed: 1, epoch: epoch, index: 0)
      #expect(varied.objects.isEmpty)
      #expect(varied.image.pixels.count == 16 * 16 * 3)
    }
  }

  @Test func recolouringKeepsGreyGreyUnlessBrightnessCutsItOff() {
    // Saturation and hue do not touch grey; brightness and contrast move all channels alike.
    let grey = Scene(
      image: Image(width: 2, height: 2, pixels: Array(repeating: 128, count: 12)), objects: [])
    var shades = Set<UInt8>()
    for epoch in 0..<200 {
      let pixels = Augmentation(recolors: true)
        .varied(grey, side: 2, seed: 1, epoch: epoch, index: 0).image.pixels
      let range = (pixels.min() ?? 0)...(pixels.max() ?? 255)
      #expect(range.count <= 2)
      #expect((47...241).contains(range.lowerBound))
      shades.insert(range.lowerBound)
    }
    #expect(shades.count > 50)
  }
}
