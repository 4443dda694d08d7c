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

    /// Backups that are missing, failed, too old or faulty are told, and a drill that failed; each once.
    @Test func backupsThatMustBeLookedAtAreTold() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        var view = try await town.engine.health.status()
        let now = view.machineNow
        func told(_ change: (inout BackupState) -> Void) -> [String] {
            var state = BackupState()
            state.warnDays = 3
            change(&state)
            view.backups = state
            return view.warnings().map { "\($0.name): \($0.sentence.en)" }
        }
        func made(daysAgo days: Double, faults: Int = 0) -> BackupState.Made {
            BackupState.Made(
                at: now.adding(milliseconds: -Int64(days * 86_400_000)), path: "/b", lines: 7,
                faults: faults, also: nil)
        }
        let failed = BackupState.Outcome(at: now, path: "/b", failure: "the disk is full")
        #expect(told { _ in } == ["backup: nothing was ever backed up"])
        #expect(told { $0.made = made(daysAgo: 2.9) } == [])
        #expect(told { $0.made = made(daysAgo: 3) } == ["backup: the last backup is 3 days old"])
        #expect(
            told { $0.made = made(daysAgo: 0, faults: 2) } == [
                "backup: 2 things were wrong with the data when it was backed up"
            ])
        let attempt = told { ($0.made, $0.failed) = (made(daysAgo: 0), failed) }
        #expect(attempt.count == 1 && attempt[0].hasSuffix("failed: the disk is full"))
        let drill = BackupState.Outcome(at: now, path: "/b", failure: "a page")
        #expect(
            told { ($0.made, $0.drill) = (made(daysAgo: 0), drill) } == [
                "backup-drill: the last backup could not be restored: a page"
            ])
        // Who does not look after it is not told; where none are to be made, there is nothing to tell.
        view.isCounted = false
        #expect(told { _ in } == [])
        view.isCounted = true
        view.backups = nil
        #expect(view.warnings().isEmpty)
    }
}
