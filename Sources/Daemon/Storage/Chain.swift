// SPDX-License-Identifier: Apache-2.0
internal import ChainForm
internal import Crypto
internal import WorkCalendar
package import Workflow

/// The hash chain over the history: each line's SHA-256 covers all its parts and the hash before.
///
/// Form 1: the parts in fixed order, each as its length in bytes, a colon and its UTF-8 text (as in
/// netstrings); an absent part is a single minus sign. Values of personal fields are represented by
/// their salted digest.
package enum Chain {
    /// What the first line follows.
    package static let origin = ChainForm.origin

    /// A line chained to the one before it: the only way to hash a line that is to be stored.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` for a line that would not be read back as it is hashed: a
    ///   store ends a text at its first NUL.
    package static func chained(
        _ row: HistoryRow, after previous: [UInt8]
    ) throws(StoreError) -> HistoryRow {
        let bytes = Chain.text(of: row)
        guard !bytes.contains(0) else {
            throw .unusable(
                "a NUL character stands in a line of the history (\(row.event)): no store keeps it")
        }
        var line = row
        line.previousHash = previous
        line.hash = ChainForm.hash(bytes, after: previous)
        return line
    }

    /// All parts of a line as one text, in UTF-8.
    ///
    /// Every act pays for it: nothing is put together twice.
    package static func text(of row: HistoryRow) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes.append(contentsOf: ChainForm.title.utf8)
        func part(_ value: String?) { ChainForm.append(value, to: &bytes) }
        part(String(row.sequence))
        part(row.caseID)
        part(row.version.map(String.init))
        part(row.happenedOn?.description)
        part(row.recordedAt.description)
        part(row.mode.rawValue)
        part(row.actorOffice)
        part(row.actorName)
        part(row.role)
        part(row.enteredBy.map(String.init))
        part(row.enteredByName)
        part(row.event)
        part(row.transition)
        part(row.from)
        part(row.to)
        part(String(row.changes.count))
        for change in row.changes {
            part(change.field)
            part(change.seal?.digest)
            part(change.seal == nil ? change.before.map(Chain.canonical) : nil)
            part(change.seal == nil ? change.after.map(Chain.canonical) : nil)
        }
        part(row.note)
        part(row.requestID)
        part(row.basis.joined(separator: "; "))
        return bytes
    }

    /// The salted digest of a personal change.
    package static func digest(salt: [UInt8], before: Value?, after: Value?) -> String {
        var hasher = SHA256()
        hasher.update(data: salt)
        hasher.update(data: Array((before.map(Chain.canonical) ?? "-").utf8))
        hasher.update(data: [0])
        hasher.update(data: Array((after.map(Chain.canonical) ?? "-").utf8))
        return Chain.hex(Array(hasher.finalize()))
    }

    /// A value as one unambiguous text.
    static func canonical(_ value: Value) -> String {
        switch value {
        case .text(let text):
            return "t\(text.utf8.count):\(text)"
        case .list(let items):
            return "l\(items.count):" + items.map(Chain.canonical).joined()
        case .record(let parts):
            let pairs = parts.sorted { $0.key < $1.key }.map {
                "\($0.key.utf8.count):\($0.key)\($0.value.utf8.count):\($0.value)"
            }
            return "r\(parts.count):" + pairs.joined()
        }
    }

    /// Bytes as lower-case hex.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String { Hex.text(bytes) }

    /// What is wrong with a line's place in the chain; nil when it holds.
    package static func fault(in row: HistoryRow, after previous: [UInt8]) -> String? {
        if row.previousHash != previous {
            return "line \(row.sequence) does not follow the line before it"
        }
        for change in row.changes {
            guard let seal = change.seal, !seal.salt.isEmpty else { continue }
            let digest = Chain.digest(salt: seal.salt, before: change.before, after: change.after)
            if digest != seal.digest {
                return "line \(row.sequence): the personal field \(change.field) was changed"
            }
        }
        if ChainForm.hash(Chain.text(of: row), after: previous) != row.hash {
            return "line \(row.sequence) was changed after it was written"
        }
        return nil
    }
}
