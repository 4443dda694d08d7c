// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What is amiss has a name that stays; who knows of it is not told again until it changes.
@Suite(.timeLimit(.minutes(60))) struct WarningTests {
    private static let admin = Engine.Request(
        principal: Principal(uid: 0, isAdmin: true, user: nil), id: "", payload: [])

    /// Warnings that count, and those that somebody knows of.
    private static func told(_ town: TownHall) async throws -> (open: [String], known: [String]) {
        let health = town.engine.health
        let all = try await health.warnings(
            try await health.status(), holes: try await health.holes())
        return (
            all.filter { $0.acknowledgement == nil }.map(\.warning.name),
            all.filter { $0.acknowledgement != nil }.map(\.warning.name)
        )
    }

    private static func acknowledge(
        _ town: TownHall, until: Day? = nil, isWithdrawn: Bool = false,
        by request: Engine.Request = Self.admin, _ name: String = "jobs-paused"
    ) async throws {
        _ = try await town.engine.health.acknowledge(
            name, until: until, reason: "已知", isWithdrawn: isWithdrawn, request)
    }

    @Test func knownOfUntilItChanges() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        #expect(try await Self.told(town) == ([], []))
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        #expect(try await Self.told(town) == (["jobs-paused"], []))
        let head = try await town.engine.health.status().head.sequence
        try await Self.acknowledge(town)
        #expect(try await Self.told(town) == ([], ["jobs-paused"]))
        // A line of the history, as every act of an administrator.
        #expect(try await town.engine.health.status().head.sequence == head + 1)
        try await town.engine.health.watchWarnings()
        #expect(try await Self.told(town) == ([], ["jobs-paused"]))
        try await town.engine.jobs.pause(.spool, true, Self.admin)
        #expect(try await Self.told(town) == (["jobs-paused"], []))
    }

    /// What went away and comes again was not known of.
    @Test func whatComesAgainCounts() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        try await Self.acknowledge(town)
        try await town.engine.jobs.pause(.hook, false, Self.admin)
        try await town.engine.health.watchWarnings()
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        #expect(try await Self.told(town) == (["jobs-paused"], []))
    }

    @Test func knownOfUntilADayHoweverItChanges() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        await #expect(throws: CaseworkError.self) {
            try await Self.acknowledge(town, until: "2025-03-19")
        }
        try await Self.acknowledge(town, until: "2025-03-21")
        try await town.engine.jobs.pause(.spool, true, Self.admin)
        #expect(try await Self.told(town) == ([], ["jobs-paused"]))
        try await town.wait(until: "2025-03-21")
        #expect(try await Self.told(town) == ([], ["jobs-paused"]))
        try await town.wait(until: "2025-03-22")
        #expect(try await Self.told(town) == (["jobs-paused"], []))
    }

    @Test func withdrawnItCounts() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        await #expect(throws: CaseworkError.self) {
            try await Self.acknowledge(town, isWithdrawn: true)
        }
        try await Self.acknowledge(town)
        try await Self.acknowledge(town, isWithdrawn: true)
        #expect(try await Self.told(town) == (["jobs-paused"], []))
    }

    @Test func onlyAnAdministratorAndOnlyWhatIsThere() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        try await town.engine.jobs.pause(.hook, true, Self.admin)
        let clerk = Engine.Request(
            principal: Principal(uid: 1_001, isAdmin: false, user: nil), id: "", payload: [])
        await #expect {
            try await Self.acknowledge(town, by: clerk)
        } throws: {
            ($0 as? CaseworkError)?.code == .permission
        }
        await #expect {
            try await Self.acknowledge(town, "disk")
        } throws: { error in
            let error = error as? CaseworkError
            return error?.code == .notFound && error?.sentence.en.contains("jobs-paused") ?? false
        }
    }

    /// A clock that goes back behind what was recorded is told; simulated time cannot.
    @Test func aClockThatWentBackIsTold() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2090-03-20")
        func names(_ engine: Engine) async throws -> [String] {
            try await engine.health.status().warnings().map(\.name)
        }
        #expect(!(try await names(town.engine).contains("clock")))
        let real = try await town.restarted(inRealTime: true)
        #expect(try await names(real).contains("clock"))
    }
}
