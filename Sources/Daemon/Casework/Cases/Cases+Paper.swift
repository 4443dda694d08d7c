// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
package import Workflow

/// A paper made of a case as it is now: a draft, which nothing keeps.
package struct MadePaper: Sendable {
    /// The kind of document.
    package var kind: DocumentDefinition
    /// Its text, as ``PaperForm/PaperMarkup`` reads it.
    package var text: String
}

// Papers made of cases.
extension Cases {
    /// Makes a paper of a case from its template, in the words that the viewer reads.
    ///
    /// Nothing is kept of it: what is made again after a correction says what is right then.
    ///
    /// - Parameters:
    ///   - word: the kind of document, by its code or label.
    ///   - isPublic: whether what is personal or secret is left out.
    /// - Throws: ``CaseworkError``, for a kind without a template with those that have one.
    package func paper(
        _ word: String, of id: String, isPublic: Bool
    ) async throws(CaseworkError) -> MadePaper {
        let view = try await self.view(
            id, isTold: true, admittingParticipants: false, isPublic: isPublic)
        let (definition, rulebook) = (view.definition, self.rules.rulebook)
        let offices = self.templateOffices(of: view)
        let kind = try Wording(definition, today: view.today).document(named: word)
        // What everybody will read says nothing that is secret, whoever makes it.
        let isPublished = rulebook.conventions.publications[definition.name]?.document == kind.name
        let hasSecrets = definition.fields.items.contains {
            $0.secret?.holds(view.row.fields) ?? false
        }
        if isPublished, hasSecrets, !isPublic {
            return try await self.paper(word, of: id, isPublic: true)
        }
        var matter = PaperMatter(view)
        matter.isPublic = isPublic
        matter.parts = view.children.map { PaperMatter($0, beside: view) }
        if let parent = view.row.parent {
            do throws(CaseworkError) {
                let whole = try await self.view(
                    parent, isTold: true, admittingParticipants: false, isPublic: isPublic)
                matter.whole = [PaperMatter(whole)]
            } catch  where error.code == .notFound {
                // Who does not read the whole makes the paper without it.
            }
        }
        let text = rulebook.papers.paper(kind.name, of: matter, for: offices) { name in
            rulebook.workflow(name, profile: definition.profile)?.definition
        }
        guard let text else { throw Cases.untemplated(kind, definition, rulebook) }
        return MadePaper(kind: kind, text: text)
    }

    /// Whose own template is taken: that of the viewer's offices, of whoever handles the case, of the others in it.
    private func templateOffices(of view: CaseView) -> [String] {
        var offices: [String] = []
        if case .person(let person, _) = self.viewer { offices += person.offices.sorted() }
        let roles = view.facts.roles
        offices += [view.definition.handler(roles)?.office, view.definition.home(roles)].compactMap(
            \.self)
        let own = Set(roles.values.compactMap(\.office))
        var seen: Set<String> = []
        return offices.filter { own.contains($0) && seen.insert($0).inserted }
    }

    private static func untemplated(
        _ kind: DocumentDefinition, _ definition: WorkflowDefinition, _ rulebook: Rulebook
    ) -> CaseworkError {
        let made = rulebook.papers.kinds(of: definition)
        guard !made.isEmpty else {
            return .invalid(
                "kind", "现行规则没有〈\(definition.labels.zh)〉的文书模板;请系统管理员安装带模板的规则",
                "the rules in force have no templates for ‹\(definition.labels.en)›: have the administrator install rules that have them"
            )
        }
        let chinese = made.map(\.labels.zh).joined(separator: "、")
        let english = made.map(\.labels.en).joined(separator: ", ")
        return .invalid(
            "kind",
            "〈\(kind.labels.zh)〉没有模板;可生成的有:\(chinese)",
            "there is no template of ‹\(kind.labels.en)›; there are: \(english)")
    }
}

extension PaperMatter {
    /// A case as a question sees it.
    fileprivate init(_ view: CaseView) {
        self.init(definition: view.definition, today: view.today)
        self.facts = view.facts
        self.title = view.row.title
        self.openedOn = view.row.openedOn
        self.documents = view.documents.filter(\.isOnFile).map {
            Document(kind: $0.kind, name: $0.name, on: $0.addedOn)
        }
        self.accrued = view.accrued
        self.officeNames = view.officeNames
        self.userNames = view.userNames
    }

    /// A part of it, as far as lists tell.
    fileprivate init(_ head: CaseHead, beside view: CaseView) {
        self.init(definition: head.definition, today: view.today)
        self.facts = CaseFacts(
            id: head.row.id, state: head.row.state, version: head.row.version,
            fields: head.row.fields, roles: head.row.roles)
        self.title = head.row.title
        self.openedOn = head.row.openedOn
        self.officeNames = view.officeNames
    }
}
