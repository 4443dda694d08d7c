// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

// What is told beside cases tells nobody what he may not read of them.
extension Visibility {
    /// A text in neutral words, as far as it says what of these cases is kept.
    package func shown(_ text: String, of cases: some Sequence<String>) throws -> String {
        try cases.reduce(text) { text, id in
            guard let row = try self.reader.caseRow(id) else { return text }
            return try self.kept(in: row).shown(text)
        }
    }

    /// A refusal in neutral words, as far as it says what of these cases is kept.
    package func shown(_ refusal: CaseworkError, of named: Set<String>) throws -> CaseworkError {
        try named.reduce(refusal) { refusal, id in
            guard let row = try self.reader.caseRow(id) else { return refusal }
            return try self.kept(in: row).shown(refusal)
        }
    }
}

extension Kept {
    fileprivate func shown(_ refusal: CaseworkError) -> CaseworkError {
        guard !self.texts.isEmpty else { return refusal }
        var refusal = refusal
        refusal.sentence = self.shown(refusal.sentence)
        refusal.remedy = refusal.remedy.map(self.shown)
        refusal.unmet = refusal.unmet.map { unmet in
            var unmet = unmet
            unmet.sentence = self.shown(unmet.sentence)
            unmet.parameters = unmet.parameters.mapValues(self.shown)
            unmet.remedies = unmet.remedies.map(self.shown)
            return unmet
        }
        return refusal
    }

    /// What would mend it; of one that would name who is kept, its sentence in neutral words.
    private func shown(_ remedy: Remedy) -> Remedy {
        let said = remedy.sentence
        let told = self.shown(said)
        return told == said ? remedy : .text(told)
    }
}
