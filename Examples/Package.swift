// swift-tools-version: 6.1
import PackageDescription

// Programs that use Plateau's libraries as any other package does. A package of your own names the repository's
// address in place of the path.
let plateau = "plateau"

/// A program of `Sources/NAME` and the products it imports.
func example(_ name: String, _ products: [String]) -> Target {
  .executableTarget(
    name: name, dependencies: products.map { .product(name: $0, package: plateau) })
}

let package = Package(
  name: "plateau-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: plateau, path: "..")],
  targets: [
    example(
      "EarlyStoppingOnMAP", ["Callbacks", "Datasets", "Evaluation", "Learners", "Networks"]),
    example("OwnCallback", ["Callbacks", "Learners", "Networks", "RunModel"]),
    example("OwnLearner", ["Callbacks", "RunModel", "Training"]),
    example("BoxEvaluation", ["Boxes", "Evaluation"]),
    example("OwnLogReader", ["Callbacks", "CurveStore", "LogReaders", "RunModel", "Simulation"]),
  ],
  swiftLanguageModes: [.v6]
)
