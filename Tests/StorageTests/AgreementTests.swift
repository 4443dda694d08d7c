// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing

/// The same changes put to every kind of store: the same errors, and the same answers afterwards.
@Suite struct AgreementTests {
    private let stores: [any CaseStore]

    init() throws {
        self.stores = try StoreKind.allCases.map { try $0.filled() }
    }

    @Test(.timeLimit(.minutes(60)), arguments: [20_251_121, 7] as [UInt64])
    func storesAgreeOnEveryBatch(_ seed: UInt64) throws {
        var batches = RandomBatches(seed: seed)
        var outcomes: [String: Int] = [:]
        for round in 1...400 {
            let changes = try self.stores[0].look { try batches.next($0) }
            func place() -> String { "seed \(seed), round \(round): \(changes)" }
            let said = self.stores.map { self.outcome($0, changes) }
            try #require(Set(said).count == 1, "\(said), \(place())")
            outcomes[said[0], default: 0] += 1
            guard round % 40 == 0 else { continue }
            let answers = try self.agreedAnswers(place())
            // A change says how things are afterwards: said twice, they are no other.
            guard said[0] == "written" else { continue }
            for store in self.stores { try store.write(changes.filter(\.isRepeatable)) }
            let again = Answers.difference(answers, try self.agreedAnswers(place()))
            try #require(again.isEmpty, "\(place())")
        }
        // Both have their share, or the walk says little.
        #expect(outcomes["written", default: 0] > 200, "\(outcomes)")
        #expect(outcomes["refused", default: 0] > 40, "\(outcomes)")
    }

    /// What callers tell apart.
    private func outcome(_ store: any CaseStore, _ changes: [Change]) -> String {
        do {
            try store.write(changes)
            return "written"
        } catch StoreError.unusable {
            return "refused"
        } catch { return "\(error)" }
    }

    /// What all stores answer.
    private func agreedAnswers(_ place: @autoclosure () -> String) throws -> [String] {
        let answers = try self.stores.map { try Answers.all($0) }
        for other in answers.dropFirst() {
            try #require(Answers.difference(answers[0], other).isEmpty, "\(place())")
        }
        return answers[0]
    }
}

extension Change {
    /// Whether it may be carried out again after the others of its batch.
    var isRepeatable: Bool {
        switch self {
        case .insertCase, .line, .answer, .letter, .link: false
        // What was forgotten leaves room; a version that was raised is no longer the one before.
        case .forgetJobs, .forgetAnswers: false
        case .updateCase(let row, let previousVersion): row.version == previousVersion
        default: true
        }
    }
}
