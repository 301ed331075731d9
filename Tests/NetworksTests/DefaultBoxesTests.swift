import Boxes
import Networks
import Testing

@Suite struct DefaultBoxesTests {
  private let architecture = SSDArchitecture(
    side: 64,
    blocks: [(16, 2), (32, 2), (64, 2), (64, 1), (64, 2)].map {
      ConvolutionBlock(filters: $0.0, stride: $0.1)
    }, taps: [3, 4], scales: [0.22, 0.4, 0.62], classes: 3)

  @Test func boxesLieInTheOrderOfTheOutputs() {
    let boxes = architecture.defaultBoxes.boxes
    #expect(boxes.count == (64 + 16) * 4)
    #expect(architecture.boxCount == boxes.count)
    let first = boxes[0]
    #expect(first == DefaultBoxes.Box(x: 1 / 16, y: 1 / 16, width: 0.22, height: 0.22))
    #expect(abs(boxes[1].width - (0.22 * 0.4 as Float).squareRoot()) < 1e-6)
    #expect(boxes[1].width == boxes[1].height)
    #expect(abs(boxes[2].width / boxes[2].height - 2) < 1e-5)
    #expect(abs(boxes[2].width * boxes[2].height - 0.22 * 0.22) < 1e-5)
    #expect(abs(boxes[3].height / boxes[3].width - 2) < 1e-5)
    // The next cell is to the right, the next row below, the next tap last.
    #expect(boxes[4].x == 3 / 16 && boxes[4].y == 1 / 16)
    #expect(boxes[32].x == 1 / 16 && boxes[32].y == 3 / 16)
    #expect(boxes[256] == DefaultBoxes.Box(x: 1 / 8, y: 1 / 8, width: 0.4, height: 0.4))
    #expect(abs(boxes[257].width - (0.4 * 0.62 as Float).squareRoot()) < 1e-6)
  }

  @Test func decodingTakesEncodingBack() {
    let boxes = architecture.defaultBoxes
    let truth = SSDTruth(box: UnitBox(x: 0.31, y: 0.12, width: 0.27, height: 0.4), label: 0)
    for index in [0, 7, 130, 319] {
      let edges = boxes.decode(boxes.encode(truth.box, at: index), at: index)
      #expect(abs(edges[0] - 0.31) < 1e-5)
      #expect(abs(edges[1] - 0.12) < 1e-5)
      #expect(abs(edges[2] - 0.58) < 1e-5)
      #expect(abs(edges[3] - 0.52) < 1e-5)
    }
  }

  @Test func theOffsetsAreThePapersOverTheirVariances() {
    let boxes = DefaultBoxes([DefaultBoxes.Box(x: 0.5, y: 0.5, width: 0.25, height: 0.5)])
    let truth = SSDTruth(box: UnitBox(x: 0.5, y: 0.25, width: 0.25, height: 0.25), label: 0)
    let offsets = boxes.encode(truth.box, at: 0)
    #expect(abs(offsets[0] - (0.125 / 0.25) / 0.1) < 1e-5)
    #expect(abs(offsets[1] - (-0.125 / 0.5) / 0.1) < 1e-5)
    #expect(offsets[2] == 0)
    #expect(abs(offsets[3] - Float(-0.693147180) / 0.2) < 1e-5)
  }

  @Test func whateverANetworkAsksForIsABox() {
    let boxes = DefaultBoxes([DefaultBoxes.Box(x: 0.5, y: 0.5, width: 0.25, height: 0.5)])
    let edges = boxes.decode(SIMD4(0, 0, 1e30, 1e9), at: 0)
    #expect((0..<4).allSatisfy { edges[$0].isFinite })
  }
}
