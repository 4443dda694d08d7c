// SPDX-License-Identifier: Apache-2.0

/// What must be in a rulebook for a damage to one of its files to matter.
struct Neighbourhood: Hashable {
    /// Workflows; what they name comes with them.
    var workflows: Set<String>
    /// Profiles: the national one and another.
    var profiles: [String]

    init(of mutant: Mutant, in shipped: [String: String]) {
        let name = String(mutant.file.drop { $0 != "/" }.dropFirst().prefix { $0 != "." })
        let all = Set(
            shipped.keys.filter { $0.hasPrefix("workflows/") }.map {
                String($0.dropFirst("workflows/".count).dropLast(".yaml".count))
            })
        self.workflows = all
        self.profiles = ["cn", "cn-henan"]
        if mutant.file == "rulebook.yaml", mutant.kind.name.contains("a law's") {
            // A law may be cited by one place only.
            self.profiles = shipped.keys.filter { $0.hasPrefix("profiles/") }.sorted().map {
                String($0.dropFirst("profiles/".count).dropLast(".yaml".count))
            }
        } else if mutant.file.hasPrefix("workflows/") {
            self.workflows = [name]
            if mutant.kind.name == LineMutation.takenPrefix { self.workflows.insert("penalty") }
        } else if mutant.file.hasPrefix("parts/") {
            // All that have the part: what is left out of it may be missed by one of them only.
            self.workflows = all.filter { workflow in
                let text = shipped["workflows/\(workflow).yaml"] ?? ""
                guard let head = text.firstRange(of: "\nparts:\n") else { return false }
                return text[head.upperBound...].contains("  \(name):")
            }
        } else if mutant.file.hasPrefix("profiles/") {
            let file = MutatedFile(mutant.file, shipped[mutant.file] ?? "")
            let section = Neighbourhood.section(of: mutant.line - 1, in: file)
            self.workflows = all.contains(section) ? [section] : ["penalty", "proposal"]
            self.profiles = Neighbourhood.lineage(name, shipped)
        } else if mutant.file.hasPrefix("tables/") {
            self.workflows = ["penalty"]
        } else if mutant.file.hasPrefix("calendars/") {
            self.workflows = ["directive"]
        }
    }

    /// The section of a profile's settings in which a line stands.
    private static func section(of line: Int, in file: MutatedFile) -> String {
        for index in stride(from: line, through: 0, by: -1)
        where file.isLive(index) && file.indent(file.lines[index]) <= 2 {
            return String(file.lines[index].drop { $0 == " " }.prefix { $0 != ":" })
        }
        return ""
    }

    /// A profile with those it extends, the national one first.
    private static func lineage(_ name: String, _ shipped: [String: String]) -> [String] {
        if name == "cn" { return ["cn", "cn-henan"] }
        var names = [name]
        var next = 0
        while next < names.count {
            // Each version of a profile says what it extends.
            let lines = (shipped["profiles/\(names[next]).yaml"] ?? "").split(separator: "\n")
            for line in lines where line.hasPrefix("extends: ") {
                let base = String(line.dropFirst("extends: ".count))
                if !names.contains(base) { names.append(base) }
            }
            next += 1
        }
        return names.reversed()
    }
}
