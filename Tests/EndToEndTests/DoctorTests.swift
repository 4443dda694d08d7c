// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `caseadm doctor`: what is amiss is named, what takes nobody's decision is mended, the rest stays.
@Suite(.serialized) struct DoctorTests {
    @Test func whatIsAmissIsNamedAndMendedWhereItCanBe() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        let sound = try self.examined(daemon, status: 0)
        #expect(sound.faults.isEmpty && sound.documents == 1)

        let old = try self.content("旧的", on: daemon, daysOld: 3)
        let young = try self.content("新的", on: daemon, daysOld: 1)
        let foreign = "\(daemon.data)/documents/ab/notes.txt"
        try FileManager.default.createDirectory(
            atPath: "\(daemon.data)/documents/ab", withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: foreign))
        try self.change("DELETE FROM jobs WHERE kind = 'clock'", on: daemon)
        let found = try self.examined(daemon, status: 1)
        #expect(Set(found.faults.map(\.area)) == ["strays", "jobs"])
        #expect(found.faults.contains { $0.sentence.contains("ab/notes.txt") && !$0.mendable })
        #expect(
            found.faults.contains { $0.sentence.contains("1 files that no case names, 6 bytes") },
            "\(found.faults)")
        #expect(found.faults.allSatisfy { !$0.mended })

        let mended = try self.examined(daemon, ["--repair"], status: 1)
        #expect(mended.faults.filter(\.mended).map(\.area) == ["strays", "jobs"])
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(FileManager.default.fileExists(atPath: young))
        #expect(FileManager.default.fileExists(atPath: foreign))
        try FileManager.default.removeItem(atPath: foreign)
        let after = try self.examined(daemon, status: 0)
        #expect(after.faults.isEmpty && after.documents == 1)

        // What only a backup brings back is not called mended.
        let removed = try Programs.run(
            "/usr/bin/find",
            ["\(daemon.data)/documents", "-type", "f", "!", "-path", young, "-delete"])
        try #require(removed.status == 0, "\(removed.errors)")
        try self.change("UPDATE cases SET title = 'x'", on: daemon)
        let broken = try self.examined(daemon, ["--repair"], status: 1)
        #expect(Set(broken.faults.map(\.area)) == ["documents", "history"])
        #expect(broken.faults.allSatisfy { !$0.mended && !$0.mendable })
    }

    /// An upload that is refused after its content came leaves nothing for long.
    @Test func strayContentGoesByItself() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        daemon.stop()
        let old = try self.content("旧的", on: daemon, daysOld: 3)
        let young = try self.content("新的", on: daemon, daysOld: 1)
        try daemon.startAgain()
        let end = Date().addingTimeInterval(300)
        while FileManager.default.fileExists(atPath: old), Date() < end { usleep(100_000) }
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(FileManager.default.fileExists(atPath: young))
        #expect(try self.examined(daemon, status: 0).documents == 1)
    }

    private struct Told {
        struct Fault {
            var area: String
            var sentence: String
            var mended: Bool
            var mendable: Bool
        }

        var faults: [Fault]
        var documents: Int
    }

    private func examined(
        _ daemon: RunningDaemon, _ options: [String] = [], status: Int32
    ) throws -> Told {
        let told = try Programs.run(
            Programs.caseadm, ["--socket", daemon.socket, "doctor", "--output", "json"] + options)
        #expect(told.status == status, "\(told.output) \(told.errors)")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
        let faults = json["faults"] as? [[String: Any]] ?? []
        return Told(
            faults: faults.map { fault in
                Told.Fault(
                    area: fault["area"] as? String ?? "",
                    sentence: (fault["sentence"] as? [String: String])?["en"] ?? "",
                    mended: fault["mended"] as? Bool ?? false,
                    mendable: fault["mendable"] as? Bool ?? false)
            }, documents: Int("\(json["documents"] ?? "")") ?? -1)
    }

    /// A content that nothing names, as old as that.
    private func content(_ text: String, on daemon: RunningDaemon, daysOld: Double) throws -> String
    {
        let source = daemon.folder.appendingPathComponent("content").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: source))
        let sum = try Programs.run("/usr/bin/sha256sum", [source]).output.prefix(64)
        let folder = "\(daemon.data)/documents/\(sum.prefix(2))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: source, toPath: "\(folder)/\(sum)")
        try FileManager.default.setAttributes(
            [.modificationDate: Date().addingTimeInterval(-daysOld * 86_400)],
            ofItemAtPath: "\(folder)/\(sum)")
        return "\(folder)/\(sum)"
    }

    private func change(_ sql: String, on daemon: RunningDaemon) throws {
        let changed = try Programs.run(
            "/usr/bin/sqlite3", ["-cmd", ".timeout 10000", daemon.data + "/cases.sqlite", sql])
        try #require(changed.status == 0, "\(changed.errors)")
    }
}
