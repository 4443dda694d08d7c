// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Letters
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Makes cases of published letters: they stand where the letter shows them to stand.
struct LetterFiling: Decision {
    let transaction: Transaction

    func importLetter(
        _ letter: ReadLetter, profile: String?, workflow: String?
    ) throws -> CommandResult {
        guard let reading = letter.reading else {
            throw CaseworkError(
                .invalid, letter.reason ?? Label("不是答复函", "this is no reply letter"))
        }
        if let other = try self.book.caseID(letterDigest: letter.digest) {
            throw CaseworkError(
                .exists, Label("此函已导入,见\(other)", "this letter was imported already: \(other)"))
        }
        let facts = LetterFacts(reading.fields)
        guard let name = workflow ?? facts.workflow else {
            throw CaseworkError.invalid(
                "workflow", "来函未写明是建议(proposal)还是提案(motion)",
                "the letter does not say whether it answers a suggestion (proposal) or a motion",
                remedy: .supply(.workflow))
        }
        let loaded = try self.open(letter, facts, workflow: name, profile: profile)
        try self.replaying.noteLikeness(loaded)
        var result = CommandResult()
        result.take(loaded)
        result.transition = "open"
        result.sequence = try self.book.chainHead().sequence
        result.notGiven = loaded.row.notGiven
        result.consequences = self.transaction.consequences
        return result
    }

    private func open(
        _ letter: ReadLetter, _ facts: LetterFacts, workflow: String, profile: String?
    ) throws -> LoadedCase {
        let rulebook = self.rules.rulebook
        let lead = try facts.lead.map { try self.parties(["lead": $0], lenient: true) } ?? [:]
        let office = try lead["lead"]?.office.flatMap(self.book.office)
        let name = profile ?? office?.profile ?? Transaction.nationalProfile
        let zone = CivilZone.national
        let day = facts.happenedOn ?? zone.day(of: self.now)
        guard
            let head = self.rules.profile(
                name.isEmpty ? Transaction.nationalProfile : name, on: day),
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
        var loaded = try self.opening.create(
            resolved, command,
            LineHead(event: "import", happenedOn: facts.happenedOn, mode: .record, note: note),
            inherited: [:], depth: 0)
        loaded.row.notGiven = facts.notGiven
        try self.ledger.update(loaded.row, previousVersion: loaded.row.version)
        self.ledger.keep(letterDigest: letter.digest, caseID: loaded.row.id)
        try self.fileLetter(letter, loaded)
        return loaded
    }

    /// Values that the workflow's fields cannot hold stay in the note, not in the fields.
    private func fitting(
        _ fields: [String: Value], _ definition: WorkflowDefinition
    ) -> (fit: [String: Value], unfit: [String]) {
        let references = StoreSurroundings(
            self.book, self.rules, caseID: "", parent: nil, place: nil)
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
        var line = try self.lines.line(
            about: loaded,
            LineHead(
                event: "attach", happenedOn: self.today(loaded.definition), mode: .record,
                note: letter.file))
        line.changes = [
            ChangeRow(.field("document", before: nil, after: .text("reply_letter"))),
            ChangeRow(.field("sha256", before: nil, after: .text(document.sha256))),
        ]
        try self.ledger.append(line)
        _ = try self.ledger.papers.file(
            DocumentRow(
                caseID: loaded.row.id, kind: "reply_letter", name: letter.file,
                size: document.size, sha256: document.sha256, addedOn: line.happenedOn,
                addedBy: self.principal?.name ?? "cased", sequence: line.sequence))
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
