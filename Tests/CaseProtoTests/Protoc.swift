// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProtogenCore

/// Runs protoc, the canonical reader and writer.
enum Protoc {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let protos = root.appending(path: "proto")
    static let isInstalled = ["/usr/bin/protoc", "/usr/local/bin/protoc"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What protoc prints.
    ///
    /// `input` comes to it on its standard input.
    static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        try inFolder { folder in
            let file = folder.appending(path: "input")
            try Data(input).write(to: file)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["protoc"] + arguments
            process.standardInput = try FileHandle(forReadingFrom: file)
            let output = Pipe()
            let problems = Pipe()
            process.standardOutput = output
            process.standardError = problems
            try process.run()
            let bytes = output.fileHandleForReading.readDataToEndOfFile()
            let problem = problems.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failure(description: String(decoding: problem, as: UTF8.self))
            }
            return [UInt8](bytes)
        }
    }

    /// A folder of its own, removed afterwards.
    static func inFolder<R>(_ body: (URL) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-proto-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// The .proto files of the project, by their paths from `proto/`.
    static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: protos.path)?.allObjects ?? []
        return all.compactMap { $0 as? String }.filter { $0.hasSuffix(".proto") }.sorted()
    }()

    /// The descriptor set of .proto files in a folder.
    static func descriptorSet(_ folder: URL, _ files: [String]) throws -> [UInt8] {
        try inFolder { scratch in
            let set = scratch.appending(path: "set.pb")
            _ = try run(
                ["-I", folder.path, "--include_imports", "--include_source_info", "-o", set.path]
                    + files)
            return [UInt8](try Data(contentsOf: set))
        }
    }

    /// The descriptor set of one file with this text.
    static func descriptorSet(of text: String) throws -> [UInt8] {
        try inFolder { folder in
            try Data(text.utf8).write(to: folder.appending(path: "t.proto"))
            return try descriptorSet(folder, ["t.proto"])
        }
    }

    /// The text form of a message of the project.
    static func decode(_ bytes: [UInt8], as name: String) throws -> [UInt8] {
        try run(["-I", protos.path, "--decode", name] + files, input: bytes)
    }

    /// The bytes of a text form.
    static func encode(_ text: [UInt8], as name: String) throws -> [UInt8] {
        try run(["-I", protos.path, "--encode", name] + files, input: text)
    }

    /// The project's own schema.
    static func schema() throws -> Schema {
        try Schema(descriptorSet: descriptorSet(protos, files))
    }
}
