// SPDX-License-Identifier: Apache-2.0
package import Rulebook
package import Workflow

extension Rulebook {
    /// What its workflows are called.
    package var vocabulary: Vocabulary {
        let national = self.conventions.nationalProfile
        return Vocabulary(
            self.workflowNames.map { name in
                let labels = self.workflow(name, profile: national)?.definition.labels
                return Remedy.Term(name, labels ?? Label(same: name))
            })
    }

    /// What the roles of its workflows are called, and the rights of the directory.
    package var roleVocabulary: Vocabulary {
        Vocabulary(self.roles.sorted { $0.key < $1.key }.map { Remedy.Term($0.key, $0.value) })
    }

    /// What the duties are called that an office may have.
    package var dutyVocabulary: Vocabulary {
        Vocabulary(self.duties.sorted().map { Remedy.Term($0, self.called(duty: $0)) })
    }

    /// What a role, a right of the directory or a duty is called; its name where it has no label.
    package func called(duty name: String) -> Label {
        self.roles[name] ?? self.conventions.duties[name] ?? Label(same: name)
    }

    /// The name of the role that is called so.
    ///
    /// - Throws: ``CaseworkError`` when several are called so, or none.
    package func role(called word: String) throws(CaseworkError) -> String {
        let vocabulary = self.roleVocabulary
        let name = try vocabulary.name(word, at: Remedy.Term("role", Label("角色", "role")))
        if self.roles[name] != nil { return name }
        throw self.noRole(word)
    }

    /// Nobody can have a role that is called so.
    package func noRole(_ word: String) -> CaseworkError {
        // The daemon acts by itself.
        let known = Vocabulary(self.roleVocabulary.terms.filter { $0.name != "system" })
        let near = known.near(word)
        let told = (near.isEmpty ? known.terms : near).told
        return .invalid(
            "role", "没有角色“\(word)”;角色有:\(told.zh)",
            "there is no role “\(word)”; there are: \(told.en)")
    }

    /// The name of the workflow that is called so.
    ///
    /// - Throws: ``CaseworkError`` when several are called so, or none.
    package func workflow(called word: String) throws(CaseworkError) -> String {
        guard !self.workflowNames.contains(word) else { return word }
        let vocabulary = self.vocabulary
        let name = try vocabulary.name(word, at: Remedy.Term("workflow", Label("流程", "workflow")))
        guard vocabulary.terms.contains(where: { $0.name == name }) else {
            throw CaseworkError.noWorkflow(word, among: vocabulary)
        }
        return name
    }
}

extension Vocabulary {
    /// The name that a word means; the word itself where nothing is called so.
    ///
    /// - Throws: ``CaseworkError`` when it means several things.
    package func name(_ word: String, at path: Remedy.Term) throws(CaseworkError) -> String {
        switch self.meaning(of: word) {
        case .name(let name): return name
        case .several(let terms): throw .several(word, terms, at: path)
        case .unknown: return word
        }
    }
}

extension CaseworkError {
    /// A word that means several things.
    package static func several(
        _ word: String, _ terms: [Remedy.Term], at path: Remedy.Term
    ) -> CaseworkError {
        let told = terms.distinct
        return .invalid(
            path.name, "〈\(path.label.zh)〉“\(word)”可指\(told.zh),请用括号中的名称",
            "‹\(path.label.en)› “\(word)” may be \(told.en); use the name in brackets")
    }
}
