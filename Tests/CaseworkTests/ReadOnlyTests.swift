// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Synchronization
import Testing
import TownHall
import WorkCalendar
import Workflow

/// While the disk has less left than the reserve: nobody's command is taken, questions are answered, what
/// time brings waits, and all of it goes on by itself.
@Suite struct ReadOnlyTests {
    /// A disk whose free bytes are set.
    private final class Disk: Sendable {
        private let free = Mutex<Int64>(1_000)

        var watch: DiskWatch {
            DiskWatch(reserve: 100) { DiskSpace(free: self.free.withLock { $0 }, size: 1_000) }
        }

        func set(_ free: Int64) { self.free.withLock { $0 = free } }
    }

    private static let admin = Principal(uid: 0, isAdmin: true, user: nil)
    private static let fields: [String: Value] = [
        "assembly": "某市人大", "session": "四次", "number": "12", "title": "关于建设孵化园的建议",
        "proposers": ["李某"], "session_closed_on": "2025-03-10",
    ]

    private static func user(_ name: String, _ town: TownHall, id: String) async throws {
        _ = try await town.engine.directory.add(
            UserDetails(name: name, uid: 4_711), [],
            Engine.Request(principal: Self.admin, id: id, payload: Array(name.utf8)))
    }

    @Test(.timeLimit(.minutes(60))) func commandIsRefusedAndQuestionAnswered() async throws {
        let disk = Disk()
        let town = try await TownHall(
            Suggestion.town(), on: "2025-03-20", disk: disk.watch)
        let id = try await town.open("proposal", by: .assigner, Self.fields).caseID
        try await Self.user("甲", town, id: "kept")
        let head = try await town.engine.health.status().head
        disk.set(99)
        await #expect {
            try await town.act(id, "accept", by: .assigner)
        } throws: {
            ($0 as? CaseworkError)?.code == .readOnly
        }
        #expect(throws: CaseworkError.self) { try town.engine.documents.begin() }
        #expect(try await town.engine.cases.view(id).row.state == "submitted")
        // Who asks again for what was done gets the answer that was kept.
        try await Self.user("甲", town, id: "kept")
        let status = try await town.engine.health.status()
        #expect(status.head == head && status.disk.lowSince != nil)
        #expect(status.warnings().map(\.name).contains("disk"))
        disk.set(1_000)
        try await town.act(id, "accept", by: .assigner)
        #expect(try await town.engine.cases.view(id).row.state == "accepted")
        #expect(!(try await town.engine.health.status().warnings().map(\.name).contains("disk")))
    }

    /// A trial writes nothing, so it is a question.
    @Test(.timeLimit(.minutes(60))) func whatIsOnlyTriedIsAnswered() async throws {
        let disk = Disk()
        let town = try await TownHall(
            Suggestion.town(), on: "2025-03-20", disk: disk.watch)
        disk.set(0)
        var request = Engine.Request(principal: Self.admin, id: "", payload: [])
        request.isDryRun = true
        let result = try await town.engine.directory.add(
            UserDetails(name: "甲", uid: 4_711), [], request)
        #expect(!result.remarks.isEmpty)
    }

    @Test(.timeLimit(.minutes(60))) func whatTimeBringsWaitsAndIsDoneAfterwards() async throws {
        let disk = Disk()
        let town = try await TownHall(
            Suggestion.town(), on: "2025-03-20", disk: disk.watch)
        disk.set(10)
        let head = try await town.engine.health.status().head
        try await town.engine.time.pass()
        try await town.engine.time.tidy()
        try await town.engine.words.tend()
        await #expect {
            try await town.engine.time.setClock(
                to: town.engine.time.morning(of: "2025-03-21"), by: Self.admin)
        } throws: {
            ($0 as? CaseworkError)?.code == .readOnly
        }
        #expect(try await town.engine.health.status().head == head)
        #expect(town.engine.jobs.ran == 0)
        disk.set(1_000)
        try await town.engine.time.pass()
        #expect(town.engine.jobs.ran > 0)
    }
}
