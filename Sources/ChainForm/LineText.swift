// SPDX-License-Identifier: Apache-2.0

/// A line as its chained text says it: the few parts that others than the daemon look at.
package struct LineText: Hashable, Sendable {
    /// Its number.
    package var sequence: Int64
    /// The case; nil for lines of the directory and the rules.
    package var caseID: String?
    /// The case's version after it; nil for lines that do not raise it.
    package var version: Int64?
    /// The event.
    package var event: String
    /// What changed; a value that is sealed, or more than a text, is left out.
    package var changes: [Change]

    /// A field's change.
    package struct Change: Hashable, Sendable {
        /// The field.
        package var field: String
        /// What it says afterwards.
        package var after: String?
    }

    /// Parts before the changes: the number of changes is the last of them.
    private static let head = 16
    private static let partsOfChange = 4
    /// Parts behind the changes: note, request, basis.
    private static let tail = 3

    /// Reads a text of form 1; nil when it is none.
    package init?(_ text: [UInt8]) {
        guard let parts = ChainForm.parts(of: text), parts.count >= LineText.head,
            let sequence = parts[0].flatMap({ Int64($0) }), let event = parts[11],
            let count = parts[15].flatMap({ Int($0) }), count >= 0,
            parts.count == LineText.head + count * LineText.partsOfChange + LineText.tail
        else { return nil }
        self.sequence = sequence
        self.caseID = parts[1]
        self.version = parts[2].flatMap { Int64($0) }
        self.event = event
        self.changes = (0..<count).map { index in
            let first = LineText.head + index * LineText.partsOfChange
            return Change(
                field: parts[first] ?? "", after: parts[first + 3].flatMap(LineText.plain))
        }
    }

    /// What a change says afterwards, when it is a single text.
    package func after(_ field: String) -> String? {
        self.changes.first { $0.field == field }?.after
    }

    /// The text of a value as the chain writes it: `t`, its length, a colon, the text.
    private static func plain(_ value: String) -> String? {
        guard value.first == "t", let colon = value.firstIndex(of: ":") else { return nil }
        return String(value[value.index(after: colon)...])
    }
}
