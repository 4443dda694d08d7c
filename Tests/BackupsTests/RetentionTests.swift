// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WorkCalendar

@testable import Backups

/// Which backups stay, by days reckoned by hand.
@Suite struct RetentionTests {
    private static func moments(_ texts: [String]) throws -> [Instant] {
        try texts.map { try #require(Instant($0.contains("T") ? $0 : "\($0)T18:30:00Z")) }
    }

    private static func kept(_ retention: Retention, _ texts: [String]) throws -> [String] {
        retention.kept(among: try self.moments(texts)).sorted()
            .map { String($0.description.prefix(10)) }
    }

    /// Every night from 1 January to 20 March 2026 (a Friday).
    private static let nights: [String] = {
        let lengths = [31, 28, 20]
        return lengths.enumerated().flatMap { month, days in
            (1...days).map { day in
                "2026-0\(month + 1)-\(day < 10 ? "0" : "")\(day)"
            }
        }
    }()

    @Test func daysWeeksAndMonthsHaveOneEach() throws {
        var retention = Retention()
        (retention.days, retention.weeks, retention.months) = (3, 3, 3)
        #expect(
            try Self.kept(retention, Self.nights) == [
                // The last of January and of February, the Sundays of the two weeks before this one, three days.
                "2026-01-31", "2026-02-28", "2026-03-08", "2026-03-15", "2026-03-18", "2026-03-19",
                "2026-03-20",
            ])
    }

    /// Who was on leave for a month keeps what there was before: periods without a backup count for nothing.
    @Test func gapsTakeNoPlace() throws {
        var retention = Retention()
        (retention.days, retention.weeks, retention.months) = (2, 0, 0)
        #expect(
            try Self.kept(retention, ["2025-01-03", "2025-06-01", "2026-03-20"])
                == ["2025-06-01", "2026-03-20"])
    }

    @Test func newestOfADayStays() throws {
        var retention = Retention()
        (retention.days, retention.weeks, retention.months) = (1, 0, 0)
        let kept = retention.kept(
            among: try Self.moments(["2026-03-20T01:00:00Z", "2026-03-20T09:00:00Z"]))
        #expect(kept.map(\.description) == ["2026-03-20T09:00:00.000Z"])
    }

    /// What has faults takes no place of what has none, and is not kept for ever either.
    @Test func faultyOnesPushNobodyOut() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-kept-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let days = ["2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20"]
        for (index, moment) in try Self.moments(days).enumerated() {
            var manifest = BackupManifest(version: "0", madeAt: moment)
            if index >= 2 { manifest.faults = ["a page"] }
            let path = "\(folder)/\(Backup.name(at: moment))"
            try Files.make(folder: path)
            try Data(manifest.text.utf8).write(
                to: URL(fileURLWithPath: "\(path)/\(BackupManifest.name)"))
        }
        try Files.make(folder: "\(folder)/cased-other")
        var retention = Retention()
        (retention.days, retention.weeks, retention.months) = (1, 0, 0)
        #expect(
            try retention.tidy(folder) == [
                "cased-20260316T183000Z", "cased-20260318T183000Z", "cased-20260319T183000Z",
            ])
        #expect(
            try Set(Files.names(folder)) == [
                "cased-20260317T183000Z", "cased-20260320T183000Z", "cased-other",
            ])
    }
}
