// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A page of the handbook: one workflow, as one profile resolves it, in one language.
///
/// Everything on it is made from the definition, so it says what the daemon does, and what a
/// lawyer must still read.
package struct HandbookPage: Sendable {
    /// The page in Markdown.
    package let markdown: String

    /// A page.
    ///
    /// - Parameters:
    ///   - laws: the laws that bases cite.
    ///   - day: articles are cited by the editions in force on this day.
    ///   - remarks: what the check of the rulebook remarks about this workflow.
    package init(
        _ definition: WorkflowDefinition, laws: NamedList<Law>, on day: Day,
        language: PageLanguage, remarks: [String] = []
    ) {
        var writer = HandbookWriter(
            definition: definition, laws: laws, day: day,
            words: PageWords(definition, language))
        writer.write(remarks: remarks)
        self.markdown = writer.page.text
    }
}

/// Writes a page section by section.
struct HandbookWriter {
    let definition: WorkflowDefinition
    let laws: NamedList<Law>
    let day: Day
    let words: PageWords
    var page = Markdown()

    var language: PageLanguage { self.words.language }

    mutating func write(remarks: [String]) {
        self.writeHead()
        self.writeDiagram()
        self.writeRoles()
        self.writeFields()
        self.writeStates()
        self.writeEvents()
        self.writeTransitions()
        self.writeClocks()
        self.writeDocuments()
        self.writeFigures()
        self.writeOpenQuestions()
        guard !remarks.isEmpty else { return }
        self.page.heading(2, self.language("规则检查的备注", "Remarks of the check"))
        self.page.bullets(remarks.map(Markdown.escaped))
    }

    /// A text of the rulebook, in Markdown.
    func text(_ label: Label) -> String { Markdown.escaped(self.language(label)) }

    /// The bases, each once; `practice` says nothing and is left out on demand.
    func cited(_ basis: [Basis], leavingOutPractice: Bool = false) -> String {
        let shown = leavingOutPractice ? basis.filter { $0 != .practice } : basis
        let texts = shown.map { self.language($0.cited(by: self.laws, on: self.day)) }.unique
        return Markdown.escaped(self.language.sentences(texts))
    }

    private mutating func writeHead() {
        let definition = self.definition
        self.page.heading(1, "\(self.text(definition.labels)) \(Markdown.code(definition.name))")
        self.page.table(
            [
                self.language("版本", "Version"), self.language("施行日期", "In force from"),
                self.language("地方规则", "Profile"), self.language("件号", "Case ids"),
                self.language("法条引用基准日", "Articles cited as of"),
            ],
            [
                [
                    String(definition.version), definition.effective.description,
                    Markdown.code(definition.profile), "\(definition.prefix)-",
                    self.day.description,
                ]
            ])
        self.page.heading(2, self.language("这是什么", "What it is"))
        self.page.bullets(self.about())
    }

    private func about() -> [String] {
        let (definition, language) = (self.definition, self.language)
        let who = Markdown.escaped(self.words.roles(definition.opening.by))
        var lines = [language("立案：\(who)。", "Opened by: \(who).")]
        let requires = self.demands(definition.opening.requires)
        if !requires.isEmpty {
            let text = language.sentences(requires)
            lines.append(language("立案条件：\(text)。", "To open it: \(text)."))
        }
        let effects = self.words.effects(definition.opening.effects)
        if !effects.isEmpty {
            let text = Markdown.escaped(language.sentences(effects))
            lines.append(language("立案时：\(text)。", "At the opening: \(text)."))
        }
        let basis = self.cited(definition.opening.basis)
        if !basis.isEmpty {
            lines.append(language("立案依据：\(basis)。", "Basis of the opening: \(basis)."))
        }
        if !definition.parents.isEmpty {
            let names = language.list(definition.parents.map(self.words.workflow))
            let text = Markdown.escaped(names)
            lines.append(language("属于：\(text)。", "Part of: \(text)."))
        }
        if !definition.naturalKey.isEmpty {
            let names = language.list(
                definition.naturalKey.map { part in
                    WorkflowDefinition.role(inKey: part).map(self.words.role)
                        ?? self.words.field(part)
                })
            let text = Markdown.escaped(names)
            lines.append(
                language("同一〈\(text)〉只立一案。", "One case only for the same ‹\(text)›."))
        }
        if let yearly = definition.yearly {
            let text = Markdown.escaped(self.words.role(yearly.duty))
            lines.append(
                language(
                    "每年\(yearly.month)月\(yearly.day)日为每个负有“\(text)”职责的单位自动立案。",
                    "Opened each year on \(yearly.day)/\(yearly.month) (day/month) for every "
                        + "office with the duty “\(text)”."))
        }
        return lines
    }

    private mutating func writeDiagram() {
        self.page.heading(2, self.language("流程图", "Diagram"))
        self.page.code("mermaid", Diagram(self.definition, self.language).mermaid)
        self.page.paragraph(Diagram.legend(self.language))
    }

    /// The conditions that must hold together, each with its own basis where it has one.
    func demands(_ condition: Guard?) -> [String] {
        (condition?.demands ?? []).map { demand in
            let basis = self.cited(
                demand.leaves.flatMap(\.basis), leavingOutPractice: true)
            let text = Markdown.escaped(self.words.statement(demand))
            return basis.isEmpty ? text : text + self.language.inBrackets(basis)
        }
    }
}
