// SPDX-License-Identifier: Apache-2.0
internal import PaperForm
internal import Workflow

/// Compares a template with the names that it can use.
struct PaperCheck {
    /// Every template, by name.
    let library: PaperLibrary
    let findings: Findings
    /// The names, of a case of which nothing is known.
    let root: PaperName
    /// What the template tells of, for messages.
    let scope: String

    /// Goes through a template and its parts, and lays it out without a case.
    ///
    /// - Parameter used: the templates that are of use; its parts are added.
    /// - Returns: the names that it writes out.
    @discardableResult
    func verify(_ template: PaperTemplate, _ used: inout Set<String>) -> Set<String> {
        // What is unsound is not made: parts that take one another would never end.
        var walk = Walk()
        let isSound = self.isSound(template, from: [self.root], &walk)
        used.formUnion(walk.used)
        guard isSound else { return walk.written }
        let text = template.text(self.root, self.library)
        do throws(PaperFault) {
            _ = try PaperMarkup.paper(text)
        } catch {
            let fault = Said.words(Label(error.chinese, error.english))
            self.findings.error(
                Mark(file: template.file, line: 1),
                "the paper of \(self.scope) cannot be laid out: \(fault)")
        }
        return walk.written
    }

    /// What was met on the way through a template and its parts.
    private struct Walk {
        /// The parts that were taken.
        var used: Set<String> = []
        /// Those in which we are.
        var path: [String] = []
        /// How many characters it has with all parts written out.
        var size = 0
        /// What is written out.
        var written: Set<String> = []
    }

    /// Whether all its names and parts are known.
    private func isSound(
        _ template: PaperTemplate, from scopes: [PaperName], _ walk: inout Walk
    ) -> Bool {
        walk.size += template.size
        guard walk.size <= RulebookLimits.paperCharacters else {
            if walk.size - template.size <= RulebookLimits.paperCharacters {
                self.findings.error(
                    Mark(file: template.file, line: 1),
                    "with all its parts the template has more than \(RulebookLimits.paperCharacters) characters"
                )
            }
            return false
        }
        var isSound = true
        var (scopes, open) = (scopes, [String]())
        for tag in template.tags {
            let mark = Mark(file: template.file, line: tag.line)
            switch tag.kind {
            case .part:
                walk.used.insert(tag.name)
                guard let part = self.part(tag.name, at: mark, in: walk.path) else {
                    isSound = false
                    continue
                }
                walk.path.append(tag.name)
                isSound = self.isSound(part, from: scopes, &walk) && isSound
                walk.path.removeLast()
            case .end:
                guard open.popLast() == tag.name else {
                    self.findings.error(mark, "{{/\(tag.name)}} ends nothing that is open here")
                    return false
                }
                scopes.removeLast()
            case .section, .inverted, .variable:
                let found = self.found(tag.name, in: scopes)
                if found == nil {
                    isSound = false
                    self.findings.error(
                        mark, "\(self.scope) has no name \(tag.name)",
                        mend: .words(self.near(tag.name, in: scopes)))
                }
                if let found, tag.kind == .variable, found.isFlag || tag.name.hasSuffix(".each") {
                    isSound = false
                    self.findings.error(
                        mark, "\(tag.name) has no words of its own",
                        mend: "{{#\(tag.name)}}…{{/\(tag.name)}}")
                }
                guard tag.kind != .variable else {
                    // `{{.}}` is what the section around it is of.
                    walk.written.insert(tag.name == "." ? open.last ?? "." : tag.name)
                    continue
                }
                open.append(tag.name)
                scopes.append(tag.kind == .section ? found ?? self.root : scopes[scopes.count - 1])
            }
        }
        return isSound
    }

    private func part(_ name: String, at mark: Mark, in path: [String]) -> PaperTemplate? {
        guard let part = self.library.templates[name] else {
            self.findings.error(
                mark, "there is no part \(name)", mend: "papers/\(name).mustache")
            return nil
        }
        guard !path.contains(name) else {
            self.findings.error(mark, "parts stand in one another without end")
            return nil
        }
        return part
    }

    /// What a name stands for: its first word from the innermost section outwards, the others below it.
    private func found(_ name: String, in scopes: [PaperName]) -> PaperName? {
        if name == "." { return scopes.last }
        let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let start = scopes.reversed().lazy.compactMap({ $0.checked(words[0]) }).first else {
            return nil
        }
        return words.dropFirst().reduce(Optional(start)) { found, word in
            found.flatMap { $0.checked(word) }
        }
    }

    private func near(_ name: String, in scopes: [PaperName]) -> Label {
        let words = name.split(separator: ".").map(String.init)
        let group =
            words.count > 1
            ? self.found(words.dropLast().joined(separator: "."), in: scopes) : scopes.last
        let known = (group ?? self.root).known
        guard !known.isEmpty else {
            return Label(
                "它下面没有名称,只能写 {{\(words.dropLast().joined(separator: "."))}}",
                "nothing stands below it")
        }
        let listed = known.joined(separator: " ")
        return Label("可用的名称:\(listed)", "names: \(listed)")
    }
}

extension PaperName {
    /// The name below it, of a list also what each of it is like.
    fileprivate func checked(_ name: String) -> PaperName? {
        name == "each" && self.items != nil ? self.each : self.below(name)
    }
}
