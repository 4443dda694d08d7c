// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// An answer to a request, kept so that a repetition gets the same one.
package struct StoredAnswer: Sendable {
    /// The hash of what was asked.
    package var payloadHash: [UInt8]
    /// The answer.
    package var answer: [UInt8]

    /// An answer.
    package init(payloadHash: [UInt8], answer: [UInt8]) {
        self.payloadHash = payloadHash
        self.answer = answer
    }
}

/// The last line of the chain.
package struct ChainHead: Hashable, Sendable {
    /// Its number; 0 for an empty history.
    package var sequence: Int64
    /// Its hash.
    package var hash: [UInt8]

    /// A head.
    package init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }
}

/// Reads the history, its chain, and the answers kept beside it.
package protocol HistoryReading {
    /// A case's acts, as deciding sees them: what is personal is left out.
    func facts(of id: String) throws -> [Fact]
    /// What a case's acts said in personal fields: line → field → value.
    func personalValues(of id: String) throws -> [Int64: [String: Value?]]
    /// The last line of the chain.
    func chainHead() throws -> ChainHead
    /// An answer given before.
    func answer(user: Int64, requestID: String) throws -> StoredAnswer?
}

/// Reads the history line by line, and holds the tables against it.
package protocol HistoryListing {
    /// History lines after a sequence number, of one case or of all.
    func history(of id: String?, after sequence: Int64, limit: Int) throws -> [HistoryRow]
    /// Where the tables say other than the history, in sentences; a few of them at most.
    func contradictions() throws -> [String]
}

extension HistoryReading {
    /// A case's acts with what is personal.
    package func lines(of id: String) throws -> [Fact] {
        let personal = try self.personalValues(of: id)
        return try self.facts(of: id).map { fact in
            guard let values = personal[fact.sequence] else { return fact }
            var fact = fact
            for (name, value) in values { fact.take(stored: name, after: value) }
            return fact
        }
    }
}
