// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let rdkitLibraries = [
    "FilterCatalog", "MolDraw2D", "DistGeomHelpers", "ForceFieldHelpers", "FileParsers", "Depictor",
    "Descriptors",
    "Fingerprints", "ChemTransforms", "SmilesParse", "SubstructMatch", "GraphMol", "ForceField", "Catalogs",
    "DataStructs", "RDGeneral", "MolStandardize", "PartialCharges", "RDGeometryLib",
    "RGroupDecomposition", "FMCS", "ChemReactions",
]

let package = Package(
    name: "quartet",
    products: [
        .library(name: "QuartetFiles", targets: ["QuartetFiles"]),
        .library(name: "QuartetEngine", targets: ["QuartetEngine"]),
        .library(name: "QuartetText", targets: ["QuartetText"]),
        .library(name: "QuartetMetrics", targets: ["QuartetMetrics"]),
        .library(name: "QuartetModels", targets: ["QuartetModels"]),
        .library(name: "QuartetImaging", targets: ["QuartetImaging"]),
        .library(name: "QuartetReports", targets: ["QuartetReports"]),
        .library(name: "QuartetCatalogs", targets: ["QuartetCatalogs"]),
        .library(name: "QuartetImaginarium", targets: ["QuartetImaginarium"]),
        .library(name: "QuartetMolecules", targets: ["QuartetMolecules"]),
        .library(name: "QuartetTraffic", targets: ["QuartetTraffic"]),
        .library(name: "QuartetSupport", targets: ["QuartetSupport"]),
        .executable(name: "quartet", targets: ["quartet"]),
        .executable(name: "quartet-bench", targets: ["quartet-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // C: each a thin module over one library, and the kernels.
        .target(
            name: "COneDNN", dependencies: ["CKernels"],
            linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
        .target(name: "CKernels", linkerSettings: [.linkedLibrary("gomp"), .linkedLibrary("m")]),
        .target(name: "CFingerprints"),
        .target(name: "CAllocations", dependencies: ["COneDNN"]),
        .target(name: "CGaussianProcess", dependencies: ["CKernels"]),
        .target(name: "CForest"),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CPCAP", linkerSettings: [.linkedLibrary("pcap")]),
        .target(
            name: "CRDKit", exclude: ["rdkit-headers"],
            // A link to the system's headers: they are found without unsafe flags.
            cxxSettings: [.headerSearchPath("rdkit-headers")],
            linkerSettings: rdkitLibraries.map { .linkedLibrary("RDKit" + $0) } + [.linkedLibrary("inchi")]),

        // The core.
        .target(name: "QuartetFiles", dependencies: ["CArchive", "CZlib"], swiftSettings: strict),
        .target(name: "QuartetMetrics", swiftSettings: strict),
        .target(
            name: "QuartetEngine", dependencies: ["COneDNN", "CKernels", "QuartetFiles"],
            swiftSettings: strict),
        .target(name: "QuartetText", dependencies: ["QuartetFiles"], swiftSettings: strict),
        .target(
            name: "QuartetModels",
            dependencies: ["CKernels", "QuartetEngine", "QuartetFiles", "QuartetText"],
            swiftSettings: strict),
        .target(
            name: "QuartetImaging", dependencies: ["CPNG", "CJPEG", "CWebP", "CCairo", "QuartetFiles"],
            swiftSettings: strict),
        .target(
            name: "QuartetReports", dependencies: ["QuartetFiles", "QuartetImaging"],
            // It needs no unsafe code: the compiler keeps it so.
            swiftSettings: strict + [.strictMemorySafety()]),
        .target(name: "QuartetCatalogs", dependencies: ["CXML2", "QuartetFiles"], swiftSettings: strict),

        // The scenarios: they never import one another.
        .target(
            name: "QuartetImaginarium",
            dependencies: [
                "QuartetFiles", "QuartetEngine", "QuartetMetrics", "QuartetModels", "QuartetImaging",
                "QuartetReports",
                "QuartetCatalogs", "QuartetText",
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ], swiftSettings: strict),

        .target(
            name: "QuartetMolecules",
            dependencies: [
                "CFingerprints", "CForest", "CGaussianProcess", "CRDKit", "QuartetFiles", "QuartetEngine",
                "QuartetMetrics", "QuartetModels",
                "QuartetText", "QuartetImaging", "QuartetReports", "QuartetCatalogs",
            ],
            swiftSettings: strict),

        .target(
            name: "QuartetTraffic",
            dependencies: [
                "CKernels", "CPCAP", "QuartetFiles", "QuartetEngine", "QuartetMetrics", "QuartetModels",
                "QuartetImaging", "QuartetReports", "QuartetCatalogs",
            ],
            swiftSettings: strict),

        .target(
            name: "QuartetSupport",
            dependencies: [
                "CKernels", "CMarkdown", "CXML2", "QuartetFiles", "QuartetEngine", "QuartetMetrics",
                "QuartetModels", "QuartetText", "QuartetReports", "QuartetCatalogs",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // The programs, and what both take from the command line.
        .target(
            name: "QuartetCommandLine",
            dependencies: [
                "QuartetFiles", "QuartetEngine", "QuartetReports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "quartet",
            dependencies: [
                "QuartetCommandLine", "QuartetFiles", "QuartetEngine", "QuartetText", "QuartetMetrics",
                "QuartetModels", "QuartetImaging", "QuartetReports", "QuartetCatalogs", "QuartetImaginarium",
                "QuartetMolecules", "QuartetTraffic", "QuartetSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        .executableTarget(
            name: "quartet-bench",
            dependencies: [
                "CAllocations", "CZlib", "QuartetCommandLine", "QuartetFiles", "QuartetEngine", "QuartetText",
                "QuartetModels", "QuartetImaging", "QuartetReports", "QuartetCatalogs", "QuartetImaginarium",
                "QuartetMolecules", "QuartetTraffic", "QuartetSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        // Tests, and the helpers they share.
        .target(
            name: "QuartetTestSupport", dependencies: ["CXML2", "QuartetImaging"],
            path: "Tests/QuartetTestSupport", swiftSettings: strict),
        .testTarget(
            name: "QuartetFilesTests", dependencies: ["CZlib", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetEngineTests",
            dependencies: ["QuartetEngine", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetModelsTests",
            dependencies: ["QuartetModels", "QuartetFiles", "QuartetText", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetTextTests", dependencies: ["QuartetText", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetMetricsTests", dependencies: ["QuartetMetrics", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetImagingTests",
            dependencies: ["CZlib", "QuartetImaging", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetReportsTests",
            dependencies: ["QuartetReports", "QuartetImaging", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetCatalogsTests",
            dependencies: ["QuartetCatalogs", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetImaginariumTests",
            dependencies: ["QuartetImaginarium", "QuartetFiles", "QuartetTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetMoleculesTests",
            dependencies: [
                "QuartetMolecules", "QuartetEngine", "QuartetModels", "QuartetFiles", "QuartetImaging",
                "QuartetReports", "QuartetTestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetTrafficTests",
            dependencies: [
                "QuartetTraffic", "QuartetFiles", "QuartetModels", "QuartetReports", "QuartetTestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetSupportTests",
            dependencies: [
                "QuartetSupport", "QuartetFiles", "QuartetModels", "QuartetText", "QuartetTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "QuartetCommandTests",
            dependencies: [
                "quartet", "quartet-bench", "QuartetTraffic", "QuartetImaging", "QuartetTestSupport",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17, cxxLanguageStandard: .cxx17
)

// Only `make docs` needs the documentation plugin: no other build fetches or compiles it.
if Context.environment["QUARTET_DOCUMENTATION"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"))
}
