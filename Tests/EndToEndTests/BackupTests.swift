// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Backups of a daemon at work: whole, or not there; and put back, or the folder is as it was.
@Suite(.serialized) struct BackupTests {
    @Test(.timeLimit(.minutes(90)))
    func everyBackupIsWholeAndEveryChangedBitIsNoticed() throws {
        let (rounds, flips) = Programs.isLong ? (100, 1_000) : (2, 8)
        let outcome = try Programs.runPython(
            "backups.py", [Programs.cased, String(rounds), String(flips)])
        try #require(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let told = try #require(object as? [String: Any])
        print(outcome.output)
        #expect(told["backups"] as? Int == rounds)
        #expect(told["flips"] as? Int == flips)
        #expect(told["back"] as? Int ?? 0 > 0)
    }

    /// `caseadm backup` copies the folder of the daemon that answers; a second folder, links, retention, a drill.
    @Test func clientBacksUpTheDaemonThatAnswers() throws {
        let daemon = try RunningDaemon()
        let place = daemon.folder.appendingPathComponent("backups").path
        let also = daemon.folder.appendingPathComponent("also").path
        let first = try daemon.caseadm("backup", place, "--also", also, "--tidy", "--drill")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("was restored and gone through"))
        let names = try FileManager.default.contentsOfDirectory(atPath: place)
            .filter { $0.hasPrefix("cased-") }
        let name = try #require(names.first)
        #expect(names.count == 1)
        for folder in [place, also] {
            #expect(try Programs.run(Programs.cased, ["verify", "\(folder)/\(name)"]).status == 0)
            let sums = try Programs.run(
                "/bin/sh",
                ["-c", "cd '\(folder)/\(name)' && sha256sum --check --strict SHA256SUMS"])
            #expect(sums.status == 0, "\(sums.errors)")
        }
        // Whoever cannot read the data folder makes none, and is told what is missing.
        #expect(
            try Programs.run(Programs.cased, ["backup", place, "--data-dir", "/nowhere"]).status
                == 3)
    }

    /// What is wrong with the data is told; the backup is kept, since it may be all there is.
    @Test func backupOfDamagedDataIsKeptAndTold() throws {
        let daemon = try RunningDaemon()
        daemon.stop()
        let place = daemon.folder.appendingPathComponent("backups").path
        let changed = try Programs.run(
            "/usr/bin/sqlite3",
            [
                daemon.data + "/cases.sqlite", "DROP TRIGGER history_no_update",
                "UPDATE history SET note = 'x' WHERE sequence = 1",
            ])
        try #require(changed.status == 0, "\(changed.errors)")
        let made = try Programs.run(Programs.cased, ["backup", place, "--data-dir", daemon.data])
        #expect(made.status == 1)
        #expect(made.output.contains("BAD"))
        let restored = daemon.folder.appendingPathComponent("restored").path
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: place)
                .first { $0.hasPrefix("cased-") })
        let outcome = try Programs.run(
            Programs.cased, ["restore", "\(place)/\(name)", "--data-dir", restored])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("so it was when the backup was made"))
    }

    /// What root makes in somebody's folder is his: the nightly backup goes on from it.
    @Test(.timeLimit(.minutes(30)), .enabled(if: geteuid() == 0))
    func whatRootMakesBelongsToTheFoldersOwner() throws {
        let daemon = try RunningDaemon()
        let place = daemon.folder.appendingPathComponent("backups").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let nobody = NSNumber(value: 65_534)
        try FileManager.default.setAttributes([.ownerAccountID: nobody], ofItemAtPath: place)
        let made = try Programs.run(Programs.cased, ["backup", place, "--data-dir", daemon.data])
        try #require(made.status == 0, "\(made.errors)")
        for path in try FileManager.default.subpathsOfDirectory(atPath: place) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(place)/\(path)")
            #expect(attributes[.ownerAccountID] as? NSNumber == nobody, "\(path)")
        }
    }

    /// A sealed backup of another history is found out before anything is moved, however long it is.
    @Test(.timeLimit(.minutes(30)))
    func anotherHistoryIsNotPutInForceWithoutBeingTold() throws {
        let (long, _) = try DocumentTests.daemon()
        let short = try RunningDaemon()
        let added = try short.caseadm("office", "add", "x", "示例局", "--place", "示例市")
        try #require(added.status == 0, "\(added.errors)")
        long.stop()
        short.stop()
        let (place, key) = (long.folder.path + "/backups", long.folder.path + "/key")
        #expect(try Programs.run(Programs.cased, ["backup-key", key]).status == 0)
        let made = try Programs.run(
            Programs.cased,
            ["backup", place, "--data-dir", long.data, "--key", key + ".pub"])
        try #require(made.status == 0, "\(made.errors)")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: place).first {
                $0.hasPrefix("cased-")
            })
        let before = try Data(contentsOf: URL(fileURLWithPath: short.data + "/cases.sqlite"))
        let refused = try Programs.run(
            Programs.cased,
            ["restore", "\(place)/\(name)", "--data-dir", short.data, "--key", key])
        #expect(refused.status == 3)
        #expect(refused.errors.contains("another history"), "\(refused.errors)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: short.data + "/cases.sqlite")) == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: short.data)
        #expect(!left.contains("restoring"))
        // Its own history, gone on, is.
        let own = try Programs.run(
            Programs.cased,
            ["restore", "\(place)/\(name)", "--data-dir", long.data, "--key", key])
        #expect(own.status == 0, "\(own.errors)")
    }
}
