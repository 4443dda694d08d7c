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

/// What a letter says, as fields of a case.
struct LetterFacts {
    var workflow: String?
    var fields: [String: Value] = [:]
    var lead: String?
    var happenedOn: Day?
    var state: String
    /// Letter fields the text does not give.
    var notGiven: [String] = []

    init(_ fields: LetterFields) {
        self.state = fields.copies == nil ? "answered" : "copied"
        self.lead = fields.leadOffice?.value
        self.happenedOn = fields.date.flatMap { Day($0.value) }
        switch fields.body?.value {
        case "人大": self.workflow = "proposal"
        case "政协": self.workflow = "motion"
        default: self.workflow = nil
        }
        func text(_ name: String, _ value: String?) {
            if let value { self.fields[name] = .text(value) }
        }
        text("letter_number", fields.docNumber?.value)
        text("reply_type", fields.replyType?.value)
        text("session", fields.session?.value)
        text("assembly", fields.session.map { LetterFacts.assembly($0.value) })
        text("number", fields.number.map { String($0.value) } ?? fields.numberText?.value)
        text("title", fields.title?.value)
        text("signer", fields.signer?.value)
        text("contact_person", fields.contact?.value)
        text("contact_phone", fields.phone?.value)
        text("disclosure", fields.disclosure?.value)
        if let proposers = fields.proposers {
            self.fields["proposers"] = .list(proposers.value.map(Value.text))
        }
        if let offices = fields.coOffices {
            self.fields["co_handlers"] = .list(offices.value.map(Value.text))
        }
        if let copies = fields.copies {
            self.fields["extra_copies"] = .list(
                copies.value.map { .record(["to": $0.office, "copies": String($0.copies)]) })
        }
        self.notGiven = LetterFacts.missing(fields)
    }

    private static func missing(_ fields: LetterFields) -> [String] {
        let given: [(String, Bool)] = [
            ("doc_number", fields.docNumber != nil), ("reply_type", fields.replyType != nil),
            ("body", fields.body != nil), ("session", fields.session != nil),
            ("number", fields.number != nil || fields.numberText != nil),
            ("title", fields.title != nil), ("proposers", fields.proposers != nil),
            ("lead_office", fields.leadOffice != nil), ("co_offices", fields.coOffices != nil),
            ("signer", fields.signer != nil), ("contact", fields.contact != nil),
            ("phone", fields.phone != nil), ("disclosure", fields.disclosure != nil),
            ("copies", fields.copies != nil), ("date", fields.date != nil),
        ]
        return given.filter { !$0.1 }.map(\.0)
    }

    /// The assembly as the session spells it: 市十七届人大四次会议 is the 市人大's.
    private static func assembly(_ session: String) -> String {
        var rest = session
        for suffix in ["会议"] where rest.hasSuffix(suffix) { rest.removeLast(suffix.count) }
        let numerals = Set("〇零一二三四五六七八九十百0123456789第")
        for unit in ["届", "次"] {
            guard let end = rest.firstRange(of: unit) else { continue }
            var start = end.lowerBound
            while start > rest.startIndex, numerals.contains(rest[rest.index(before: start)]) {
                start = rest.index(before: start)
            }
            rest.removeSubrange(start..<end.upperBound)
        }
        return rest
    }
}
