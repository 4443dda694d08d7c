// SPDX-License-Identifier: Apache-2.0
import Rulebook
import WorkCalendar
import Workflow

/// The shipped rulebook, cut down to what a workflow needs.
///
/// Itself, its neighbours, two profiles without what only others use: checking everything for every
/// mutant would take an hour.
struct SmallRulebook {
    /// Its files.
    private(set) var files: [String: String]
    /// The profiles in it.
    let profiles: [String]
    /// Content of every workflow in every profile, and the calendars.
    private let meaning: [String: String]
    private let calendars: [String: CalendarBook]

    /// - Throws: ``RulebookRefused`` when it does not pass the check even undamaged.
    init(
        around workflows: Set<String>, of shipped: [String: String], profiles: [String]
    ) throws(RulebookRefused) {
        self.profiles = profiles
        self.files = shipped
        var names = workflows
        // What only the daemon may do is told by others: those who name a workflow come in with it
        // where it cannot do without them.
        for _ in 0..<10 {
            names = SmallRulebook.closure(names, shipped)
            self.files = SmallRulebook.cutDown(shipped, to: names, profiles)
            let errors = Rulebook.check(self.files).filter { $0.severity == .error }
            var lonely = Set(
                errors.filter { $0.mark.file.hasPrefix("workflows/") }
                    .map { SmallRulebook.name($0.mark.file) })
            // A part does not say which of the workflows that have it is lonely.
            if errors.contains(where: { $0.mark.file.hasPrefix("parts/") }) {
                lonely.formUnion(names)
            }
            if lonely.isEmpty { break }
            names.formUnion(SmallRulebook.naming(lonely, shipped))
        }
        let rulebook = try Rulebook.load(self.files)
        self.meaning = SmallRulebook.meaning(rulebook, profiles)
        self.calendars = rulebook.calendars
    }

    /// The files of some workflows, and the profiles without what others use.
    private static func cutDown(
        _ shipped: [String: String], to names: Set<String>, _ profiles: [String]
    ) -> [String: String] {
        var files = shipped.filter { path, _ in
            // Templates of papers are for workflows that are left out.
            if path.hasPrefix("papers/") { return false }
            if path.hasPrefix("workflows/") { return names.contains(SmallRulebook.name(path)) }
            if path.hasPrefix("profiles/") { return profiles.contains(SmallRulebook.name(path)) }
            return true
        }
        // What the workflows left out had asked the profiles for, and lists of them, are errors now: out
        // with them.
        for _ in 0..<20 {
            var doomed: [String: Set<Int>] = [:]
            for error in Rulebook.check(files)
            where error.severity == .error
                && (error.mark.file.hasPrefix("profiles/") || error.mark.file == "rulebook.yaml")
            {
                doomed[error.mark.file, default: []].insert(error.mark.line - 1)
            }
            if doomed.isEmpty { break }
            for (path, lines) in doomed {
                files[path] = SmallRulebook.without(lines, MutatedFile(path, files[path] ?? ""))
            }
        }
        return files
    }

    /// The workflows that name one of these.
    private static func naming(
        _ names: Set<String>, _ shipped: [String: String]
    ) -> Set<String> {
        let all = shipped.keys.filter { $0.hasPrefix("workflows/") }.map(SmallRulebook.name)
        return Set(
            all.filter { name in
                let text = shipped["workflows/\(name).yaml"] ?? ""
                let words = text.split { !$0.isLetter && $0 != "_" }.map(String.init)
                return !names.isDisjoint(with: words)
            })
    }

    private static func name(_ path: String) -> String {
        String(path.drop { $0 != "/" }.dropFirst().prefix { $0 != "." })
    }

    /// A rulebook's workflows as cases pin them.
    private static func meaning(_ rulebook: Rulebook, _ profiles: [String]) -> [String: String] {
        var meaning: [String: String] = [:]
        for name in rulebook.workflowNames {
            for profile in profiles {
                let parents = rulebook.workflow(name, profile: profile)?.definition.parents ?? []
                for parent in parents.isEmpty ? [nil] : parents.map(Optional.some) {
                    meaning["\(name) \(profile) \(parent ?? "")"] =
                        rulebook.workflow(name, profile: profile, parent: parent)?.hash
                }
            }
        }
        for head in rulebook.profiles {
            meaning[head.name] = "\(head.version) \(head.effective) \(head.extends ?? "")"
        }
        return meaning
    }

    /// The files with one damaged; nil when the damage is to something that was cut away.
    func files(with mutant: Mutant, _ shipped: [String: String]) -> [String: String]? {
        guard let small = self.files[mutant.file], let whole = shipped[mutant.file] else {
            return nil
        }
        var files = self.files
        files[mutant.file] = MutatedFile(mutant.file, small).damaged(
            by: mutant, whole: MutatedFile(mutant.file, whole))
        return files[mutant.file] == nil ? nil : files
    }

    /// Whether a damaged rulebook says the same as this one: not damage at all.
    func saysTheSame(_ files: [String: String]) -> Bool {
        guard let other = try? Rulebook.reload(files) else { return false }
        return SmallRulebook.meaning(other, self.profiles) == self.meaning
            && other.calendars == self.calendars
    }

    private static func without(_ lines: Set<Int>, _ file: MutatedFile) -> String {
        var doomed: Set<Int> = []
        for line in lines where file.lines.indices.contains(line) {
            doomed.formUnion(file.block(at: line))
        }
        // Empty lines keep the numbers of the others.
        return file.lines.indices.map { doomed.contains($0) ? "" : file.lines[$0] }
            .joined(separator: "\n")
    }

    /// The workflows and all they name, and so on.
    private static func closure(_ start: Set<String>, _ shipped: [String: String]) -> Set<String> {
        let all = Set(shipped.keys.filter { $0.hasPrefix("workflows/") }.map(SmallRulebook.name))
        var found = start
        var frontier = Array(start)
        while let name = frontier.popLast() {
            let file = MutatedFile("", shipped["workflows/\(name).yaml"] ?? "")
            for index in file.lines.indices where file.isLive(index) {
                let words = file.lines[index].split { !$0.isLetter && $0 != "_" }.map(String.init)
                let keys: Set = ["workflow", "children", "linked", "parents", "extends"]
                guard !keys.isDisjoint(with: words) else { continue }
                for word in words where all.contains(word) && found.insert(word).inserted {
                    frontier.append(word)
                }
            }
        }
        return found
    }
}
