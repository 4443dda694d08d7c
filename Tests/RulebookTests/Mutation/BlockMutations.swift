// SPDX-License-Identifier: Apache-2.0

/// Damages to whole entries: something is left out, stands twice, or changes places.
struct BlockMutations {
    let file: MutatedFile

    /// All of them for a workflow.
    var workflow: [Mutant] {
        self.deletedEntries + self.deletedKeys + self.swappedBranches + self.doubled(depth: 4)
            + self.doubled(depth: 2)
    }

    /// All of them for a profile or the head.
    var other: [Mutant] {
        self.file.lines.indices.filter { self.isEntry($0, depth: 4) && self.hasNoAnchor($0) }.map {
            // Without a place's own figure the national one counts.
            self.deleted(
                $0, "delete a setting",
                isContent: !["profiles/cn.yaml", "rulebook.yaml"].contains(self.file.path))
        } + self.doubled(depth: 4) + self.doubled(depth: 2)
    }

    private func isEntry(_ index: Int, depth: Int) -> Bool {
        let line = self.file.lines[index]
        return self.file.isLive(index) && self.file.indent(line) == depth && line.contains(":")
    }

    /// A deleted anchor would be missed by name: that proves nothing about the checks.
    private func hasNoAnchor(_ index: Int) -> Bool {
        self.file.block(at: index).allSatisfy { !self.file.lines[$0].contains("&") }
    }

    private func deleted(_ index: Int, _ name: String, isContent: Bool = false) -> Mutant {
        self.file.replacing(
            self.file.block(at: index), with: [],
            kind: MutationKind(name: name, isContent: isContent))
    }

    /// A state, an event, a field, a transition … is gone.
    private var deletedEntries: [Mutant] {
        let names = [
            "states": "a state", "events": "an event", "fields": "a field", "clocks": "a clock",
            "documents": "a document", "deliveries": "a letter", "roles": "a role",
            "transitions": "a transition", "pause_reasons": "a pause reason",
        ]
        return self.file.lines.indices.compactMap { index in
            guard self.isEntry(index, depth: 2), self.hasNoAnchor(index),
                let name = names[self.file.section(of: index)]
            else { return nil }
            return self.deleted(index, "delete \(name)")
        }
    }

    /// A key of a transition or another entry is gone.
    private var deletedKeys: [Mutant] {
        let ofTransitions: [String: Bool] = [
            "to": false, "from": false, "by": false, "when": false, "trigger": false,
            "basis": false, "stops": false, "starts": false, "restarts": false, "resumes": false,
            "pauses": false, "extends": false, "event": false,
            // Without these the workflow asks or does less; it is as whole as before.
            "requires": true, "produces": true, "emits": true, "opens": true, "tells": true,
        ]
        let ofOthers: [String: Bool] = [
            "labels": false, "type": false, "whose": false, "rule": false, "options": false,
            // Less is asked for, or fewer people told.
            "takes": true, "may_take": true, "warn": true, "kind": true, "required": true,
        ]
        return self.file.lines.indices.compactMap { index -> Mutant? in
            guard self.isEntry(index, depth: 4), self.hasNoAnchor(index) else { return nil }
            let section = self.file.section(of: index)
            let key = self.file.lines[index].drop { $0 == " " }.prefix { $0 != ":" }
            let known = section == "transitions" ? ofTransitions : ofOthers
            guard let isContent = known[String(key)],
                section == "transitions" || section == "clocks" || section == "fields"
                    || section == "events"
            else { return nil }
            let owner = section == "transitions" ? "" : " of \(section)"
            return self.deleted(index, "delete \(key)\(owner)", isContent: isContent)
        } + self.deletedCopies
    }

    /// What an opened case gets from the one that opens it.
    private var deletedCopies: [Mutant] {
        self.file.lines.indices.compactMap { index in
            let text = self.file.lines[index].drop { $0 == " " }
            guard text.hasPrefix("copy: ") || text.hasPrefix("bind: ") || text.hasPrefix("set: ")
            else { return nil }
            // Fields that need not be given may be left out.
            return self.deleted(
                index, "delete \(text.prefix { $0 != ":" }) of opens",
                isContent: !text.hasPrefix("bind: "))
        }
    }

    /// The branch without `when` comes before the one with it.
    private var swappedBranches: [Mutant] {
        let starts = self.file.lines.indices.filter {
            self.isEntry($0, depth: 2) && self.file.section(of: $0) == "transitions"
        }
        return zip(starts, starts.dropFirst()).compactMap { one, two in
            let (first, second) = (self.file.block(at: one), self.file.block(at: two))
            func line(_ key: String, _ block: Range<Int>) -> String? {
                self.file.lines[block].first { $0.hasPrefix("    \(key):") }
            }
            guard line("event", first) == line("event", second), line("when", first) != nil,
                line("from", first) == line("from", second), line("when", second) == nil
            else { return nil }
            let new =
                self.file.lines[second] + self.file.lines[first.upperBound..<second.lowerBound]
                + self.file.lines[first]
            // An anchor must stand before what refers to it.
            guard !self.file.lines[first].contains(where: { $0.contains("&") || $0.contains("*") })
            else { return nil }
            return self.file.replacing(
                first.lowerBound..<second.upperBound, with: Array(new),
                kind: MutationKind(name: "swap two branches"))
        }
    }

    /// A key stands twice.
    private func doubled(depth: Int) -> [Mutant] {
        self.file.lines.indices.compactMap { index in
            let line = self.file.lines[index]
            guard self.isEntry(index, depth: depth), self.hasNoAnchor(index),
                !line.contains("- ")
            else { return nil }
            let block = Array(self.file.lines[self.file.block(at: index)])
            return self.file.replacing(
                self.file.block(at: index), with: block + block,
                kind: MutationKind(name: "duplicate a key"))
        }
    }
}
