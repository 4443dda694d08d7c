// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Storage
import Synchronization
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The history told as it is written: each line once and in order, nobody held up.
@Suite(.timeLimit(.minutes(60))) struct WatchTests {
    /// What a watcher was told, and a way to wait for more.
    private final class Told: Sendable {
        private let lines = Mutex<[Int64]>([])
        private let pages: AsyncStream<Int64>
        private let continuation: AsyncStream<Int64>.Continuation

        init() { (self.pages, self.continuation) = AsyncStream.makeStream(of: Int64.self) }

        var sequences: [Int64] { self.lines.withLock { $0 } }

        func take(_ page: WatchPage) {
            self.lines.withLock { $0 += page.lines.map(\.row.sequence) }
            self.continuation.yield(page.reached)
        }

        /// Waits until the watch has come so far.
        func reached(_ sequence: Int64) async {
            for await reached in self.pages where reached >= sequence { return }
        }
    }

    private func open(_ town: TownHall, _ number: Int) async throws -> CommandResult {
        try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": .text("\(number)"),
                "title": .text("第\(number)件"), "proposers": ["李某"],
            ])
    }

    private func town() async throws -> TownHall {
        try await TownHall(Suggestion.town(), on: "2025-03-20")
    }

    @Test func everyLineIsToldOnceAndInOrder() async throws {
        let town = try await self.town()
        let before = try await self.open(town, 1).sequence
        let (all, new) = (Told(), Told())
        let watching = [
            Task { try await town.engine.cases.watch(nil, after: 0) { all.take($0) } },
            Task { try await town.engine.cases.watch(nil, after: -1) { new.take($0) } },
        ]
        await new.reached(before)
        var last = before
        // More than one page, and several in one commit.
        for round in 1...30 {
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for place in 0..<5 {
                    group.addTask { try await self.open(town, round * 10 + place).sequence }
                }
                for try await sequence in group { last = max(last, sequence) }
            }
        }
        await all.reached(last)
        await new.reached(last)
        #expect(all.sequences == Array(1...last))
        #expect(new.sequences == Array((before + 1)...last))
        #expect(town.engine.cases.watchers == 2)
        await town.engine.stop()
        for task in watching {
            let error = await #expect(throws: CaseworkError.self) { try await task.value }
            #expect(error?.code == .stopping)
        }
        #expect(town.engine.cases.watchers == 0)
    }

    @Test func watcherOfOneCaseIsToldItsLinesAndHowFarHeIs() async throws {
        let town = try await self.town()
        let mine = try await self.open(town, 1)
        let told = Told()
        let watching = Task {
            try await town.engine.cases.watch(mine.caseID, after: 0) { told.take($0) }
        }
        let other = try await self.open(town, 2)
        await told.reached(other.sequence)
        let moved = try await town.act(mine.caseID, "accept", by: .assigner)
        await told.reached(moved.sequence)
        #expect(told.sequences == [mine.sequence, moved.sequence])
        watching.cancel()
        await #expect(throws: CancellationError.self) { try await watching.value }
        #expect(town.engine.cases.watchers == 0)
    }

    @Test func watcherWhoDoesNotTakeHisPageHoldsUpNobody() async throws {
        let town = try await self.town()
        let (stuck, arrived) = AsyncStream.makeStream(of: Void.self)
        let watching = Task {
            try await town.engine.cases.watch(nil, after: 0) { page in
                arrived.yield()
                // Until the task is cancelled.
                for await _ in AsyncStream<Void>.makeStream().stream {}
                try Task.checkCancellation()
            }
        }
        for await _ in stuck { break }
        for number in 1...200 { _ = try await self.open(town, number) }
        await town.engine.stop()
        #expect(town.engine.cases.watchers == 1)
        watching.cancel()
        await #expect(throws: CancellationError.self) { try await watching.value }
        #expect(town.engine.cases.watchers == 0)
    }

    @Test func tooManyWatchersAreRefusedAndPlacesComeFree() async throws {
        let town = try await self.town()
        let told = Told()
        let watching = (0..<CaseworkLimits.watchers).map { _ in
            Task { try await town.engine.cases.watch(nil, after: -1) { told.take($0) } }
        }
        while town.engine.cases.watchers < CaseworkLimits.watchers { await Task.yield() }
        let error = await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.watch(nil, after: -1) { _ in }
        }
        #expect(error?.code == .busy)
        for task in watching { task.cancel() }
        for task in watching { _ = await task.result }
        #expect(town.engine.cases.watchers == 0)
    }

    @Test func linesThatAreNotThereCannotHaveBeenSeen() async throws {
        let town = try await self.town()
        let beyond = await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.watch(nil, after: 9_000) { _ in }
        }
        #expect(beyond?.code == .invalid)
        let none = await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.watch("JY-1", after: 0) { _ in }
        }
        #expect(none?.code == .notFound)
        await town.engine.stop()
        let late = await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.watch(nil, after: 0) { _ in }
        }
        #expect(late?.code == .stopping)
    }
}
