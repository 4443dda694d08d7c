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
        _ letter: ReadLetter, profile: String?, workflow: String?, isAnother: Bool
    ) throws -> CommandResult {
        guard let reading = letter.reading else {
            throw CaseworkError(
                .invalid, letter.reason ?? Label("不是答复函", "this is no reply letter"))
        }
        if let other = try self.book.caseID(letterDigest: letter.digest),
            try self.book.caseRow(other)?.isVoid != true
        {
            let name = try self.transaction.visibility.name(of: other)
            throw CaseworkError(
                .exists,
                Label("此函已导入,见\(name.zh)", "this letter was imported already: \(name.en)"))
        }
        let name =
            try workflow.map { try self.rules.rulebook.workflow(called: $0) }
            ?? self.workflow(of: reading.fields)
        let loaded = try self.open(letter, reading.fields, workflow: name, profile: profile)
        let alike = try self.replaying.noteLikeness(loaded)
        if !isAnother { try self.replaying.askWhetherItIsThere(loaded, among: alike) }
        var result = CommandResult()
        result.take(loaded)
        result.transition = "open"
        result.sequence = try self.book.chainHead().sequence
        result.notGiven = loaded.row.notGiven
        result.consequences = self.transaction.consequences
        result.remarks = alike.map {
            Label(
                "与\($0)\(loaded.definition.likeness.zh)相同",
                "same \(loaded.definition.likeness.en) as \($0)")
        }
        return result
    }

    /// The workflow of the body whose letter it is.
    private func workflow(of letter: LetterFields) throws -> String {
        let rulebook = self.rules.rulebook
        let bodies = rulebook.conventions.letterBodies
        if let found = bodies.first(where: { $0.body == letter.body?.value }) {
            return found.workflow
        }
        let choices = bodies.map { item in
            let labels = rulebook.workflow(item.workflow, profile: self.rules.nationalProfile)?
                .definition.labels
            return (item.workflow, labels ?? Label(same: item.workflow))
        }
        let labels = choices.map(\.1)
        let names = choices.map(\.0)
        guard !names.isEmpty else {
            throw CaseworkError.invalid(
                "workflow", "规则未写明何种流程接收来函",
                "the rulebook does not say which workflow takes letters",
                remedy: .supply(.workflow))
        }
        let zh = labels.map { "〈\($0.zh)〉" }
        let en = labels.map { "‹\($0.en)›" }
        let reason =
            letter.body.map {
                Label(
                    "没有流程接收\($0.value)的来函,接收来函的有\(zh.joined(separator: "、"))",
                    "letters of \($0.value) become no case; letters become a "
                        + en.joined(separator: ", a "))
            }
            ?? Label(
                "来函未写明是\(zh.joined(separator: "还是"))",
                "the letter does not say whether it answers a \(en.joined(separator: " or a "))")
        throw CaseworkError.invalid(
            "workflow", reason.zh, reason.en, remedy: .supply(.workflow))
    }

    private func open(
        _ letter: ReadLetter, _ fields: LetterFields, workflow: String, profile: String?
    ) throws -> LoadedCase {
        let zone = self.rules.nationalZone
        let today = zone.day(of: self.now)
        let day = fields.date.flatMap { Day($0.value) } ?? today
        guard day <= today else {
            throw CaseworkError.invalid(
                "date", "此函的日期是\(day),还没有到;请核对落款日期",
                "the letter is dated \(day), which has not come: look at its date")
        }
        // Whose place it is, is known from the offices that the rulebook lets the letter name.
        let anyPlace = try self.resolve(workflow, profile: self.rules.nationalProfile, on: day)
        let first = LetterFacts(fields, try self.mapping(of: anyPlace.definition))
        let holders = try self.parties(
            Dictionary(first.roles.map { ($0.role, $0.name) }) { first, _ in first }, lenient: true)
        let office = try first.roles.lazy.compactMap { holders[$0.role]?.office }.first
            .flatMap(self.book.office)
        let name = profile ?? office?.profile ?? ""
        let resolved = try self.resolve(
            workflow, profile: name.isEmpty ? self.rules.nationalProfile : name, on: day)
        let mapping = try self.mapping(of: resolved.definition)
        let facts = LetterFacts(fields, mapping, in: office?.place ?? "")
        try self.requireOpener(resolved.definition)
        let (fit, unfit) = self.fitting(facts.fields, resolved.definition)
        let note = self.importNote(letter, facts, unfit)
        let command = OpenCommand(
            id: "", fields: fit, roles: holders, at: facts.state, happenedOn: facts.happenedOn,
            actor: StepActor(user: self.principal.map { String($0.number) }, roles: []),
            mode: .record, cause: .source, event: "import")
        var loaded = try self.opening.create(
            resolved, command,
            LineHead(event: "import", happenedOn: facts.happenedOn, mode: .record, note: note),
            inherited: [:], depth: 0)
        loaded.row.notGiven = facts.notGiven
        try self.ledger.update(loaded.row, previousVersion: loaded.row.version)
        self.ledger.keep(letterDigest: letter.digest, caseID: loaded.row.id)
        try self.fileLetter(letter, loaded, as: mapping.document)
        return loaded
    }

    private func resolve(
        _ workflow: String, profile: String, on day: Day
    ) throws -> ResolvedWorkflow {
        guard let head = self.rules.profile(profile, on: day),
            let resolved = self.rules.rulebook.workflow(workflow, profile: head.name, on: day)
        else {
            throw CaseworkError.invalid(
                "workflow", "没有流程“\(workflow)”或地方规则“\(profile)”",
                "there is no workflow “\(workflow)” or profile “\(profile)”")
        }
        return resolved
    }

    private func mapping(of definition: WorkflowDefinition) throws -> LetterMapping {
        if let mapping = definition.letters { return mapping }
        throw CaseworkError.invalid(
            "workflow", "〈\(definition.labels.zh)〉不由来函立件;其规则须有 letters",
            "no letter becomes a ‹\(definition.labels.en)›; its rules would need letters")
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

    private func fileLetter(
        _ letter: ReadLetter, _ loaded: LoadedCase, as kind: String?
    ) throws {
        guard let document = letter.document, let kind else { return }
        var line = try self.lines.line(
            about: loaded,
            LineHead(
                event: HistoryLine.attach, happenedOn: self.today(loaded.definition), mode: .record,
                note: letter.file))
        line.changes = [
            ChangeRow(.field("document", before: nil, after: .text(kind))),
            ChangeRow(.field("sha256", before: nil, after: .text(document.sha256))),
        ]
        try self.ledger.append(line)
        let id = try self.ledger.papers.file(
            DocumentRow(
                caseID: loaded.row.id, kind: kind, name: letter.file,
                size: document.size, sha256: document.sha256, addedOn: line.happenedOn,
                addedBy: self.principal?.name ?? "cased", sequence: line.sequence))
        self.ledger.papers.keep(text: letter.text, of: id)
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
