// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Dispatch
import Logging
import Storage
import Synchronization
import Testing
import Workflow

/// The way of a batch: answered when it is durable, decided again when it is not.
@Suite struct CommitQueueTests {
    private static func queue(_ store: any CaseStore) -> CommitQueue {
        CommitQueue(store: store, logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func nobodyIsAnsweredBeforeHisBatchIsDurable() async throws {
        let store = try StoreKind.memory.make()
        let queue = CommitQueueTests.queue(store)
        for number in 1...20 {
            try await queue.submit { try Rows.open("A\(number)", $0) }
            let isThere = try await store.read { try $0.caseRow("A\(number)") != nil }
            #expect(isThere)
        }
    }

    @Test func refusalWritesNothingAndHurtsNobody() async throws {
        let store = FailingStore(try StoreKind.memory.make()) { _ in false }
        let queue = CommitQueueTests.queue(store)
        await #expect(throws: CaseworkError.self) {
            try await queue.submit { book in
                try Rows.open("A", book)
                throw CaseworkError(.refused, .init("不", "no"))
            }
        }
        #expect(store.writes == 0)
        try await queue.submit { try Rows.open("A", $0) }
        #expect(store.writes == 1)
    }

    @Test(.timeLimit(.minutes(60)))
    func commandsOfAFailedBatchAreWrittenOneByOne() async throws {
        // The second write fails; so does every one that holds the poisonous case.
        let inner = try StoreKind.memory.make()
        let store = PoisonedStore(inner, poison: "B")
        let queue = CommitQueueTests.queue(store)
        let held = DispatchSemaphore(value: 0)
        // Holds the deciding queue until all have come, so that they share a batch.
        let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
        async let first: Void = queue.submit { book in
            hasBegun.finish()
            // Let through again when it is decided again.
            held.wait()
            held.signal()
            try Rows.open("first", book)
        }
        for await _ in begun {}
        let results = await withTaskGroup(of: (String, Bool).self) { group in
            for id in ["A", "B", "C"] {
                group.addTask {
                    do {
                        try await queue.submit { try Rows.open(id, $0) }
                        return (id, true)
                    } catch {
                        return (id, false)
                    }
                }
            }
            while queue.waiting < 3 { await Task.yield() }
            held.signal()
            var results: [String: Bool] = [:]
            for await (id, isDone) in group { results[id] = isDone }
            return results
        }
        try await first
        #expect(results == ["A": true, "B": false, "C": true])
        let ids = try await inner.read { reader in
            try ["first", "A", "B", "C"].filter { try reader.caseRow($0) != nil }
        }
        #expect(ids == ["first", "A", "C"])
        // The chain goes on where it stands.
        try await queue.submit { try Rows.open("D", $0) }
        #expect(try await inner.read { try $0.chainHead().sequence } == 4)
    }

    @Test(.timeLimit(.minutes(60)))
    func jobsDecidedOnTopOfAFailedBatchAreDecidedAgain() async throws {
        let inner = try StoreKind.memory.make()
        let (writing, isWriting) = AsyncStream.makeStream(of: Void.self)
        let held = DispatchSemaphore(value: 0)
        // The first write fails, after the job on top of it was decided.
        let store = FailingStore(inner) { number in
            guard number == 1 else { return false }
            isWriting.finish()
            held.wait()
            return true
        }
        let queue = CommitQueueTests.queue(store)
        async let first: Void = queue.submit { try Rows.open("A", $0) }
        for await _ in writing {}
        let (decided, isDecided) = AsyncStream.makeStream(of: Void.self)
        async let job: Void = queue.submit(isJob: true) { book in
            try Rows.open("J", book)
            isDecided.finish()
        }
        for await _ in decided {}
        held.signal()
        try await first
        try await job
        #expect(try await inner.read { try $0.liveCaseIDs(after: nil, limit: 9) } == ["A", "J"])
    }

    @Test func questionAboutTheWholeStoreNeedsToBeAlone() async throws {
        let queue = CommitQueueTests.queue(try StoreKind.memory.make())
        await #expect(throws: CaseworkError.self) {
            _ = try await queue.submit { try $0.wholeStore().pausedJobs() }
        }
        let paused = try await queue.submit(.alone) { try $0.wholeStore().pausedJobs() }
        #expect(paused.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func commandThatIsAloneSeesWhatOthersDecidedBefore() async throws {
        let store = try StoreKind.memory.make()
        let queue = CommitQueueTests.queue(store)
        let seen = Notes<[Int]>([])
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    if number % 10 == 9 {
                        let count = try? await queue.submit(.alone, isJob: number % 20 == 19) {
                            try $0.wholeStore().liveCaseIDs(after: nil, limit: 1_000).count
                        }
                        seen.change { $0.append(count ?? -1) }
                    } else {
                        try? await queue.submit { try Rows.open("A\(number)", $0) }
                    }
                }
            }
        }
        let counts = seen.all
        #expect(counts.count == 30 && counts.allSatisfy { $0 >= 0 } && counts == counts.sorted())
    }

    @Test func jobsAreDecidedInTheirOrder() async throws {
        let queue = CommitQueueTests.queue(try StoreKind.memory.make())
        let order = Notes<[Int]>([])
        let results = await queue.submit(
            jobs: (0..<100).map { number in
                { book in
                    order.change { $0.append(number) }
                    try Rows.open("J\(number)", book)
                    if number == 50 { throw CaseworkError(.refused, .init("不", "no")) }
                    return number
                }
            })
        #expect(order.all == Array(0..<100))
        #expect(results.count == 100)
        let failed = results.indices.filter {
            if case .failure = results[$0] { true } else { false }
        }
        #expect(failed == [50])
    }

    @Test func whatWasAcceptedIsAnsweredAtAStopAndNothingIsTakenAfterwards() async throws {
        let store = try StoreKind.memory.make()
        let queue = CommitQueueTests.queue(store)
        let done = Notes(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    if (try? await queue.submit { try Rows.open("A\(number)", $0) }) != nil {
                        done.change { $0 += 1 }
                    }
                }
            }
            await queue.stop()
        }
        let stored = try await store.read { try $0.liveCaseIDs(after: nil, limit: 100).count }
        #expect(stored == done.all)
        await #expect(throws: CaseworkError.self) { try await queue.submit { _ in } }
    }
}

/// A store that cannot write one case.
private final class PoisonedStore: CaseStore {
    struct Failure: Error {}

    private let store: any CaseStore
    private let poison: String

    init(_ store: any CaseStore, poison: String) {
        self.store = store
        self.poison = poison
    }

    func write(_ changes: [Change]) throws {
        for case .insertCase(let row) in changes where row.id == self.poison { throw Failure() }
        try self.store.write(changes)
    }

    func look<R>(_ body: (any StoreReader) throws -> R) throws -> R { try self.store.look(body) }

    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        try await self.store.read(body)
    }
}
