// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

// Completions that ask the daemon. They say nothing, rather than complain, when it is not there or
// slow: whoever presses the tab key is in the middle of a line.

extension CompletionKind {
    /// Asks the daemon about the words before, for a reader of a language.
    private typealias Question =
        @Sendable (Daemon, [String], Language) async throws -> [String]

    /// Open cases: those that wait for the user before all others.
    static var cases: CompletionKind {
        .asking { daemon, _, _ in
            var ids: [String] = []
            for mine in [true, false] {
                let request = V1.ListCasesRequest(openOnly: true, limit: 200, mine: mine)
                let found = try await daemon.cases.list(request).cases.map(\.caseId)
                ids += found.filter { !ids.contains($0) }
            }
            return ids
        }
    }

    /// States of the workflow that stands before on the line, else of all.
    static var states: CompletionKind {
        .asking { daemon, words, language in
            let list = try await daemon.rules.listWorkflows(V1.ListWorkflowsRequest()).workflows
            let named = words.firstIndex(of: "--workflow").map { words.dropFirst($0 + 1).first }
            let asked = list.map(\.workflow).filter { named == nil || named == $0 }
            var states: [String] = []
            for workflow in asked.isEmpty ? [named.flatMap { $0 } ?? ""] : asked {
                let request = V1.GetWorkflowRequest(workflow: workflow)
                states += try await daemon.rules.getWorkflow(request).states.map {
                    $0.label.typed($0.name, language)
                }
            }
            return Set(states).sorted()
        }
    }

    /// Kinds of documents that the case may hold which stands before on the line.
    static var kinds: CompletionKind {
        .asking { daemon, words, language in
            guard let id = caseID(words) else { return [] }
            let item = try await daemon.cases.get(V1.GetCaseRequest(caseId: id))
            let request = V1.GetWorkflowRequest(workflow: item.workflow, profile: item.profile)
            return try await daemon.rules.getWorkflow(request).documents.map {
                $0.label.typed($0.name, language)
            }
        }
    }

    /// Events of the case that stands before on the line, possible ones only.
    static var events: CompletionKind {
        .asking { daemon, words, language in
            guard let id = caseID(words) else { return [] }
            let why = try await daemon.cases.why(V1.WhyRequest(caseId: id))
            return why.events.filter(\.possible).map { $0.label.typed($0.event, language) }
        }
    }

    /// Kinds of documents on file in the case that stands before on the line.
    static var documents: CompletionKind {
        .asking { daemon, words, _ in
            guard let id = caseID(words) else { return [] }
            let item = try await daemon.cases.get(V1.GetCaseRequest(caseId: id))
            return Set(item.documents.filter { !$0.expected && !$0.kept }.map(\.kind)).sorted()
        }
    }

    /// Workflows in force.
    static var workflows: CompletionKind {
        .asking { daemon, _, _ in
            let list = try await daemon.rules.listWorkflows(V1.ListWorkflowsRequest())
            return list.workflows.map(\.workflow)
        }
    }

    /// Profiles in force.
    static var profiles: CompletionKind {
        .asking { daemon, _, _ in
            let list = try await daemon.rules.listWorkflows(V1.ListWorkflowsRequest())
            return list.profiles.map(\.profile)
        }
    }

    /// Offices of the directory.
    static var offices: CompletionKind {
        .asking { daemon, _, _ in
            let list = try await daemon.directory.listOffices(V1.ListOfficesRequest())
            return list.offices.map(\.code)
        }
    }

    private static func asking(
        _ question: @escaping Question
    ) -> CompletionKind {
        .custom { (words: [String], index: Int, prefix: String) async -> [String] in
            var options = GlobalOptions()
            options.socket = socket(words)
            let environment = Console.process().environment
            let before = Array(words.prefix(max(0, index)))
            let language = Language.chosen(
                option: CommandNames.language(in: before), environment: environment)
            let answers = await answers(
                to: question, about: before, in: language,
                DaemonCaller(path: options.path(environment)))
            return answers.filter { $0.hasPrefix(prefix) }.map(\.visible)
        }
    }

    private static func answers(
        to question: @escaping Question, about words: [String], in language: Language,
        _ caller: DaemonCaller
    ) async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            group.addTask {
                (try? await caller.call { try await question($0, words, language) }) ?? []
            }
            group.addTask {
                try? await Task.sleep(for: CallLimits.completion)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first
        }
    }

    /// The case that stands before on the line: by its id, or by its number behind the command.
    private static func caseID(_ words: [String]) -> String? {
        let typed = words.filter { !$0.hasPrefix("-") }
        return typed.last { $0.contains("-") }
            ?? typed.dropFirst().last { word in
                !word.isEmpty && word.allSatisfy { $0.isNumber || "第号".contains($0) }
            }
    }

    private static func socket(_ words: [String]) -> String? {
        guard let index = words.lastIndex(of: "--socket"), index + 1 < words.count else {
            return nil
        }
        return words[index + 1]
    }
}
