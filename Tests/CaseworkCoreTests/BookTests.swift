// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Logging
import Storage
import Synchronization
import Testing
import Witness
import Workflow

/// What deciding sees is what everybody sees once it is written, whatever was decided, refused or
/// lost before: a book that remembers must remember rightly.
@Suite struct BookTests {
    /// Refused on purpose.
    private static let refusal = CaseworkError(.refused, .init("不", "no"))

    @Test(.timeLimit(.minutes(60)), arguments: StoreKind.allCases)
    func bookReadsWhatASnapshotReads(_ kind: StoreKind) async throws {
        let seed: UInt64 = 20_251_128
        let stored = try kind.make()
        // Every ninth write fails: its commands are decided again one by one, those on top of it too.
        let store = FailingStore(stored) { $0 % 9 == 0 }
        let queue = CommitQueue(
            store: store, logger: Logger(label: "book") { _ in SwiftLogNoOpLogHandler() })
        try await queue.submit { book in
            for id in RandomDecisions.ids { try Rows.open(id, key: "own \(id)", book) }
        }
        var numbers = SeededNumbers(seed: seed)
        let outcomes = Notes<[CaseworkError.Code?: Int]>([:])
        for round in 1...500 {
            // Four at once: some share a batch, some are decided while another is written.
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    let own = numbers.next() as UInt64
                    group.addTask {
                        do {
                            try await queue.submit { book in
                                try BookTests.command(book, round, SeededNumbers(seed: own))
                            }
                            outcomes.change { $0[nil, default: 0] += 1 }
                        } catch let error as CaseworkError {
                            outcomes.change { $0[error.code, default: 0] += 1 }
                        } catch {
                            Issue.record("\(error)")
                        }
                    }
                }
            }
            guard round % 5 == 0 else { continue }
            // One after the other in a batch; the last one tells what it sees before any is durable.
            let seeds = (0..<3).map { _ in numbers.next() as UInt64 }
            let results = await queue.submit(
                jobs: seeds.map { seed in
                    { book in
                        do {
                            try book.part {
                                try BookTests.command(book, round, SeededNumbers(seed: seed))
                            }
                        } catch is CaseworkError {}
                        return try RandomDecisions.ids.map { try Rows.description(of: $0, book) }
                    }
                })
            guard case .success(let within)? = results.last else { continue }
            let outside = try await stored.read { reader in
                try RandomDecisions.ids.map { try Rows.description(of: $0, reader) }
            }
            let differing = zip(within, outside).flatMap { within, outside in
                let lines = [within, outside].map { $0.split(separator: "\n") }
                return lines[1].difference(from: lines[0]).map { "\($0)" }
            }
            try #require(differing.isEmpty, "seed \(seed), round \(round): \(differing)")
        }
        await queue.stop()
        let counts = outcomes.all
        let (done, refused) = (counts[nil] ?? 0, counts[.refused] ?? 0)
        #expect(refused > 200 && done > 800, "\(counts)")
        #expect(store.writes > 300 && store.failures > 30, "\(store.writes) writes")
        let check = try await stored.read { reader in
            var previous = Chain.origin
            return try reader.history(of: nil, after: 0, limit: 100_000).compactMap { line in
                defer { previous = line.hash }
                return Chain.fault(in: line, after: previous)
            }
        }
        #expect(check.isEmpty)
    }

    /// Decides a few things, in parts some of which are dropped; refuses one time in four.
    private static func command(
        _ book: Book, _ round: Int, _ numbers: SeededNumbers
    ) throws {
        var decisions = RandomDecisions(book: book, round: round, numbers: numbers)
        for _ in 0..<Int.random(in: 1...4, using: &decisions.numbers) {
            let isDropped = Int.random(in: 0..<5, using: &decisions.numbers) == 0
            do {
                try book.part {
                    try decisions.decide()
                    if isDropped { throw RandomDecisions.Stop() }
                }
            } catch is RandomDecisions.Stop {
                continue
            } catch StoreError.naturalKeyTaken {
                continue
            }
        }
        // What was decided just now is seen at once.
        _ = try Rows.description(of: "A", book)
        if Int.random(in: 0..<4, using: &decisions.numbers) == 0 { throw BookTests.refusal }
    }
}
