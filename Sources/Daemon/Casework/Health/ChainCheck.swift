// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// What a check of the chain, and of the tables against it, found.
package struct ChainCheck: Sendable {
    /// Lines read.
    package var lines: Int64 = 0
    /// The last line.
    package var head = ChainHead(sequence: 0, hash: Chain.origin)
    /// What is wrong, the first few.
    package var problems: [String] = []

    /// Reads the whole history, checks every link, and compares the tables with it.
    package static func run(_ reader: any StoreReader) throws -> ChainCheck {
        var check = ChainCheck()
        while check.problems.count < 20 {
            let rows = try reader.history(
                of: nil, after: check.head.sequence, limit: CaseworkLimits.listed)
            if rows.isEmpty { break }
            for row in rows {
                if row.sequence != check.head.sequence + 1 {
                    check.problems.append("line \(check.head.sequence + 1) is missing")
                }
                if let fault = Chain.fault(in: row, after: check.head.hash) {
                    check.problems.append(fault)
                }
                check.lines += 1
                check.head = ChainHead(sequence: row.sequence, hash: row.hash)
            }
        }
        check.problems += try reader.contradictions()
        return check
    }
}

