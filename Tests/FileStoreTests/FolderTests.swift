// SPDX-License-Identifier: Apache-2.0
import FileStore
import Foundation
import Storage
import Testing
import WorkCalendar
import Workflow

/// Documents and messages as files: whole under their names, or not there.
@Suite struct FolderTests {
    /// A folder of its own, removed at the end.
    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-files-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private static func message(_ id: String, _ enclosures: [Message.Enclosure]) -> Message {
        Message(
            id: id, key: "letter 1", kind: "letter", kindLabel: Label("函件", "letter"),
            office: "MZJ", recipient: "市民政局", address: "", sender: "市政府办", caseID: nil,
            copies: 1, subject: Label("交办", "assigned"), text: Label("请办理", "please handle"),
            enclosures: enclosures)
    }

    @Test func finishedDocumentIsReadByItsHash() throws {
        try Self.inFolder { path in
            let folder = try DocumentFolder(path: path)
            let sink = try folder.begin()
            try sink.write(Array("案".utf8))
            try sink.write(Array("件".utf8))
            let (sha256, size) = try sink.finish()
            sink.abandon()
            #expect(size == 6)
            #expect(try folder.content(sha256) == Array("案件".utf8))
            #expect(try folder.fault(sha256) == nil)
            #expect(try Self.names(in: path + "/incoming").isEmpty)
        }
    }

    @Test func sameDocumentTwiceIsOneFile() throws {
        try Self.inFolder { path in
            let folder = try DocumentFolder(path: path)
            let hashes = try (0..<2).map { _ in
                let sink = try folder.begin()
                try sink.write([1, 2, 3])
                return try sink.finish().sha256
            }
            #expect(hashes[0] == hashes[1])
            #expect(try Self.names(in: "\(path)/\(hashes[0].prefix(2))") == [hashes[0]])
        }
    }

    @Test func contentThatWasTakenInAgainIsNotRemoved() throws {
        try Self.inFolder { path in
            let folder = try DocumentFolder(path: path)
            func put() throws -> String {
                let sink = try folder.begin()
                try sink.write([1, 2, 3])
                return try sink.finish().sha256
            }
            let sha256 = try put()
            let part = try #require(Int(sha256.prefix(2), radix: 16))
            let file = "\(path)/\(sha256.prefix(2))/\(sha256)"
            let old = Date(timeIntervalSince1970: 1_000_000)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file)
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/\(sha256.prefix(2))/link", withDestinationPath: file)
            let found = try folder.contents(in: part)
            #expect(found.contents.map(\.sha256) == [sha256])
            #expect(found.contents.map(\.size) == [3])
            #expect(found.contents.map(\.takenAt) == [Instant(milliseconds: 1_000_000_000)])
            #expect(found.strangers == ["\(sha256.prefix(2))/link"])
            // Somebody takes it in again before it is removed.
            let moment = Instant(milliseconds: 1_000_000_001)
            #expect(try put() == sha256)
            #expect(try !folder.remove(sha256, takenBefore: moment))
            #expect(try folder.fault(sha256) == nil)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file)
            #expect(try !folder.remove(sha256, takenBefore: Instant(milliseconds: 1_000_000_000)))
            #expect(try folder.remove(sha256, takenBefore: moment))
            #expect(try folder.fault(sha256) != nil)
            #expect(try !folder.remove("../../etc/passwd", takenBefore: moment))
        }
    }

    @Test func abandonedOrForgottenDocumentLeavesNothing() throws {
        try Self.inFolder { path in
            let folder = try DocumentFolder(path: path)
            let sink = try folder.begin()
            try sink.write([1])
            sink.abandon()
            try folder.begin().write([2])
            #expect(try Self.names(in: path + "/incoming").isEmpty)
        }
    }

    @Test func whatAnEarlierRunLeftIsRemovedAtTheStart() throws {
        try Self.inFolder { path in
            _ = try DocumentFolder(path: path)
            try Data([1]).write(to: URL(filePath: path + "/incoming/half"))
            _ = try DocumentFolder(path: path)
            #expect(try Self.names(in: path + "/incoming").isEmpty)
        }
    }

    @Test func messageIsAFolderWithItsPapers() throws {
        try Self.inFolder { path in
            let spool = try SpoolFolder(path: path)
            let paper = Message.Enclosure(name: "../复函.pdf", sha256: "00", size: 2)
            try spool.put(Self.message("<1@cased>", [paper]), [[7, 8]])
            try spool.put(Self.message("<1@cased>", [paper]), [[9, 9]])
            let folder = path + "/MZJ/<1@cased>"
            #expect(
                try Self.names(in: folder) == ["1-_._复函.pdf", "message.json", "message.txt"])
            let content = FileManager.default.contents(atPath: folder + "/1-_._复函.pdf")
            #expect(content == Data([7, 8]))
            #expect(try Self.names(in: path + "/.incoming").isEmpty)
        }
    }

    @Test func folderThatCannotBeWrittenIsNamed() throws {
        try Self.inFolder { path in
            let folder = try DocumentFolder(path: path)
            try FileManager.default.removeItem(atPath: path + "/incoming")
            let error = try #require(throws: StoreError.self) { try folder.begin() }
            #expect("\(error)".contains(path + "/incoming"))
        }
    }

    /// A link in the place of a folder leads elsewhere: nothing is tidied or written there.
    @Test func linkInThePlaceOfAFolderIsRefused() throws {
        try Self.inFolder { path in
            let elsewhere = path + "/elsewhere"
            try FileManager.default.createDirectory(
                atPath: elsewhere, withIntermediateDirectories: true)
            try Data([1]).write(to: URL(filePath: elsewhere + "/somebody's"))
            for (name, open) in [
                ("documents/incoming", { _ = try DocumentFolder(path: path + "/documents") }),
                ("spool/.incoming", { _ = try SpoolFolder(path: path + "/spool") }),
            ] as [(String, () throws -> Void)] {
                let link = "\(path)/\(name)"
                try FileManager.default.createDirectory(
                    atPath: (link as NSString).deletingLastPathComponent,
                    withIntermediateDirectories: true)
                try FileManager.default.createSymbolicLink(
                    atPath: link, withDestinationPath: elsewhere)
                let error = #expect(throws: StoreError.self) { try open() }
                #expect(error?.description.contains(link) == true)
            }
            let spool = try SpoolFolder(path: path + "/other")
            try FileManager.default.createSymbolicLink(
                atPath: path + "/other/MZJ", withDestinationPath: elsewhere)
            #expect(throws: StoreError.self) { try spool.put(Self.message("<1@x>", []), []) }
            #expect(try Self.names(in: elsewhere) == ["somebody's"])
        }
    }
}
