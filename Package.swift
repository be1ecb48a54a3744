// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "quartet",
    products: [
        .library(name: "QuartetEngine", targets: ["QuartetEngine"]),
        .library(name: "QuartetText", targets: ["QuartetText"]),
        .library(name: "QuartetModels", targets: ["QuartetModels"]),
        .library(name: "QuartetImaging", targets: ["QuartetImaging"]),
        .library(name: "QuartetCatalogs", targets: ["QuartetCatalogs"]),
        .library(name: "QuartetImaginarium", targets: ["QuartetImaginarium"]),
        .library(name: "QuartetTraffic", targets: ["QuartetTraffic"]),
        .executable(name: "quartet", targets: ["quartet"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
    ],
    targets: [
        // C: each a thin module over one library, and the kernels.
        .target(
            name: "COneDNN", dependencies: ["CKernels"],
            linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
        .target(name: "CKernels", linkerSettings: [.linkedLibrary("gomp"), .linkedLibrary("m")]),
        .target(name: "CAllocations", dependencies: ["COneDNN"]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        .target(name: "CPCAP", linkerSettings: [.linkedLibrary("pcap")]),

        // The core.
        .target(name: "QuartetEngine", dependencies: ["COneDNN", "CKernels"], swiftSettings: strict),
        .target(name: "QuartetText", swiftSettings: strict),
        .target(
            name: "QuartetModels", dependencies: ["QuartetEngine", "QuartetText"], swiftSettings: strict),
        .target(
            name: "QuartetImaging", dependencies: ["CPNG", "CJPEG", "CCairo", "CArchive"],
            swiftSettings: strict),
        .target(name: "QuartetCatalogs", dependencies: ["CXML2"], swiftSettings: strict),

        // The scenarios: they never import one another.
        .target(
            name: "QuartetImaginarium",
            dependencies: [
                "QuartetEngine", "QuartetModels", "QuartetImaging", "QuartetCatalogs",
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ], swiftSettings: strict),

        .target(
            name: "QuartetTraffic",
            dependencies: [
                "CArchive", "CKernels", "CPCAP", "QuartetEngine", "QuartetModels", "QuartetImaging",
                "QuartetCatalogs",
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "quartet",
            dependencies: [
                "CAllocations", "QuartetEngine", "QuartetText", "QuartetModels", "QuartetImaging",
                "QuartetCatalogs", "QuartetImaginarium", "QuartetTraffic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        .testTarget(name: "QuartetEngineTests", dependencies: ["QuartetEngine"], swiftSettings: strict),
        .testTarget(
            name: "QuartetModelsTests", dependencies: ["QuartetModels", "QuartetText"], swiftSettings: strict),
        .testTarget(name: "QuartetTextTests", dependencies: ["QuartetText"], swiftSettings: strict),
        .testTarget(name: "QuartetImagingTests", dependencies: ["QuartetImaging"], swiftSettings: strict),
        .testTarget(name: "QuartetCatalogsTests", dependencies: ["QuartetCatalogs"], swiftSettings: strict),
        .testTarget(
            name: "QuartetImaginariumTests", dependencies: ["QuartetImaginarium"], swiftSettings: strict),
        .testTarget(name: "QuartetTrafficTests", dependencies: ["QuartetTraffic"], swiftSettings: strict),
        .testTarget(name: "QuartetCommandTests", dependencies: ["quartet"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
