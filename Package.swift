// swift-tools-version: 6.1
import PackageDescription

/// The settings every Swift target shares: imports say who sees them, protocols say `any`.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let orderedCollections: Target.Dependency = .product(
  name: "OrderedCollections", package: "swift-collections")

/// A Swift library target; what it may import is exactly what is listed here.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A test target, which may also use `TestSupport`; `resources` names a folder of data that tests read.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: String? = nil
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"],
    resources: resources.map { [.copy($0)] } ?? [], swiftSettings: settings)
}

let package = Package(
  name: "plateau",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "plateau", targets: ["plateau"]),
    .library(name: "RunModel", targets: ["RunModel"]),
    .library(name: "Callbacks", targets: ["Callbacks"]),
    .library(name: "FrameworkCallbacks", targets: ["FrameworkCallbacks"]),
    .library(name: "RemoteMonitoring", targets: ["RemoteMonitoring"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Boxes", targets: ["Boxes"]),
    .library(name: "Evaluation", targets: ["Evaluation"]),
    .library(name: "Networks", targets: ["Networks"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Learners", targets: ["Learners"]),
    .library(name: "Recipes", targets: ["Recipes"]),
    .library(name: "CurveStore", targets: ["CurveStore"]),
    .library(name: "LogReaders", targets: ["LogReaders"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    // Level 0: C.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "CSharedLibrary", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CCairo", dependencies: ["CSharedLibrary"]),
    .target(name: "CCurl", dependencies: ["CSharedLibrary"]),
    .target(name: "CNVML", dependencies: ["CSharedLibrary"]),
    .target(name: "CMessages", dependencies: ["CSharedLibrary"]),
    .target(name: "CPythonClient"),
    .target(name: "CTerminalGuard"),
    .target(name: "CMemory"),
    .target(name: "CProcessors"),
    .target(name: "CCPUFeatures"),
    .target(name: "CKernels", dependencies: ["CCPUFeatures"]),
    .target(name: "CCRC32C"),
    .target(name: "CTableCells"),
    .target(name: "CCurvePacking", dependencies: ["CCPUFeatures"]),
    .target(
      name: "CImages", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),

    // Level 1: values.
    module("SeededRandom"),
    module("BareFoundation"),
    module("Boxes"),
    module("RunModel", ["Boxes", "JSONText", orderedCollections]),
    module("Cells"),
    module("CommandEntry"),
    module("SystemFiles", ["CCRC32C", "CZlib"]),
    module("JSONText", ["SystemFiles"]),
    module("YAMLText", ["CYAML"]),
    module("SystemThreads", ["CMemory", "CProcessors", "SystemFiles"]),
    module("TensorBoardFiles", ["CCRC32C", "SystemFiles"]),
    module("Messages", ["CMessages", "CKernels", "SystemThreads"]),
    module("SQLiteFiles", ["BareFoundation", "CSQLite", "SystemFiles"]),

    // Level 2: one subject each.
    module("Callbacks", ["RunModel", "JSONText", "TensorBoardFiles", "SystemFiles"]),
    module("FrameworkCallbacks", ["Callbacks", "RunModel", "JSONText"]),
    module("RemoteMonitoring", ["Callbacks", "RunModel", "JSONText", "CCurl"]),
    module("Evaluation", ["Boxes", "SystemThreads"]),
    module(
      "Networks",
      ["BareFoundation", "Boxes", "COneDNN", "CKernels", "SeededRandom", "JSONText", "SystemFiles"]),
    module(
      "Datasets",
      [
        "BareFoundation",
        "Boxes", "CZlib", "CExpat", "CImages", "SeededRandom", "JSONText", "YAMLText",
        "SystemFiles", "SystemThreads",
      ]),
    module("Recordings", ["Alarms", "RunModel", "CurveStore", orderedCollections]),
    module(
      "RunFiles",
      ["BareFoundation", "Boxes", "RunModel", "JSONText", "SystemFiles", orderedCollections]),
    module(
      "CurveStore",
      ["RunModel", "CCurvePacking", "CCPUFeatures", "JSONText", "SystemThreads"]),
    module("Charts", ["Cells", "RunModel"]),
    module("Themes", ["Cells", "YAMLText"]),
    module("EventLists", ["Cells", "Charts", "MetricGrid", "RunModel"]),
    module("Dialogs", ["CommandEntry", "Cells", "Charts", "Themes"]),
    module(
      "RunComparison",
      [
        "Cells", "Charts", "CommandEntry", "Dialogs", "MetricGrid", "RunModel", "Themes",
        "YAMLText",
      ]),
    module("Alarms", ["Cells", "RunModel", orderedCollections]),
    module("Configuration", ["Alarms", "Cells", "MetricGrid", "RunModel", "YAMLText"]),
    module("Detections", ["Boxes", "RunModel", orderedCollections]),
    module("MetricGrid", ["RunModel", "Cells"]),
    module("MachineReadings", ["CNVML", "RunModel", "SystemFiles", "SystemThreads"]),

    // Level 3: logs read and recorded, and the two towers.
    module("TextForms", ["RunModel", "CurveStore", "JSONText", "SystemThreads"]),
    module("JSONShapes", ["CurveStore", "JSONText"]),
    module(
      "LogReaders",
      [
        "BareFoundation",
        "RunModel", "RunFiles", "CurveStore", "TextForms", "JSONShapes", "JSONText", "SystemFiles",
        "SystemThreads",
        "TensorBoardFiles", "CTableCells", "CCPUFeatures", "CCRC32C", "CZlib", "SQLiteFiles",
        orderedCollections,
      ]),
    module(
      "LogRecordings",
      [
        "BareFoundation",
        "Alarms", "Recordings", "RunModel", "RunFiles", "CurveStore", "LogReaders", "SystemFiles",
        "TensorBoardFiles", orderedCollections,
      ]),
    module(
      "ScriptRuns",
      [
        "BareFoundation", "RunFiles", "JSONText", "SystemFiles", "SystemThreads", "CPythonClient",
      ]),
    module("Training", ["RunModel", "Callbacks", "JSONText", "SystemFiles"]),
    module("Simulation", ["RunModel", "Callbacks", "FrameworkCallbacks"]),
    module("Consequences", ["RunModel", "Simulation"]),
    module(
      "Playbacks",
      ["Recordings", "RunComparison", "RunModel", "Simulation", "Charts", orderedCollections]),
    module(
      "EventPanels",
      [
        "Alarms", "Dialogs", "EventLists", "MetricGrid", "Playbacks", "RunDisplay", "RunModel",
        "Charts", "Cells", "Themes", orderedCollections,
      ]),
    module("CallbackPanels", ["Cells", "Charts", "RunDisplay", "RunModel", "Themes"]),
    module(
      "ChartPanels",
      [
        "Alarms", "RunComparison", "RunModel", "Recordings", "Playbacks", "Cells", "Charts",
        "Themes", "MetricGrid", "Configuration",
        "RunDisplay", "Simulation", orderedCollections,
      ]),
    module(
      "SummaryPanels",
      ["Cells", "Charts", "CurveStore", "MetricGrid", "Recordings", "RunDisplay", "Themes"]),
    module(
      "RunDisplay",
      [
        "EventLists", "Playbacks", "RunModel", "Charts", "Cells", "Themes", orderedCollections,
      ]),
    module(
      "DetectorPanels",
      ["Boxes", "Detections", "RunModel", "Charts", "Cells", "Themes", orderedCollections]),
    module(
      "Figures",
      [
        "BareFoundation", "Cells", "Charts", "JSONText", "Playbacks", "Recordings", "RunModel",
        "Themes", orderedCollections,
      ]),
    module("FigureImages", ["CCairo", "Cells", "Figures"]),
    module(
      "Dashboard",
      [
        "RunModel", "Recordings", "Playbacks", "CommandEntry", "Cells", "Charts", "Themes",
        "CallbackPanels", "EventLists", "EventPanels", "MetricGrid", "RunComparison", "RunDisplay",
        "ChartPanels", "DetectorPanels", "SummaryPanels", "Dialogs", "Simulation",
        "Configuration", "Alarms", "Consequences", orderedCollections,
      ]),
    module("NcursesSurface", ["Cells", "CNcurses", "CTerminalGuard"]),

    // Level 4: where things are bound.
    module(
      "Learners",
      [
        "Boxes", "Messages", "Networks", "Datasets", "Evaluation", "Training", "Callbacks",
        "RunModel", "SystemThreads",
      ]),
    module(
      "Recipes",
      [
        "BareFoundation", "CurveStore",
        "Learners", "Networks", "Datasets", "Evaluation", "Training", "Callbacks",
        "FrameworkCallbacks", "RemoteMonitoring", "RunModel", "YAMLText", "SystemFiles",
        "SystemThreads",
      ]),
    module(
      "PlateauRuntime",
      [
        "BareFoundation", "Learners", "Messages",
        "Dashboard", "ChartPanels", "Training", "Simulation", "Callbacks", "Recipes", "RunFiles",
        "CurveStore",
        "LogReaders", "Recordings", "LogRecordings", "Playbacks", "RunComparison", "RunModel",
        "Figures", "FigureImages", "ScriptRuns", "Themes", "JSONText", "Cells", "Charts",
        "YAMLText", "SystemFiles", "Alarms", "CommandEntry", "Configuration",
        "MachineReadings", "SystemThreads", "Sweeps",
        orderedCollections,
      ]),

    module(
      "Sweeps",
      [
        "BareFoundation", "SeededRandom", "JSONText", "RunFiles", "RunModel", "ScriptRuns",
        "Charts", "SystemFiles", "SystemThreads", orderedCollections,
      ]),

    // Level 5: the command line.
    .executableTarget(
      name: "plateau",
      dependencies: [
        "BareFoundation", "Messages", "PlateauRuntime", "Recipes", "NcursesSurface",
        "CommandEntry",
        "Configuration",
        "Dashboard", "Themes", "Training", "Callbacks",
        "RunFiles", "CurveStore", "LogReaders", "Recordings", "LogRecordings", "Playbacks",
        "RunModel", "JSONText", "Simulation", "FrameworkCallbacks", "Evaluation", "Datasets",
        "ScriptRuns", "Cells", "Charts", "Figures", "FigureImages", "RunComparison",
        "SystemFiles", "SystemThreads", "Sweeps", argumentParser,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "plateau-bench",
      dependencies: [
        "Boxes", "Networks", "CKernels", "SeededRandom", "TensorBoardFiles", "Evaluation",
        "Dashboard",
        "Datasets", "PlateauRuntime", "RunModel", "Recordings", "Playbacks", "LogReaders",
        "LogRecordings",
        "Cells", "Charts", argumentParser,
      ],
      swiftSettings: settings),

    // Tests.
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TestSupport",
      dependencies: [
        "Cells", "Boxes", "JSONText", "Messages", "RunModel", "CurveStore", "CPseudoTerminal",
        "SeededRandom", "SystemThreads",
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    tests("SeededRandomTests", ["SeededRandom"]),
    tests("BoxesTests", ["Boxes"]),
    tests("JSONTextTests", ["JSONText"]),
    tests("YAMLTextTests", ["YAMLText"]),
    tests("TextFormsTests", ["TextForms", "CurveStore", "SeededRandom"]),
    tests("JSONShapesTests", ["JSONShapes", "JSONText"]),
    tests("SystemFilesTests", ["SystemFiles"]),
    tests("SweepsTests", ["Sweeps", "SystemFiles", "SystemThreads"]),
    tests("SystemThreadsTests", ["SystemThreads"]),
    tests("MessagesTests", ["Messages", "SeededRandom"]),
    tests("NcursesSurfaceTests", ["NcursesSurface", "Cells"]),
    tests("RunModelTests", ["RunModel", "SeededRandom", orderedCollections]),
    tests("CellsTests", ["Cells", "CNcurses"]),
    tests(
      "TensorBoardFilesTests", ["TensorBoardFiles", "CCRC32C", "SeededRandom"], resources: "Files"),
    tests(
      "CallbacksTests", ["Callbacks", "RemoteMonitoring", "RunModel", "TensorBoardFiles"],
      resources: "Vectors"),
    tests(
      "FrameworkCallbacksTests", ["FrameworkCallbacks", "Callbacks", "RunModel"],
      resources: "Vectors"),
    tests("EvaluationTests", ["Boxes", "Evaluation"], resources: "Vectors"),
    tests(
      "NetworksTests", ["Boxes", "Networks", "SeededRandom", "CKernels"], resources: "Vectors"),
    tests("DatasetsTests", ["Boxes", "Datasets", "CZlib", "SeededRandom"], resources: "Images"),
    tests("RecordingsTests", ["Recordings", "RunModel", orderedCollections]),
    tests(
      "RunFilesTests",
      ["Boxes", "RunFiles", "RunModel", "JSONText", "SystemFiles", orderedCollections]),
    tests("CurveStoreTests", ["CurveStore", "RunModel", "SeededRandom"]),
    tests(
      "LogReadersTests",
      [
        "LogReaders", "LogRecordings", "CurveStore", "RunFiles", "RunModel", "JSONText",
        "SystemFiles",
        "TensorBoardFiles", "Callbacks", "SeededRandom", orderedCollections,
      ],
      resources: "Databases"),
    tests(
      "LogRecordingsTests",
      [
        "LogRecordings", "Recordings", "Playbacks", "LogReaders", "CurveStore", "RunFiles",
        "RunModel", "SystemFiles", "Simulation", "Callbacks", "TensorBoardFiles", "JSONText",
        orderedCollections,
      ]),
    tests("ScriptRunsTests", ["ScriptRuns"]),
    tests("ChartsTests", ["Charts", "Cells"]),
    tests("ConsequencesTests", ["Consequences", "Callbacks", "RunModel", "Simulation"]),
    tests("ChartPanelsTests", ["ChartPanels", "RunModel"]),
    tests("ThemesTests", ["Themes", "Cells"]),
    tests("MachineReadingsTests", ["MachineReadings", "RunModel"]),
    tests("AlarmsTests", ["Alarms", "RunModel"]),
    tests("ConfigurationTests", ["Alarms", "Configuration", "Cells", "MetricGrid", "RunModel"]),
    tests("CommandEntryTests", ["CommandEntry"]),
    tests("MetricGridTests", ["MetricGrid", "RunModel", "Cells"]),
    tests("EventListsTests", ["EventLists", "RunModel", orderedCollections]),
    tests("RunComparisonTests", ["Cells", "Charts", "RunComparison", "RunModel", "Themes"]),
    tests(
      "FiguresTests",
      [
        "Cells", "Charts", "CExpat", "FigureImages", "Figures", "JSONText", "RunModel",
        orderedCollections,
      ]),
    tests(
      "TrainingTests",
      ["Training", "Callbacks", "RunModel", "RunFiles", "JSONText", "SystemFiles"]),
    tests("KerasSuiteTests", ["Callbacks", "Training", "Learners", "Networks", "RunModel"]),
    tests("DocumentationTests", []),
    tests("SimulationTests", ["Simulation", "Callbacks", "FrameworkCallbacks", "RunModel"]),
    tests(
      "DashboardTests",
      [
        "Boxes", "RunComparison", "Dashboard", "CallbackPanels", "ChartPanels", "Themes",
        "Playbacks", "MetricGrid", "CommandEntry", "CurveStore", "DetectorPanels", "Dialogs",
        "EventLists", "EventPanels",
        "SummaryPanels",
        "RunDisplay", "RunModel",
        "Recordings", "Cells", "Charts", "Configuration", "Alarms", "Consequences",
        "Simulation", orderedCollections,
      ],
      resources: "Screens"),
    tests(
      "LearnersTests",
      ["Learners", "Messages", "Training", "Callbacks", "RunModel", "Networks", "Datasets"]),
    tests(
      "RecipesTests",
      [
        "Recipes", "Learners", "Messages", "Training", "Callbacks", "RunModel", "Networks",
        "Datasets",
      ]),
    tests(
      "PlateauRuntimeTests",
      [
        "Alarms", "PlateauRuntime", "CommandEntry", "Configuration", "Dashboard", "EventPanels",
        "Training", "Callbacks",
        "Recipes", "RunFiles", "CurveStore",
        "LogReaders", "Recordings", "LogRecordings", "Playbacks", "RunModel", "SystemFiles",
        "SystemThreads", "JSONText", "Cells", "Charts", "RunComparison", orderedCollections,
      ]),
    tests(
      "EndToEndTests",
      [
        "RunFiles", "CurveStore", "LogReaders", "LogRecordings", "Recordings",
        "RunModel", "SystemFiles", "JSONText", "plateau", "CNcurses", "Dashboard",
        "Cells",
        "Networks", "SeededRandom",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
