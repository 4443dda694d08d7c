// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Backups

/// The list of hashes, held against sha256sum.
@Suite struct FileSumsTests {
    private static let names = [
        "cases.sqlite", "documents/ab/abcd", "spool/市民政局/函件 1.txt", "spool/a\\b", "spool/a\nb",
        "spool/a\\nb", "manifest.json",
    ]

    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-sums-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in self.names {
            let path = "\(folder)/\(name)"
            try Files.make(folder: (path as NSString).deletingLastPathComponent)
            try Data("content of \(name)".utf8).write(to: URL(fileURLWithPath: path))
        }
        try body(folder)
    }

    private static func sums(of folder: String) throws -> FileSums {
        var sums = FileSums()
        for path in try Files.tree(folder).files where path != FileSums.name {
            sums.hashes[path] = try Files.hash("\(folder)/\(path)")
        }
        return sums
    }

    private static func write(_ text: String, _ folder: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(FileSums.name)"))
    }

    @Test func sha256sumReadsWhatIsWritten() throws {
        try Self.inFolder { folder in
            try Self.write(try Self.sums(of: folder).text, folder)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
            process.arguments = ["--check", "--strict", "--quiet", FileSums.name]
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test func whatWasWrittenIsReadAgain() throws {
        try Self.inFolder { folder in
            let sums = try Self.sums(of: folder)
            #expect(sums.hashes.count == Self.names.count)
            #expect(try FileSums(reading: sums.text) == sums)
            #expect(try sums.faults(in: folder) == [])
        }
    }

    /// Of the list itself each bit of each byte counts.
    @Test func everyBitOfTheListCounts() throws {
        try Self.inFolder { folder in
            let text = try Self.sums(of: folder).text
            for at in text.utf8.indices.enumerated() where at.offset % 3 == 0 {
                for bit in 0..<8 {
                    var bytes = Array(text.utf8)
                    bytes[at.offset] ^= 1 << bit
                    let changed = String(validating: bytes, as: UTF8.self)
                    let faults = changed.flatMap { try? FileSums(reading: $0).faults(in: folder) }
                    #expect(faults != [], "bit \(bit) of byte \(at.offset)")
                }
            }
        }
    }

    @Test func whatIsMissingChangedOrTooMuchIsNamed() throws {
        try Self.inFolder { folder in
            let sums = try Self.sums(of: folder)
            try FileManager.default.removeItem(atPath: folder + "/spool/a\nb")
            try Data("other".utf8).write(to: URL(fileURLWithPath: folder + "/cases.sqlite"))
            try Data("new".utf8).write(to: URL(fileURLWithPath: folder + "/documents/new"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/documents/link", withDestinationPath: "/etc/passwd")
            #expect(
                Set(try sums.faults(in: folder)) == [
                    "spool/a\nb is missing", "cases.sqlite was changed",
                    "documents/new does not belong to it",
                    "documents/link is neither a file nor a folder",
                ])
        }
    }

    /// There is one text for one set of files: nothing can be added that nobody reads.
    @Test func listHasOneForm() throws {
        try Self.inFolder { folder in
            let text = try Self.sums(of: folder).text
            let lines = text.split(separator: "\n").map { "\($0)\n" }
            for other in [text + "more", text + lines[0], lines.reversed().joined()] {
                #expect(throws: BackupError.self) { try FileSums(reading: other) }
            }
        }
    }

    @Test(arguments: ["x", "../a", "/a"])
    func lineThatIsNoneIsRefused(_ line: String) {
        #expect(throws: BackupError.self) { try FileSums(reading: line + "\n") }
    }
}
