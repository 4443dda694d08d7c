// SPDX-License-Identifier: Apache-2.0
internal import Workflow
internal import Yams

/// Reads YAML into trees: every scalar as text (`on` stays `on`), anchors written out, duplicate
/// keys refused.
package struct TreeReader {
    private let findings: Findings

    /// A reader that notes what is wrong.
    package init(_ findings: Findings) {
        self.findings = findings
    }

    /// The documents of a file; empty when it cannot be read (the findings say why).
    package func documents(_ text: String, file: String) -> [Tree] {
        guard text.utf8.count <= RulebookLimits.fileBytes else {
            self.findings.error(
                Mark(file: file, line: 1),
                "the file is larger than \(RulebookLimits.fileBytes) bytes")
            return []
        }
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic)
            var budget = RulebookLimits.nodes
            var trees: [Tree] = []
            while let node = try parser.nextRoot() {
                trees.append(try self.tree(node, of: file, depth: 0, within: &budget))
            }
            return trees
        } catch let error as YamlError {
            let (line, reason) = TreeReader.explained(error)
            self.findings.error(
                Mark(file: file, line: line), "this is not YAML: \(reason)",
                mend: "mend the line; keys stand once in a map, and a list item begins with -")
        } catch let problem as Problem {
            self.findings.error(problem.mark, problem.reason)
        } catch {
            self.findings.error(Mark(file: file, line: 1), "cannot be read: \("\(error)")")
        }
        return []
    }

    private struct Problem: Error {
        var mark: Mark
        var reason: Said
    }

    private func tree(
        _ node: Node, of file: String, depth: Int, within budget: inout Int
    ) throws -> Tree {
        let mark = Mark(file: file, line: node.mark?.line ?? 1)
        budget -= 1
        guard budget > 0 else {
            throw Problem(mark: mark, reason: "too many nodes (\(RulebookLimits.nodes))")
        }
        guard depth <= RulebookLimits.depth else {
            throw Problem(mark: mark, reason: "nested deeper than \(RulebookLimits.depth)")
        }
        switch node {
        case .scalar(let scalar):
            return .scalar(scalar.string, mark)
        case .sequence(let sequence):
            return .list(
                try sequence.map { try self.tree($0, of: file, depth: depth + 1, within: &budget) },
                mark)
        case .mapping(let mapping):
            var entries: [Tree.Entry] = []
            for (key, value) in mapping {
                let keyMark = Mark(file: file, line: key.mark?.line ?? mark.line)
                guard let name = key.scalar?.string else {
                    throw Problem(mark: keyMark, reason: "a key must be a word")
                }
                entries.append(
                    Tree.Entry(
                        key: name, mark: keyMark,
                        value: try self.tree(
                            value, of: file, depth: depth + 1, within: &budget)))
            }
            return .map(entries, mark)
        case .alias:
            throw Problem(mark: mark, reason: "an alias points nowhere")
        }
    }

    private static func explained(_ error: YamlError) -> (line: Int, reason: Said) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, .name(problem))
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, "the key \(duplicates.first ?? "?") stands twice")
        default:
            (1, .name("\(error)"))
        }
    }
}
