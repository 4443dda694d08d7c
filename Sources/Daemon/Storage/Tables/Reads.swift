// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import WorkCalendar

/// That somebody read what is restricted: one row for a person, what he read, and a day.
///
/// Rows are chained as the lines of the history are, and never changed. Reading the same again on the
/// same day adds nothing that anybody would ask, and no row.
package struct ReadRow: Hashable, Sendable {
    /// By what the same reading is known again.
    package struct Key: Hashable, Sendable {
        /// Who.
        package var user: Int64
        /// On which day.
        package var day: Day
        /// The hash of what was read by which call.
        package var digest: [UInt8]
    }

    /// Its place in the chain, from 1; 0 before it has one.
    package var number: Int64 = 0
    /// Who.
    package var user: Int64
    /// The day, where the nation's calendar counts days.
    package var day: Day
    /// When first that day.
    package var readAt: Instant
    /// By which call: `Cases/Get`.
    package var call: String
    /// Cases, each with the names of its secret fields and documents that were told; none where it is
    /// the case that is restricted.
    package var cases: [String: Set<String>]
    /// Numbers of those who are absent and by whose rights he read it; none where his own let him.
    package var absent: Set<Int64> = []
    /// The hash of the row before.
    package var previousHash: [UInt8] = []
    /// The hash over it and the row before.
    package var hash: [UInt8] = []

    /// That somebody read something.
    package init(
        by user: Int64, for absent: Set<Int64> = [], _ cases: [String: Set<String>], call: String,
        day: Day, at instant: Instant
    ) {
        self.user = user
        self.absent = absent
        self.cases = cases
        self.call = call
        self.day = day
        self.readAt = instant
    }

    /// What was read, as it is stored: a line for each case, `JB-2025-000001: informant, record`.
    package var what: String {
        self.cases.sorted { $0.key < $1.key }.map { id, names in
            names.isEmpty ? "\(id):" : "\(id): \(names.sorted().joined(separator: ", "))"
        }.joined(separator: "\n")
    }

    /// What was read, from the form in which it is stored.
    package static func cases(ofStored what: String) -> [String: Set<String>] {
        what.split(separator: "\n").reduce(into: [:]) { cases, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let names = parts.count > 1 ? parts[1].split(separator: ",") : []
            cases[String(parts[0])] = Set(names.map { String($0.drop { $0 == " " }) })
        }
    }

    /// Those who are absent, as it is stored: `4711 4712`.
    package var forWhom: String {
        self.absent.sorted().map(String.init).joined(separator: " ")
    }

    /// Those who are absent, from the form in which it is stored.
    package static func absent(ofStored text: String) -> Set<Int64> {
        Set(text.split(separator: " ").compactMap { Int64($0) })
    }

    /// By what it is known again.
    package var key: Key {
        // Read for nobody else, it is as it was before that was noted.
        let parts = [self.call, self.what] + (self.absent.isEmpty ? [] : [self.forWhom])
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))
        return Key(user: self.user, day: self.day, digest: Array(digest))
    }

    /// All parts in fixed order, each as its length in bytes, a colon and its text, after the hash of
    /// the row before.
    private func hash(after previous: [UInt8]) -> [UInt8] {
        let parts =
            [
                String(self.number), String(self.user), self.day.description,
                self.readAt.description, self.call, self.what,
            ] + (self.absent.isEmpty ? [] : [self.forWhom])
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(data: Array("cased.reads.1".utf8))
        for part in parts { hasher.update(data: Array("\(part.utf8.count):\(part)".utf8)) }
        return Array(hasher.finalize())
    }

    /// The row chained to the one before it.
    package func chained(after head: ChainHead) -> ReadRow {
        var row = self
        row.number = head.sequence + 1
        row.previousHash = head.hash
        row.hash = row.hash(after: head.hash)
        return row
    }

    /// What is wrong with its place in the chain; nil when it holds.
    package func fault(after head: ChainHead) -> String? {
        if self.number != head.sequence + 1 { return "read \(head.sequence + 1) is missing" }
        if self.previousHash != head.hash {
            return "read \(self.number) does not follow the read before it"
        }
        guard self.hash(after: head.hash) == self.hash else {
            return "read \(self.number) was changed after it was written"
        }
        return nil
    }
}

/// Which readings to list, newest first.
package struct ReadQuery: Sendable {
    /// Only of this case.
    package var caseID: String?
    /// Only by this user.
    package var user: Int64?
    /// Only on this day or later.
    package var from: Day?
    /// Only on this day or earlier.
    package var to: Day?
    /// Only those after this number, oldest first.
    package var after: Int64?
    /// Only those before this number.
    package var before: Int64?
    /// At most so many.
    package var limit: Int

    /// Which readings to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// Reads the end of the table of readings.
package protocol ReadReading {
    /// The last row of the chain.
    func lastRead() throws -> ChainHead
    /// Whether the same was read that day.
    func wasRead(_ key: ReadRow.Key) throws -> Bool
}

/// Lists readings.
package protocol ReadListing {
    /// Readings.
    func reads(_ query: ReadQuery) throws -> [ReadRow]
}
