import Boxes
import Datasets
import Testing

@Suite struct ShapesTests {
  @Test func aSceneDependsOnSeedPartEpochAndIndexAlone() {
    let generator = ShapesGenerator(seed: 1)
    let scene = generator.scene(7, .train, epoch: 2)
    _ = generator.scene(8, .train, epoch: 2)
    #expect(ShapesGenerator(seed: 1).scene(7, .train, epoch: 2) == scene)
    #expect(ShapesGenerator(seed: 2).scene(7, .train, epoch: 2) != scene)
    #expect(generator.scene(7, .validation, epoch: 2) != scene)
    #expect(generator.scene(7, .train, epoch: 3) != scene)
    #expect(generator.scene(8, .train, epoch: 2) != scene)
  }

  @Test(arguments: [64, 96])
  func oneToFourShapesOfAQuarterToSixTenthsLieWithinTheImage(side: Int) {
    let generator = ShapesGenerator(seed: 3, side: side, shapes: Shape.allCases)
    var counts = Set<Int>()
    var labels = Set<Int>()
    for index in 0..<100 {
      let scene = generator.scene(index, .train, epoch: 0)
      #expect(scene.image.width == side && scene.image.height == side)
      counts.insert(scene.objects.count)
      for (index, object) in scene.objects.enumerated() {
        labels.insert(object.label)
        let box = object.box
        #expect(box.x >= 0 && box.y >= 0 && box.right <= 1.000001 && box.bottom <= 1.000001)
        #expect((0.249...0.601).contains(max(box.width, box.height)))
        for other in scene.objects.dropFirst(index + 1) { #expect(box.iou(with: other.box) < 0.1) }
      }
    }
    #expect(counts == [1, 2, 3, 4])
    #expect(labels == Set(Shape.allCases.indices))
  }

  @Test(arguments: Shape.allCases)
  func theBoxTouchesTheShapeOnAllSides(shape: Shape) {
    let generator = ShapesGenerator(seed: 4, side: 128, shapes: [shape], noise: 0)
    for index in 0..<12 {
      let scene = generator.scene(index, .train, epoch: 0)
      guard scene.objects.count == 1, let box = scene.objects.first?.box else { continue }
      // Without noise the paper changes by less than two grey levels from pixel to pixel.
      var (left, top, right, bottom) = (128, 128, 0, 0)
      for y in 0..<128 {
        for x in 0..<127 where jump(scene.image, x, y, x + 1, y) > 20 {
          (left, right) = (min(left, x), max(right, x + 1))
        }
      }
      for y in 0..<127 {
        for x in 0..<128 where jump(scene.image, x, y, x, y + 1) > 20 {
          (top, bottom) = (min(top, y), max(bottom, y + 1))
        }
      }
      let found = [left, top, right, bottom].map(Float.init)
      for (edge, expected) in zip(found, [box.x, box.y, box.right, box.bottom]) {
        // The thin tips of stars and triangles fade over some pixels.
        #expect(abs(edge - expected * 128) <= 4, "\(shape) \(index)")
      }
    }
  }

  private func jump(_ image: Image, _ x: Int, _ y: Int, _ otherX: Int, _ otherY: Int) -> Int {
    (0..<3).reduce(0) {
      $0
        + abs(
          Int(image.pixels[(y * image.width + x) * 3 + $1])
            - Int(image.pixels[(otherY * image.width + otherX) * 3 + $1]))
    }
  }

  @Test func freshShapesDifferByEpochAndKeptOnesDoNot() {
    let generator = ShapesGenerator(seed: 5)
    let fresh = FreshShapes(generator, count: 10)
    #expect(fresh.scene(3, epoch: 0) == generator.scene(3, .train, epoch: 0))
    #expect(fresh.scene(3, epoch: 0) != fresh.scene(3, epoch: 1))
    #expect(fresh.classes == ["circle", "square", "triangle"])
    let kept = generator.scenes(4, .validation)
    #expect(kept.count == 4)
    #expect(kept.scene(2, epoch: 0) == kept.scene(2, epoch: 9))
    #expect(kept.scene(2, epoch: 0) == generator.scene(2, .validation, epoch: 0))
  }
}
