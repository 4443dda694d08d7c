// SPDX-License-Identifier: Apache-2.0
internal import PaperForm
package import Workflow

/// The templates of a rulebook's papers.
package struct PaperBook: Sendable {
    /// The folder of a rulebook in which they stand.
    static let folder = "papers/"
    private static let suffix = ".mustache"
    /// Name, as parts are called: `reply_letter`, `proposal.reply_letter`, `_remedies`.
    private let library: PaperLibrary
    private let lawNames: [String: String]
    /// What could not be read of them: told with what does not fit.
    private let faults: [Finding]

    /// Reads a rulebook's templates.
    init(_ files: [String: String], lawNames: [String: String]) {
        let findings = Findings()
        self.lawNames = lawNames
        var templates: [String: PaperTemplate] = [:]
        for (path, text) in files.sorted(by: { $0.key < $1.key })
        where path.hasPrefix(PaperBook.folder) && path.hasSuffix(PaperBook.suffix) {
            let name = path.dropFirst(PaperBook.folder.count).dropLast(PaperBook.suffix.count)
            templates[String(name)] = PaperTemplate(path, text, noting: findings)
        }
        self.library = PaperLibrary(templates)
        self.faults = findings.all
    }

    private var templates: [String: PaperTemplate] { self.library.templates }

    /// The template for a kind of document: the first office's own, else the workflow's, else the one for that kind.
    func template(of kind: String, in workflow: String, for offices: [String]) -> PaperTemplate? {
        let own = offices.flatMap { ["\(workflow).\(kind)@\($0)", "\(kind)@\($0)"] }
        return (own + ["\(workflow).\(kind)", kind]).lazy.compactMap { self.templates[$0] }.first
    }

    /// The kinds of a workflow's documents for which there is a template.
    package func kinds(of definition: WorkflowDefinition, for offices: [String] = [])
        -> [DocumentDefinition]
    {
        definition.documents.items.filter {
            self.template(of: $0.name, in: definition.name, for: offices) != nil
        }
    }

    /// Their names.
    package func names(of definition: WorkflowDefinition) -> Set<String> {
        Set(self.kinds(of: definition).map(\.name))
    }

    /// Makes a paper.
    ///
    /// - Returns: its text (``PaperForm/PaperMarkup``); nil where there is no template.
    package func paper(
        _ kind: String, of matter: PaperMatter, for offices: [String],
        related: @escaping @Sendable (String) -> WorkflowDefinition?
    ) -> String? {
        var matter = matter
        matter.lawNames = self.lawNames
        return self.template(of: kind, in: matter.definition.name, for: offices)
            .map { $0.text(matter.names(related), self.library) }
    }

    /// The circular of a month.
    ///
    /// - Returns: its text; nil where the rulebook has no template of it.
    package func circular(_ names: CircularNames) -> String? {
        self.templates[CircularNames.template].map { $0.text(names.names, self.library) }
    }

    /// Compares the templates with the workflows for which they are.
    ///
    /// - Parameter published: by workflow, the document that everybody may read: it is made without what is secret.
    func verify(
        _ definitions: [WorkflowDefinition], published: [String: String], _ findings: Findings,
        related: @escaping @Sendable (String) -> WorkflowDefinition?
    ) {
        for fault in self.faults {
            findings.error(fault.mark, .words(fault.reason), mend: .words(fault.mend))
        }
        var used: Set<String> = []
        if let circular = self.templates[CircularNames.template] {
            used.insert(CircularNames.template)
            PaperCheck(
                library: self.library, findings: findings, root: CircularNames.none.names,
                scope: "circular"
            ).verify(circular, &used)
        }
        for definition in definitions {
            // Any day: laws are cited by the articles of that day.
            let matter = PaperMatter(definition: definition, today: definition.effective)
            let check = PaperCheck(
                library: self.library, findings: findings, root: matter.names(related),
                scope: definition.name)
            for (name, template) in self.templates.sorted(by: { $0.key < $1.key })
            where self.isFor(name, definition) {
                used.insert(name)
                let written = check.verify(template, &used)
                let kind = PaperBook.parts(of: name).kind
                guard published[definition.name] != kind else { continue }
                self.verifySecrets(
                    definition, kind: kind, writtenBy: written, in: template, findings)
            }
            self.verifyProduced(definition, findings)
        }
        for (name, template) in self.templates.sorted(by: { $0.key < $1.key })
        where !used.contains(name) {
            let kind = PaperBook.parts(of: name).kind
            guard !definitions.contains(where: { $0.documents[kind] != nil && !name.contains(".") })
            else {
                findings.error(
                    Mark(file: template.file, line: 1),
                    "each workflow with this document has a template of its own for it",
                    mend: "take it out, or name the workflow")
                continue
            }
            findings.error(
                Mark(file: template.file, line: 1), "no workflow has a document for this template",
                mend:
                    "KIND.mustache, WORKFLOW.KIND.mustache or WORKFLOW.KIND@OFFICE.mustache; _NAME.mustache for a part of templates"
            )
        }
    }

    /// Whether a template is for one of a workflow's documents, and is taken for it.
    private func isFor(_ name: String, _ definition: WorkflowDefinition) -> Bool {
        let (kind, workflow, office) = PaperBook.parts(of: name)
        guard definition.documents[kind] != nil else { return false }
        guard workflow.isEmpty else { return workflow == definition.name }
        // One of the workflow's own is taken instead.
        return self.templates["\(definition.name).\(kind)\(office)"] == nil
    }

    /// `proposal.reply_letter@mzj`: the kind, the workflow and the office with its sign; empty where not named.
    private static func parts(of name: String) -> (kind: String, workflow: String, office: String) {
        let plain = name.prefix { $0 != "@" }
        let words = plain.split(separator: ".", maxSplits: 1).map(String.init)
        return (
            words.last ?? "", words.count > 1 ? words[0] : "", String(name.dropFirst(plain.count))
        )
    }

    /// A paper that writes out what is secret is as secret itself.
    private func verifySecrets(
        _ definition: WorkflowDefinition, kind: String, writtenBy written: Set<String>,
        in template: PaperTemplate, _ findings: Findings
    ) {
        for field in definition.fields.items {
            let isWritten = written.contains { $0 == field.name || $0.hasPrefix(field.name + ".") }
            guard isWritten, let secret = field.secret else { continue }
            let own = definition.documents[kind]?.secret
            let isKept =
                own.map {
                    Set($0.roles).isSubset(of: secret.roles)
                        && ($0.whileTrue == nil || $0.whileTrue == secret.whileTrue)
                } ?? false
            guard !isKept else { continue }
            findings.error(
                Mark(file: template.file, line: 1),
                "the template writes out the secret field \(field.name), and the document \(kind) of \(definition.name) is not secret",
                mend: "give \(kind) the same secret in the workflow's documents")
        }
    }

    /// What an act calls for can be made.
    private func verifyProduced(_ definition: WorkflowDefinition, _ findings: Findings) {
        guard !self.templates.isEmpty else { return }
        let effects = [definition.opening.effects] + definition.transitions.map(\.effects)
        for effect in effects {
            for produced in effect.produces
            where self.template(of: produced.document, in: definition.name, for: []) == nil {
                findings.remark(
                    Mark(
                        file:
                            "\(PaperBook.folder)\(definition.name).\(produced.document)\(PaperBook.suffix)",
                        line: 1),
                    "\(definition.name) calls for \(produced.document), and there is no template of it",
                    mend: "a template, or the paper is written elsewhere")
            }
        }
    }
}
