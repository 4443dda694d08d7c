// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The arrows of the house: a target may import only what it names here (see ARCHITECTURE.md).
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
// Rooms that only think, and those that read and keep rows, are optimised in debug builds too: a rulebook is checked
// in a quarter of the time, a story told in five sixths, and tests do little else.  Casework gains less by it than it
// takes to compile so.
let pure: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let grpc: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let posix: Target.Dependency = .product(
    name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "cased",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "cased", targets: ["cased"])
    ],
    dependencies: [
        .package(url: "https://github.com/grpc/grpc-swift-2", exact: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", exact: "2.9.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // CSV, for the daemon's rules and the client's files: a target of its own, since the client
        // may import nothing of the daemon.
        .target(name: "Records", path: "Sources/Records", swiftSettings: pure),
        // Files as offices have them: text of any encoding, zip, XML, workbooks. The client reads them in
        // its own process; the daemon takes rows.
        .systemLibrary(
            name: "CArchive", path: "Sources/OfficeFiles/CArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CExpat", path: "Sources/OfficeFiles/CExpat", pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CLibXML2", path: "Sources/OfficeFiles/CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CXlsxWriter", path: "Sources/OfficeFiles/CXlsxWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .target(
            name: "OfficeFiles",
            dependencies: ["CArchive", "CExpat", "CLibXML2", "CXlsxWriter", "Records"],
            path: "Sources/OfficeFiles",
            exclude: ["CArchive", "CExpat", "CLibXML2", "CXlsxWriter"],
            swiftSettings: pure),
        // What a misspelt word meant: the daemon says it of its rulebook's words, the client of its
        // commands.
        .target(name: "Spelling", path: "Sources/Spelling", swiftSettings: pure),
        // What of a file becomes rows that the daemon takes: both clients read lists by it.
        .target(
            name: "CaseFiles", dependencies: ["CaseProto", "OfficeFiles"],
            path: "Sources/CaseFiles", swiftSettings: strict),
        // Holds whoever writes a long stream until the event loops have taken what was written before.
        .target(
            name: "Pacing",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Sources/Pacing", swiftSettings: strict),
        // How official papers are laid out: the daemon checks templates by it, the client writes files.
        .target(name: "PaperForm", path: "Sources/PaperForm", swiftSettings: pure),
        // How a line of the history is hashed: the daemon chains by it, the client checks by it.
        .target(
            name: "ChainForm", dependencies: [crypto], path: "Sources/ChainForm",
            swiftSettings: pure),
        // The daemon, from pure to wired.
        .target(
            name: "WorkCalendar", dependencies: ["Records"], path: "Sources/Daemon/Calendar",
            swiftSettings: pure),
        .target(
            name: "Workflow", dependencies: ["Spelling", "WorkCalendar"],
            path: "Sources/Daemon/Workflow",
            swiftSettings: pure),
        .target(
            name: "Rulebook",
            dependencies: [
                "Records", "Spelling", "WorkCalendar", "Workflow", "Letters", "PaperForm", "Yams",
                crypto, mustache,
            ],
            path: "Sources/Daemon/Rulebook",
            resources: [.embedInCode("Shipped"), .embedInCode("Former")],
            swiftSettings: pure),
        .target(
            name: "Storage", dependencies: ["ChainForm", "WorkCalendar", "Workflow", crypto],
            path: "Sources/Daemon/Storage", swiftSettings: pure),
        .target(
            name: "StorageSQLite",
            dependencies: ["Storage", "WorkCalendar", "Workflow", grdb, sqlite, crypto],
            path: "Sources/Daemon/StorageSQLite", swiftSettings: pure),
        .target(
            name: "FileStore", dependencies: ["Storage", "WorkCalendar", "Workflow", crypto],
            path: "Sources/Daemon/FileStore", swiftSettings: strict),
        .target(
            name: "StorageMemory", dependencies: ["Storage", "WorkCalendar", "Workflow"],
            path: "Sources/Daemon/StorageMemory", swiftSettings: pure),
        .target(
            name: "Letters", path: "Sources/Daemon/Letters",
            resources: [.embedInCode("Lexicons")], swiftSettings: pure),
        .target(
            name: "CaseworkCore",
            dependencies: ["WorkCalendar", "Workflow", "Rulebook", "Storage", crypto, logging],
            path: "Sources/Daemon/Casework/Core", swiftSettings: pure),
        .target(
            name: "Casework",
            dependencies: [
                "WorkCalendar", "Workflow", "Rulebook", "Letters", "Storage", "CaseworkCore",
                "Jobs",
                crypto, cryptoExtras, logging,
            ],
            path: "Sources/Daemon/Casework", exclude: ["Core"], swiftSettings: strict),
        .target(
            name: "Service",
            dependencies: [
                "WorkCalendar", "Workflow", "Rulebook", "Letters", "Storage", "CaseworkCore",
                "Casework",
                "CaseProto", "Pacing", grpc,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ],
            path: "Sources/Daemon/Service", swiftSettings: strict),
        .target(
            name: "Jobs", dependencies: ["Storage", logging], path: "Sources/Daemon/Jobs",
            swiftSettings: strict),
        .target(
            name: "Backups",
            dependencies: [
                "WorkCalendar", "Storage", "StorageSQLite", "FileStore", "CaseworkCore", "Casework",
                crypto,
            ],
            path: "Sources/Daemon/Backups", swiftSettings: strict),
        .systemLibrary(name: "CMalloc", path: "Sources/Daemon/Main/CMalloc"),
        .executableTarget(
            name: "cased",
            dependencies: [
                "CMalloc", "WorkCalendar", "Workflow", "Rulebook", "Letters", "Storage",
                "StorageSQLite",
                "FileStore", "Jobs", "CaseworkCore", "Casework", "Service", "Backups", "CaseProto",
                "Yams",
                arguments, logging, grpc, posix,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Daemon/Main", exclude: ["CMalloc"], swiftSettings: strict),
        // The wire: C messages behind Swift values.
        .systemLibrary(
            name: "CProtobufC", path: "Sources/Proto/CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"])]),
        .target(
            name: "CCaseProto", dependencies: ["CProtobufC"], path: "Sources/Proto/CCaseProto"),
        .target(
            name: "CaseProto", dependencies: ["CCaseProto", "CProtobufC", grpc],
            path: "Sources/Proto/CaseProto", swiftSettings: strict),
        .target(
            name: "ProtogenCore", path: "Sources/Proto/protogen/Core", swiftSettings: strict),
        .executableTarget(
            name: "protogen", dependencies: ["ProtogenCore"], path: "Sources/Proto/protogen/Tool",
            swiftSettings: strict),
        // The pages in the browser: a client of the socket like any other; no store, no law.
        .target(
            name: "WebPages",
            dependencies: [
                "CaseFiles", "CaseProto", "CaseadmText", "OfficeFiles", "Pacing", "PaperForm",
                crypto, grpc, posix, logging, mustache, hummingbird,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Web/Pages",
            resources: [.embedInCode("Templates"), .embedInCode("Assets")], swiftSettings: strict),
        .executableTarget(
            name: "cased-web",
            dependencies: [
                "WebPages", arguments, logging, hummingbird,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Web/Main", swiftSettings: strict),
        // The client. It reads YAML by libyaml alone: Yams would bring Foundation, 44 MB of a program
        // linked statically, and half the start time again of one that is not.
        .systemLibrary(
            name: "CLibYAML", path: "Sources/caseadm/CLibYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "CaseadmText", dependencies: ["CaseProto"], path: "Sources/caseadm/Text",
            swiftSettings: strict),
        .target(
            name: "CaseadmCommands",
            dependencies: [
                "CLibYAML", "CaseadmText", "CaseFiles", "CaseProto", "ChainForm", "OfficeFiles",
                "PaperForm",
                "Records",
                "Spelling", arguments, grpc, posix, crypto,
            ],
            path: "Sources/caseadm/Commands", swiftSettings: strict),
        .executableTarget(
            name: "caseadm",
            dependencies: ["CaseadmCommands", .product(name: "NIOCore", package: "swift-nio")],
            path: "Sources/caseadm/Main", swiftSettings: strict),
        .testTarget(
            name: "CaseadmTests",
            dependencies: [
                "caseadm", "CaseadmCommands", "CaseadmText", "CaseProto", "Witness", arguments,
                grpc,
                posix,
            ],
            path: "Tests/CaseadmTests", exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "WebPagesTests",
            dependencies: [
                "WebPages", hummingbird,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/WebPagesTests", swiftSettings: strict),
        .testTarget(
            name: "LettersTests", dependencies: ["Letters", "Witness"], path: "Tests/LettersTests",
            swiftSettings: strict),
        .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests", dependencies: ["cased", "caseadm"],
            path: "Tests/EndToEndTests", swiftSettings: [.swiftLanguageMode(.v6)]),
        // Benchmarks: an echo over the same stack, and a load for both.
        .executableTarget(
            name: "bench-echo", dependencies: ["CaseProto", "Service", grpc, posix],
            path: "Tests/Benchmarks/Echo", swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "bench-load", dependencies: ["CaseProto", grpc, posix],
            path: "Tests/Benchmarks/Load", swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(
            name: "CaseProtoTests",
            dependencies: [
                "CaseProto", "CCaseProto", "ProtogenCore", "Witness", grpc,
                .product(name: "GRPCInProcessTransport", package: "grpc-swift-2"),
            ],
            path: "Tests/CaseProtoTests", swiftSettings: strict),
        // Tests: support, then each room's.
        .target(name: "Witness", path: "Tests/Support/Witness", swiftSettings: strict),
        .target(
            name: "Invention", dependencies: ["Workflow", "WorkCalendar", "Witness"],
            path: "Tests/Support/Invention", swiftSettings: strict),
        .target(
            name: "TownHall",
            dependencies: [
                "WorkCalendar", "Workflow", "Rulebook", "Storage", "StorageMemory",
                "StorageSQLite", "CaseworkCore", "Casework", "Witness", logging,
            ],
            path: "Tests/Support/TownHall", swiftSettings: strict),
        .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: strict),
        .testTarget(
            name: "OfficeFilesTests", dependencies: ["OfficeFiles", "Witness"],
            swiftSettings: strict),
        .testTarget(
            name: "PaperFormTests",
            dependencies: [
                "PaperForm", "Letters", "OfficeFiles", "Rulebook", "Workflow", "WorkCalendar",
                "Witness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CalendarTests", dependencies: ["WorkCalendar", "Witness"],
            exclude: ["law-vectors.csv", "cn-holidays-final.csv"], swiftSettings: strict),
        .testTarget(
            name: "RulebookTests",
            dependencies: ["Rulebook", "Workflow", "WorkCalendar", "Witness"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkflowTests",
            dependencies: [
                "Rulebook", "Spelling", "Workflow", "WorkCalendar", "Invention", "Witness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "StorageSQLite", "StorageMemory", "Workflow", "WorkCalendar", "Witness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Service", "CaseProto", "Casework", "CaseworkCore", "Rulebook", "Storage",
                "StorageMemory", "WorkCalendar", "Workflow", grpc, logging,
                .product(name: "GRPCInProcessTransport", package: "grpc-swift-2"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BackupsTests", dependencies: ["Backups", "WorkCalendar", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "FileStoreTests",
            dependencies: ["FileStore", "Storage", "WorkCalendar", "Workflow"],
            swiftSettings: strict),
        .testTarget(
            name: "StoryTests",
            dependencies: [
                "TownHall", "CaseworkCore", "Casework", "Rulebook", "Storage", "Workflow",
                "WorkCalendar", "Invention", "Witness",
            ],
            exclude: ["Samples", "GoldenFolder/Golden"], swiftSettings: strict),
        .testTarget(
            name: "CaseworkCoreTests",
            dependencies: [
                "CaseworkCore", "Storage", "StorageMemory", "StorageSQLite", "Workflow",
                "WorkCalendar", "Witness", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CaseworkTests",
            dependencies: [
                "TownHall", "CaseworkCore", "Casework", "Rulebook", "Storage", "Workflow",
                "WorkCalendar", logging,
            ],
            swiftSettings: strict),
    ]
)
