// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Storage
import Synchronization
import Testing
import WorkCalendar

/// What every store must do with a batch as a whole, and with those who read meanwhile.
@Suite struct TransactionConformance {
    @Test(arguments: StoreKind.allCases)
    func failingChangeInTheMiddleLeavesNothing(_ kind: StoreKind) throws {
        let store = try kind.make()
        let changes = StoreRows.something
        let before = try Answers.all(store)
        let wrong = Change.run(StoreRows.run("duty", of: "X"))
        for place in changes.indices {
            var broken = changes
            broken.insert(wrong, at: place)
            #expect(throws: StoreError.self) { try store.write(broken) }
            let difference = Answers.difference(before, try Answers.all(store))
            try #require(difference.isEmpty, "\(place)")
        }
        // Nothing in the way of the same batch without it.
        try store.write(changes)
        #expect(try store.look { try $0.counts(today: StoreRows.day).cases } == 2)
    }

    @Test(arguments: StoreKind.allCases)
    func batchWithoutChangesIsWritten(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write([])
        #expect(try store.look { try $0.counts(today: StoreRows.day).cases } == 0)
        for table in NumberedTable.allCases {
            #expect(try store.look { try $0.lastNumber(in: table) } == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func sameChangesTwiceGiveTheSameTables(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.something)
        let before = try Answers.all(store)
        let again = StoreRows.something.filter(\.isRepeatable)
        try store.write(again + again)
        let difference = Answers.difference(before, try Answers.all(store))
        #expect(difference.isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func lastNumbersAreKnown(_ kind: StoreKind) throws {
        let store = try kind.filled()
        try store.write([
            .document(StoreRows.document(7, of: "A")),
            .delivery(StoreRows.delivery(5, of: "A")),
            .job(StoreRows.job(9, .digest)), .notice(StoreRows.notice(4, of: "B")),
        ])
        let numbers = try store.look { reader throws in
            try NumberedTable.allCases.map { try reader.lastNumber(in: $0) }
        }
        #expect(numbers == [7, 5, 9, 4, 1, 1, 1])
    }

    @Test(arguments: StoreKind.allCases)
    func snapshotIsStableWhileOthersWrite(_ kind: StoreKind) throws {
        let store = try kind.filled()
        try store.look { reader throws in
            let before = try Answers.all(reader)
            // Another thread, as a batch is written while the next one is decided.
            try Other.thread {
                try store.write(
                    StoreRows.opened(["C"]).filter { change in
                        if case .line = change { false } else { true }
                    } + [
                        .updateCase(
                            Refused.spoiled(StoreRows.caseRow("A")) { $0.title = "别的" },
                            previousVersion: 1),
                        .setting("k", "w"), .dropDocument(1),
                        .dropRun(caseID: "A", clock: "duty", run: 1),
                    ])
            }
            #expect(try Answers.difference(before, Answers.all(reader)).isEmpty)
        }
        #expect(try store.look { try $0.setting("k") } == "w")
        #expect(try store.look { try $0.caseRow("A")?.title } == "别的")
    }

    @Test(arguments: StoreKind.allCases)
    func snapshotIsReadWithinASnapshotAndByOtherTasks(_ kind: StoreKind) async throws {
        let store = try kind.filled()
        #expect(try await store.read { try $0.setting("k") } == "v")
        let found = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try await store.read { try $0.counts(today: StoreRows.day).cases }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found == Array(repeating: 2, count: 16))
    }

    @Test(.timeLimit(.minutes(60)), arguments: StoreKind.allCases)
    func batchIsSeenWholeOrNotAtAll(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try store.write([.setting("a", "0"), .setting("b", "0")])
        let isOver = Shared(false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var last = 0
                    while !isOver.value.withLock({ $0 }) {
                        let (a, b) = try await store.read { reader in
                            (try reader.setting("a"), try reader.setting("b"))
                        }
                        #expect(a == b)
                        let number = try #require(a.flatMap { Int($0) })
                        #expect(number >= last)
                        last = number
                    }
                }
            }
            defer { isOver.value.withLock { $0 = true } }
            for round in 1...200 {
                let changes: [Change] = [.setting("a", "\(round)"), .setting("b", "\(round)")]
                try Other.thread { try store.write(changes) }
                // What a batch wrote stands as soon as the call returns.
                #expect(try store.look { try $0.setting("b") } == "\(round)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func errorOfABodyComesThrough(_ kind: StoreKind) async throws {
        struct Stop: Error {}
        let store = try kind.filled()
        #expect(throws: Stop.self) { try store.look { _ in throw Stop() } }
        await #expect(throws: Stop.self) { try await store.read { _ in throw Stop() } }
        // And nothing is the worse for it.
        try store.write([.setting("k", "w")])
        #expect(try store.look { try $0.setting("k") } == "w")
    }
}

/// Work on another thread than the test's.
private enum Other {
    /// Runs the body there and waits for it.
    static func thread(_ body: @escaping @Sendable () throws -> Void) throws {
        let outcome = Shared<Result<Void, any Error>>(.success(()))
        let isDone = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            let result = Result { try body() }
            outcome.value.withLock { $0 = result }
            isDone.signal()
        }
        isDone.wait()
        try outcome.value.withLock { $0 }.get()
    }
}

/// A value that threads share.
private final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }
}
