// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A damage that a pattern finds within one line.
struct LineMutation {
    let kind: MutationKind
    /// Sections it is looked for in; empty for all.
    let sections: Set<String>
    let pattern: String
    let template: String

    init(
        _ name: String, in sections: Set<String> = [], isContent: Bool = false, _ pattern: String,
        _ template: String
    ) {
        self.kind = MutationKind(name: name, isContent: isContent)
        self.sections = sections
        self.pattern = pattern
        self.template = template
    }

    /// Every place in a file where it can be done.
    func mutants(of file: MutatedFile) throws -> [Mutant] {
        let expression = try NSRegularExpression(pattern: self.pattern)
        return file.lines.indices.filter(file.isLive).flatMap { index -> [Mutant] in
            let line = file.lines[index]
            let whole = NSRange(line.startIndex..., in: line)
            let matches = expression.matches(in: line, range: whole)
            guard !matches.isEmpty,
                self.sections.isEmpty || self.sections.contains(file.section(of: index))
            else { return [] }
            return matches.compactMap { match in
                let damaged = expression.stringByReplacingMatches(
                    in: line, range: match.range, withTemplate: self.template)
                return damaged == line
                    ? nil : file.replacing(index..<(index + 1), with: [damaged], kind: self.kind)
            }
        }
    }
}

extension LineMutation {
    /// The prefix of the penalty workflow, which must then be there too.
    static let takenPrefix = "take a prefix that is taken"

    /// Damages to workflows.
    static let workflow: [LineMutation] = [
        .init("rename a state in to", in: ["transitions"], #"^(    to: )(\w+)"#, "$1$2_x"),
        .init("rename a state in from", in: ["transitions"], #"^(    from: \[?)(\w+)"#, "$1$2_x"),
        .init("rename a state in a question", #"((?:all_in|any_in): \[)(\w+)"#, "$1$2_x"),
        .init("rename a state in since", #"(state\.)(\w+)"#, "$1$2_x"),
        .init("rename a state's definition", in: ["states"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init(
            "rename an event in a transition", in: ["transitions"],
            #"^(    event: )(\w+)"#, "$1$2_x"),
        .init("rename an event in recorded", #"(recorded: \[?)(\w+)"#, "$1$2_x"),
        .init("rename an event in since", #"(since: \[?)(\w+)([,}\]]|$)"#, "$1$2_x$3"),
        .init("rename an event's definition", in: ["events"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init("rename an event told", in: ["transitions"], #"(\bevent: )(\w+)(\}|$)"#, "$1$2_x$3"),
        .init("rename a field in a condition", #"(\bfield: )(\w+)"#, "$1$2_x"),
        .init(
            "rename a field an event takes", in: ["events"],
            #"(takes?: \[|may_take: \[)(\w+)"#, "$1$2_x"),
        .init("rename a field copied", #"(copy: \[)(\w+)"#, "$1$2_x"),
        .init("rename a field set", #"(\bset: \{)(\w+)"#, "$1$2_x"),
        .init("rename a field a letter goes to", #"(field\.)(\w+)"#, "$1$2_x"),
        .init("rename a field's definition", in: ["fields"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init("rename a clock in a condition", #"(\bclock: \[?)(\w+)"#, "$1$2_x"),
        .init(
            "rename a clock in an effect",
            #"(^    (?:stops|starts|restarts): \[|^      - )(\w+)(,|\]|$)"#, "$1$2_x$3"),
        .init("rename a clock's definition", in: ["clocks"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init("rename a role in by", #"(\bby: \[?)(\w+)"#, "$1$2_x"),
        .init("rename a role in whose", #"(whose: )(\w+)"#, "$1$2_x"),
        .init("rename a role in for", in: ["events"], #"(\bfor: )(\w+)"#, "$1$2_x"),
        .init("rename a role bound", #"(role\.)(\w+)"#, "$1$2_x"),
        .init("rename a role's definition", in: ["roles"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init(
            "rename a document in a condition", in: ["transitions"],
            #"(document: )(\w+)"#, "$1$2_x"),
        .init("rename a document produced", #"(produces: \[)(\w+)"#, "$1$2_x"),
        .init("rename a document's definition", in: ["documents"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init("rename a letter", #"(delivery: )(\w+)"#, "$1$2_x"),
        .init(
            "rename a workflow", in: ["transitions", "parents", "figures"],
            #"((?:workflow|children|linked): )(\w+)"#, "$1$2_x"),
        .init("rename a law", #"(basis: \[?)([a-z][a-z-]+[0-9-]*)( )"#, "$1$2x$3"),
        .init("rename a setting", #"(\$profile\.)(\w+)"#, "$1$2_x"),
        .init("rename a pause reason", #"(for: )(\w+)(\})"#, "$1$2_x$3"),
        .init("rename a table", #"(\btable: |column: )(\w+)"#, "$1$2_x"),
        .init("rename a column", #"(column: \w+\.|allows: \{|match: \{)(\w+)"#, "$1$2_x"),
        .init(
            "rename an option asked for",
            #"(equals: |in: \[|includes: |with: \{\w+: )(?!true|false)(\w+)"#, "$1$2_x"),
        .init("misspell a test of a clock", #"(\bis: )(\w+)"#, "$1$2x"),
        .init("misspell a type", in: ["fields"], #"(type: |of: )(\w+)"#, "$1$2x"),
        .init(
            "misspell a key of a transition", in: ["transitions"],
            #"^(    )(requires|when|stops|starts|basis|trigger|emits|opens):"#, "$1$2x:"),
        .init(
            "misspell a key of a field", in: ["fields"],
            #"(required|default|labels|holds|not_in|min_items|accumulates)(:)"#, "$1x$2"),
        .init("misspell a unit", #"(\b\d+ )(working day|day|month|year)"#, "$1fort$2"),
        .init("compare with a word", #"(at_least: |at_most: |more_than: )(\d+)"#, "$1many"),
        .init(
            "change a type", in: ["fields"],
            #"(type: )(date|amount|boolean|integer|decimal|office)\b"#, "$1text"),
        .init(
            "change a type to list", in: ["fields"],
            #"(type: )(date|amount|text|boolean)\b"#, "$1list"),
        .init("remove system", in: ["transitions"], #"(by: \[)system, "#, "$1"),
        .init("empty a list of roles", in: ["transitions"], #"(by: )(\w+)$"#, "$1[]"),
        .init("remove labels", #", labels: \{zh: [^}]*\}|^( +)labels: \{zh: [^}]*\}"#, ""),
        .init("remove one language", #", en: [^}]*\}"#, "}"),
        .init("remove final", in: ["states"], #"final: true, "#, ""),
        .init("make a state final", in: ["states"], #"^(  \w+: +\{)(labels)"#, "$1final: true, $2"),
        .init("break a brace", #"\}$"#, ""),
        .init("break the head", #"^(version|effective): .*$"#, "$1: soon"),
        .init(LineMutation.takenPrefix, #"^prefix: (?!CF).*$"#, "prefix: CF"),
        .init(
            "change a number", isContent: true,
            #"(\b)([1-9])( (?:working )?(?:days?|months?|years?))"#, "$1${2}1$3"),
        .init("change an article", isContent: true, #"(basis: \[?[a-z-]+) (\d+)"#, "$1 9$2"),
        .init("turn a condition round", isContent: true, #"(equals: )true"#, "$1false"),
    ]

    /// Damages to profiles.
    static let profile: [LineMutation] = [
        .init("rename a section", #"^(  )(\w+):$"#, "$1$2_x:"),
        .init("rename a setting's definition", #"^(    )(\w+):"#, "$1$2_x:"),
        .init("misspell a unit", #"(\b\d+ )(working day|day|month|year)"#, "$1fort$2"),
        .init("misspell a roll", #"(roll: )(\w+)"#, "$1$2x"),
        .init("remove a roll", #", roll: \w+"#, ""),
        .init("remove a rule's basis", #"(roll: \w+), basis: (\[[^\]]*\]|[^},]*)"#, "$1"),
        .init(
            "remove a limit's basis", isContent: true,
            #"^( +- \{.*), basis: (\[[^\]]*\]|[^},]*)"#, "$1"),
        .init("rename a law", #"(basis: \[?)([a-z][a-z-]+[0-9-]*)( )"#, "$1$2x$3"),
        .init("rename an event a limit counts from", #"(from: )(\w+)"#, "$1$2_x"),
        .init("rename a field a limit reads", #"(until: |before: )(\w+)"#, "$1$2_x"),
        .init(
            "point a limit at a field of another type",
            #"(until: |before: )(\w+)"#, "$1party_name"),
        .init("rename a field that accrues", #"(of: |less: )(\w+)"#, "$1$2_x"),
        .init(
            "point what accrues at a field of another type",
            #"(of: |less: )(fine|paid)"#, "$1party_name"),
        .init("misspell a key of a rule", #"(length|extended|accrues|until|limits)(:)"#, "$1x$2"),
        .init("rename a field in a condition", #"(\bfield: )(\w+)"#, "$1$2_x"),
        .init("rename an option asked for", #"(equals: )(?!true|false)(\w+)"#, "$1$2_x"),
        .init("rename a role", #"(role\.|by: )(\w+)"#, "$1$2_x"),
        .init("break a year's day", #"(day: )(\d\d-\d\d)"#, "${1}13-41"),
        .init(
            "break the head",
            #"^(version|effective|calendar|extends|time_zone): .*$"#, "$1: soon"),
        .init("break a brace", #"\}$"#, ""),
        .init("change a number", isContent: true, #"(length: )(\d+)"#, "$1${2}1"),
        .init("turn a roll round", isContent: true, #"roll: none"#, "roll: next_working_day"),
        .init("change a figure", isContent: true, #"^(    \w+: )(\d+)$"#, "$1${2}1"),
    ]

    /// Damages to the head file.
    static let head: [LineMutation] = [
        .init("rename a law's definition", in: ["laws"], #"^(  )([a-z0-9-]+):"#, "$1$2x:"),
        .init("rename a role's definition", in: ["roles"], #"^(  )(\w+):"#, "$1$2_x:"),
        .init("break a law's edition", in: ["laws"], #"(edition: )(\S+)"#, "$1soon"),
        .init("remove a law's name", in: ["laws"], #"^    zh: .*$"#, ""),
        .init("break the head", #"^(format): .*$"#, "$1: 2"),
        .init("misspell a key", #"^(    )(zh|en|edition|labels|earlier):"#, "$1$2x:"),
        .init(
            "change an earlier article", isContent: true,
            #"(articles: \{\d+: )(\d+)"#, "${1}9$2"),
    ]

    /// Damages to tables of facts.
    static let table: [LineMutation] = [
        .init("lose a cell", #"^[a-z_]+,"#, ""),
        .init("break a day in a table", #",(\d{4})-(\d\d)-(\d\d),"#, ",$1-13-$3,"),
        .init("rename a law in a table", #",([a-z]+-[a-z-]+)( \d+,| unread,)"#, ",$1x$2"),
        .init("rename a column in the header", #"^(org_type),(ground)"#, "$1,$2_x"),
        .init(
            "rename an organisation in a table",
            #"^(association|foundation|charity|private_unit),"#, "$1_x,"),
        .init("rename a penalty in a table", #"(warning|fine|suspend)(\||,)"#, "$1_x$2"),
        .init("rename a ground in a table", isContent: true, #"^(\w+,)(\w+),"#, "$1$2_x,"),
    ]

    /// Damages to calendars.
    static let calendar: [LineMutation] = [
        .init("break a day in a calendar", #"^(\d{4})-(\d\d)-(\d\d),"#, "$1-13-$3,"),
        .init("misspell a kind of day", #",(holiday|workday|year),"#, ",$1x,"),
        .init("lose a cell", #",[^,]*$"#, ""),
        .init("rename a column in the header", #"^date,"#, "day,"),
        .init(
            "move a day into an unknown year",
            #"^20\d\d-(\d\d-\d\d,(?:holiday|workday))"#, "2031-$1"),
        .init("announce it on no day", #",(\d{4}-\d\d-\d\d),"#, ",,"),
        .init("leave a year out", #"^(\d{4}-01-01),year,.*$"#, ""),
        .init("take a workday for a holiday", isContent: true, #",workday,"#, ",holiday,"),
    ]
}
