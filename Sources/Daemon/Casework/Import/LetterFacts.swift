// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import Letters
internal import Storage
internal import WorkCalendar
package import Workflow

/// A letter that was read, and what it would say of a case.
package struct ReadLetter: Sendable {
    /// What was read; nil when the text is no reply letter.
    package var reading: LetterReading?
    /// Why it is no letter.
    package var reason: Label?
    /// SHA-256 over its characters without white space: the same letter however it is wrapped.
    package var digest: String
    /// The document the text is filed as.
    package var document: (sha256: String, size: Int64)?
    /// The file's name.
    package var file: String
    /// What it says.
    package var text = ""

    /// A letter that was read.
    package init(
        reading: LetterReading? = nil, reason: Label? = nil, digest: String, file: String
    ) {
        self.reading = reading
        self.reason = reason
        self.digest = digest
        self.file = file
    }
}

/// What a letter says of a case of one workflow, as the rulebook maps it.
struct LetterFacts {
    var fields: [String: Value] = [:]
    /// Case role → the holder's name, in the rulebook's order.
    var roles: [(role: String, name: String)] = []
    var happenedOn: Day?
    var state: String
    /// What the letter does not say.
    var notGiven: [String]

    /// - Parameter place: that of the office whose letter it is; empty when it is not known.
    init(_ letter: LetterFields, _ mapping: LetterMapping, in place: String = "") {
        func given(_ name: String) -> GivenField? {
            LetterField(rawValue: name).flatMap { letter[$0] }
        }
        self.state =
            mapping.statesWith.first { given($0.letter) != nil }?.state ?? mapping.state
        self.happenedOn = letter.date.flatMap { Day($0.value) }
        self.notGiven = letter.notGiven.map(\.rawValue)
        self.roles = mapping.roles.compactMap { role in
            given(role.letter)?.value.value.text.map { (role.role, $0) }
        }
        // Who signs, who helped, who is told: one of them bears the place where the assembly's name leaves it out.
        let offices = [LetterField.leadOffice, .coOffices, .copies].flatMap { field in
            letter[field]?.value.offices ?? []
        }
        for filled in mapping.fields {
            guard let found = filled.letters.lazy.compactMap(given).first else { continue }
            self.fields[filled.field] =
                found.field == .assembly
                ? .text(AssemblyName.full(found.value.value.line, in: place, naming: offices))
                : LetterFacts.value(found.value, by: filled.parts)
        }
    }

    /// Records with the names of their parts as the case has them.
    private static func value(_ letter: LetterValue, by parts: [String: String]) -> Value {
        guard case .records(let records) = letter, !parts.isEmpty else { return letter.value }
        return .list(records.map { record in .record(parts.compactMapValues { record[$0] }) })
    }
}

extension LetterValue {
    /// The offices it names.
    fileprivate var offices: [String] {
        switch self {
        case .text(let name): [name]
        case .list(let names): names
        case .records(let records): records.compactMap { $0["office"] }
        case .integer: []
        }
    }
}
