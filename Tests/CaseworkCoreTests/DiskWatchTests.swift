// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Logging
import Storage
import Synchronization
import Testing
import Workflow

/// When the disk has too little left, and what is said of it.
@Suite struct DiskWatchTests {
    private struct Unreadable: Error {}

    /// A disk of a hundred bytes whose free ones are set; nil cannot be measured.
    private final class Disk: Sendable {
        let free = Notes<Int64?>(100)
        let said = Notes<[String]>([])

        func watch(reserve: Int64) -> DiskWatch {
            let said = self.said
            return DiskWatch(
                reserve: reserve, logger: Logger(label: "disk") { _ in Said(said: said) }
            ) {
                guard let free = self.free.all else { throw Unreadable() }
                return DiskSpace(free: free, size: 100)
            }
        }

        func set(_ free: Int64?) { self.free.change { $0 = free } }
    }

    /// Keeps the event and the level of each line.
    private struct Said: LogHandler {
        let said: Notes<[String]>
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        init(said: Notes<[String]>) { self.said = said }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let name = event.metadata?["event"].map { "\($0)" } ?? ""
            self.said.change { $0.append("\(event.level) \(name)") }
        }
    }

    @Test func belowTheReserveNothingIsTakenUntilAnEighthMoreIsLeft() {
        let disk = Disk()
        let watch = disk.watch(reserve: 40)
        var isLow: [Bool] = []
        for free in [100, 40, 39, 40, 44, 45, 41, 40, 39] as [Int64] {
            disk.set(free)
            isLow.append(watch.look().lowSince != nil)
        }
        #expect(isLow == [false, false, true, true, true, false, false, false, true])
        // Once for each turn, whoever has to act first.
        #expect(
            disk.said.all == ["critical disk_low", "notice disk_enough", "critical disk_low"])
    }

    @Test func aCommandIsToldWhatToDo() {
        let disk = Disk()
        let watch = disk.watch(reserve: 40)
        #expect(throws: Never.self) { try watch.requireRoom() }
        disk.set(1)
        #expect {
            try watch.requireRoom()
        } throws: { error in
            let error = error as? CaseworkError
            return error?.code == .readOnly && error?.remedy != nil
        }
    }

    @Test func aDiskThatCannotBeMeasuredIsAsItWasAndSaidOnce() {
        let disk = Disk()
        let watch = disk.watch(reserve: 40)
        disk.set(nil)
        #expect(watch.look().lowSince == nil)
        disk.set(10)
        #expect(watch.look().lowSince != nil)
        disk.set(nil)
        for _ in 0..<3 { #expect(watch.look().lowSince != nil) }
        #expect(
            disk.said.all == [
                "error disk_unmeasured", "critical disk_low", "error disk_unmeasured",
            ])
    }

    @Test func aSmallerReserveLetsItGoOnAndNoneTurnsItOff() {
        let disk = Disk()
        let watch = disk.watch(reserve: 40)
        disk.set(20)
        #expect(watch.look().lowSince != nil)
        watch.set(reserve: 16)
        #expect(watch.look().lowSince == nil)
        watch.set(reserve: 0)
        disk.set(0)
        #expect(watch.look().lowSince == nil)
    }
}

/// What is told of many values, and of a disk that refuses.
@Suite struct WriterVitalsTests {
    @Test func spreadIsByNearestRank() throws {
        #expect(Spread([Int]()) == nil)
        let one = try #require(Spread([7]))
        #expect((one.count, one.median, one.p99, one.largest) == (1, 7, 7, 7))
        let even = try #require(Spread([4, 1, 3, 2]))
        #expect((even.median, even.p99, even.largest) == (2, 4, 4))
        let many = try #require(Spread((1...1_000).reversed()))
        #expect((many.count, many.median, many.p99, many.largest) == (1_000, 500, 990, 1_000))
    }

    /// A store that refuses as it is told.
    private final class RefusingStore: CaseStore {
        private let store: any CaseStore
        let refusal = Notes<StoreError?>(nil)
        let log = Notes<StoreError?>(nil)
        let isLogLong = Notes(false)

        init(_ store: any CaseStore) { self.store = store }

        func write(_ changes: [Change]) throws {
            if let refusal = self.refusal.all { throw refusal }
            try self.store.write(changes)
        }

        func checkpoint() throws -> Bool {
            if let refusal = self.log.all { throw refusal }
            return self.isLogLong.all
        }

        func look<R>(_ body: (any StoreReader) throws -> R) throws -> R {
            try self.store.look(body)
        }

        func read<R: Sendable>(
            _ body: @escaping @Sendable (any StoreReader) throws -> R
        ) async throws -> R {
            try await self.store.read(body)
        }
    }

    @Test func whatTheDiskRefusesIsCountedUntilItGoesWell() async throws {
        let store = RefusingStore(try StoreKind.memory.make())
        let queue = CommitQueue(
            store: store, logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
        func told() -> [String] {
            queue.vitals.faults.map { "\($0.kind) \($0.count) \($0.cause.en) \($0.isOver)" }
        }
        try await queue.submit { try Rows.open("A", $0) }
        #expect(told() == [])
        #expect(queue.vitals.commits?.count == 1 && queue.vitals.sizes?.largest == 1)
        store.refusal.change { $0 = .full }
        await #expect(throws: CaseworkError.self) {
            try await queue.submit { try Rows.open("B", $0) }
        }
        // As a batch, and by itself.
        #expect(told() == ["commit 2 the disk is full false"])
        store.refusal.change { $0 = .uncertain("no sync") }
        await #expect(throws: CaseworkError.self) {
            try await queue.submit { try Rows.open("B", $0) }
        }
        #expect(told() == ["commit 2 the disk is full false", "sync 2 no sync false"])
        store.refusal.change { $0 = nil }
        try await queue.submit { try Rows.open("B", $0) }
        #expect(told() == ["commit 2 the disk is full true", "sync 2 no sync true"])
        #expect(queue.vitals.batches == 2)
        store.log.change { $0 = .unusable("the disk does not answer") }
        await queue.keepLog()
        #expect(told().last == "checkpoint 1 the disk does not answer false")
        store.log.change { $0 = nil }
        // Nothing was tried, so nothing went well.
        await queue.keepLog()
        #expect(told().last == "checkpoint 1 the disk does not answer false")
        store.isLogLong.change { $0 = true }
        await queue.keepLog()
        #expect(told().last == "checkpoint 1 the disk does not answer true")
    }

    /// Whoever asks for what is taken hurts no disk.
    @Test func whatIsNobodysFaultIsNotCounted() async throws {
        let store = RefusingStore(try StoreKind.memory.make())
        let queue = CommitQueue(
            store: store, logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
        for refusal in [StoreError.naturalKeyTaken("x"), .versionConflict] {
            store.refusal.change { $0 = refusal }
            await #expect(throws: CaseworkError.self) {
                try await queue.submit { try Rows.open("A", $0) }
            }
        }
        #expect(queue.vitals.faults == [])
    }
}
