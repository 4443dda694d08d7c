// SPDX-License-Identifier: Apache-2.0
package import Letters
internal import Rulebook
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

// Cases made from published letters: they stand where the letter shows them to stand.
extension Transactor {
    func importLetter(
        _ letter: ReadLetter, profile: String?, workflow: String?
    ) throws -> CommandResult {
        guard let reading = letter.reading else {
            throw CaseworkError(
                .invalid, letter.reason ?? Label("不是答复函", "this is no reply letter"))
        }
        if let other = try self.writer.caseID(letterDigest: letter.digest) {
            throw CaseworkError(
                .exists, Label("此函已导入,见\(other)", "this letter was imported already: \(other)"))
        }
        let facts = LetterFacts(reading.fields)
        guard let name = workflow ?? facts.workflow else {
            throw CaseworkError.invalid(
                "workflow", "来函未写明是建议还是提案;请加 --workflow proposal 或 motion",
                "the letter does not say whether it answers a suggestion or a motion; add --workflow proposal or motion"
            )
        }
        let loaded = try self.open(letter, facts, workflow: name, profile: profile)
        try self.noteLikeness(loaded)
        var result = CommandResult()
        result.take(loaded)
        result.transition = "open"
        result.sequence = try self.writer.chainHead().sequence
        result.notGiven = loaded.row.notGiven
        result.consequences = self.consequences
        return result
    }

    private func open(
        _ letter: ReadLetter, _ facts: LetterFacts, workflow: String, profile: String?
    ) throws -> LoadedCase {
        let rulebook = self.rules.rulebook
        let lead = try facts.lead.map { try self.parties(["lead": $0], lenient: true) } ?? [:]
        let office = try lead["lead"]?.office.flatMap(self.writer.office)
        let name = profile ?? office?.profile ?? Transactor.nationalProfile
        let zone = CivilZone(Transactor.nationalZone)
        let day = facts.happenedOn ?? zone.day(of: self.now)
        guard
            let head = self.rules.profile(
                name.isEmpty ? Transactor.nationalProfile : name, on: day),
            let resolved = rulebook.workflow(workflow, profile: head.name, on: day)
        else {
            throw CaseworkError.invalid(
                "workflow", "没有流程“\(workflow)”或地方规则“\(name)”",
                "there is no workflow “\(workflow)” or profile “\(name)”")
        }
        try self.requireOpener(resolved.definition)
        let (fields, unfit) = self.fitting(facts.fields, resolved.definition)
        let note = self.importNote(letter, facts, unfit)
        let command = OpenCommand(
            id: "", fields: fields, roles: lead, at: facts.state, happenedOn: facts.happenedOn,
            actor: StepActor(user: self.principal.map { String($0.uid) }, roles: []),
            mode: .record, cause: .source, event: "import")
        var loaded = try self.create(
            resolved, command,
            LineHead(event: "import", happenedOn: facts.happenedOn, mode: .record, note: note),
            inherited: [:], depth: 0)
        loaded.row.notGiven = facts.notGiven
        try self.writer.update(loaded.row, previousVersion: loaded.row.version)
        try self.writer.keep(letterDigest: letter.digest, caseID: loaded.row.id)
        try self.fileLetter(letter, loaded)
        return loaded
    }

    /// Values that the workflow's fields cannot hold stay in the note, not in the fields.
    private func fitting(
        _ fields: [String: Value], _ definition: WorkflowDefinition
    ) -> (fit: [String: Value], unfit: [String]) {
        let references = StoreSurroundings(
            self.writer, self.rules, caseID: "", parent: nil, place: nil)
        var fit: [String: Value] = [:]
        var unfit: [String] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            guard let field = definition.fields[name] else {
                unfit.append("\(name)=\(value.line)")
                continue
            }
            switch field.canonical(value, references, lenient: true) {
            case .success(let canonical): fit[name] = canonical
            case .failure: unfit.append("\(name)=\(value.line)")
            }
        }
        return (fit, unfit)
    }

    private func importNote(
        _ letter: ReadLetter, _ facts: LetterFacts, _ unfit: [String]
    ) -> String {
        var parts = ["导入自文件 / imported from \(letter.file)"]
        if !facts.notGiven.isEmpty {
            parts.append("来信未载 / not in the letter: \(facts.notGiven.joined(separator: ", "))")
        }
        if !unfit.isEmpty {
            parts.append("未能归入字段 / fits no field: \(unfit.joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }

    private func fileLetter(_ letter: ReadLetter, _ loaded: LoadedCase) throws {
        guard let document = letter.document, loaded.definition.documents.contains("reply_letter")
        else { return }
        let sequence = try self.writer.nextSequence()
        var line = try self.plainLine(
            loaded,
            LineHead(
                event: "attach", happenedOn: self.today(loaded.definition), mode: .record,
                note: letter.file), sequence)
        line.changes = [
            ChangeRow(field: "document", before: nil, after: .text("reply_letter")),
            ChangeRow(field: "sha256", before: nil, after: .text(document.sha256)),
        ]
        try self.writer.append(line)
        _ = try self.writer.file(
            DocumentRow(
                caseID: loaded.row.id, kind: "reply_letter", name: letter.file,
                size: document.size, sha256: document.sha256, addedOn: line.happenedOn,
                addedBy: self.principal?.name ?? "cased", sequence: sequence))
    }

    /// Importing is opening: whoever may open such a case, for any office of his, or an admin.
    private func requireOpener(_ definition: WorkflowDefinition) throws {
        guard let principal else { return }
        let mine = Set(principal.standings(for: nil).map(\.role))
        guard !principal.isAdmin, mine.isDisjoint(with: definition.opening.by) else { return }
        throw CaseworkError(
            .permission,
            Label(
                "您无权导入〈\(definition.labels.zh)〉", "you may not import a ‹\(definition.labels.en)›"))
    }
}
