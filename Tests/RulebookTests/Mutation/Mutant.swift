// SPDX-License-Identifier: Apache-2.0

/// One damage done to one rulebook file.
struct Mutant: CustomStringConvertible {
    /// What was done: `rename a state`.
    var kind: MutationKind
    /// The file.
    var file: String
    /// The line, from 1.
    var line: Int
    /// The lines that are damaged, from 0, and what stands there instead.
    var range: Range<Int>
    var new: [String]
    /// What the line became, for people.
    var shown: String

    var description: String {
        "\(self.file):\(self.line) \(self.kind.name): \(self.shown)"
    }
}

/// A sort of damage.
struct MutationKind: Hashable, Sendable {
    /// What is done.
    var name: String
    /// Whether it changes what the law says, not whether the file can be right: nobody but a lawyer
    /// can see that three months became four.
    var isContent = false
}

/// A rulebook file by its lines, as mutations see it.
struct MutatedFile {
    let path: String
    let lines: [String]

    init(_ path: String, _ text: String) {
        self.path = path
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    func indent(_ line: String) -> Int {
        line.prefix { $0 == " " }.count
    }

    /// Whether a line holds something.
    func isLive(_ index: Int) -> Bool {
        let text = self.lines[index].drop { $0 == " " }
        return !text.isEmpty && !text.hasPrefix("#")
    }

    /// The top-level key above a line.
    func section(of index: Int) -> String {
        for number in stride(from: index, through: 0, by: -1) {
            let line = self.lines[number]
            guard self.isLive(number), self.indent(line) == 0, let colon = line.firstIndex(of: ":")
            else { continue }
            return String(line[..<colon])
        }
        return ""
    }

    /// The line and what is written further in below it.
    func block(at index: Int) -> Range<Int> {
        let depth = self.indent(self.lines[index])
        var end = index + 1
        while end < self.lines.count {
            if self.isLive(end), self.indent(self.lines[end]) <= depth { break }
            end += 1
        }
        while end > index + 1, !self.isLive(end - 1) { end -= 1 }
        return index..<end
    }

    /// The file with some lines in another form.
    func replacing(
        _ range: Range<Int>, with new: [String], kind: MutationKind, shown: String? = nil
    ) -> Mutant {
        let text = new.isEmpty ? "− " + self.trimmed(self.lines[range.lowerBound]) : new[0]
        return Mutant(
            kind: kind, file: self.path, line: range.lowerBound + 1,
            range: range, new: new, shown: shown ?? self.trimmed(text))
    }

    /// The file's text with a damage; nil when the lines meant are not in this form of it.
    func damaged(by mutant: Mutant, whole: MutatedFile) -> String? {
        guard self.lines[mutant.range].elementsEqual(whole.lines[mutant.range]) else { return nil }
        var lines = self.lines
        lines.replaceSubrange(mutant.range, with: mutant.new)
        return lines.joined(separator: "\n")
    }

    private func trimmed(_ line: String) -> String {
        String(line.drop { $0 == " " }.prefix(110))
    }
}
