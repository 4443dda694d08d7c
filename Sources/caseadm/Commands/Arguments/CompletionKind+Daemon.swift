// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

// Completions that ask the daemon. They say nothing, rather than complain, when it is not there or
// slow: whoever presses the tab key is in the middle of a line.

extension CompletionKind {
    /// Open cases.
    static var cases: CompletionKind {
        .asking { daemon, _ in
            let request = V1.ListCasesRequest(openOnly: true, limit: 200)
            return try await daemon.cases.list(request).cases.map(\.caseId)
        }
    }

    /// Events of the case that stands before on the line, possible ones only.
    static var events: CompletionKind {
        .asking { daemon, words in
            guard let id = words.last(where: { $0.contains("-") && !$0.hasPrefix("-") }) else {
                return []
            }
            let why = try await daemon.cases.why(V1.WhyRequest(caseId: id))
            return why.events.filter(\.possible).map(\.event)
        }
    }

    /// Kinds of documents on file in the case that stands before on the line.
    static var documents: CompletionKind {
        .asking { daemon, words in
            guard let id = words.last(where: { $0.contains("-") && !$0.hasPrefix("-") }) else {
                return []
            }
            let item = try await daemon.cases.get(V1.GetCaseRequest(caseId: id))
            return Set(item.documents.filter { !$0.expected && !$0.kept }.map(\.kind)).sorted()
        }
    }

    /// Workflows in force.
    static var workflows: CompletionKind {
        .asking { daemon, _ in
            let list = try await daemon.rules.listWorkflows(V1.ListWorkflowsRequest())
            return list.workflows.map(\.workflow)
        }
    }

    /// Profiles in force.
    static var profiles: CompletionKind {
        .asking { daemon, _ in
            let list = try await daemon.rules.listWorkflows(V1.ListWorkflowsRequest())
            return list.profiles.map(\.profile)
        }
    }

    /// Offices of the directory.
    static var offices: CompletionKind {
        .asking { daemon, _ in
            let list = try await daemon.directory.listOffices(V1.ListOfficesRequest())
            return list.offices.map(\.code)
        }
    }

    private static func asking(
        _ question: @escaping @Sendable (Daemon, [String]) async throws -> [String]
    ) -> CompletionKind {
        .custom { (words: [String], index: Int, prefix: String) async -> [String] in
            var options = GlobalOptions()
            options.socket = socket(words)
            let path = options.path(Console.process().environment)
            let before = Array(words.prefix(max(0, index)))
            let answers = await answers(to: question, about: before, DaemonCaller(path: path))
            return answers.filter { $0.hasPrefix(prefix) }.map(\.visible)
        }
    }

    private static func answers(
        to question: @escaping @Sendable (Daemon, [String]) async throws -> [String],
        about words: [String], _ caller: DaemonCaller
    ) async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            group.addTask { (try? await caller.call { try await question($0, words) }) ?? [] }
            group.addTask {
                try? await Task.sleep(for: CallLimits.completion)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first
        }
    }

    private static func socket(_ words: [String]) -> String? {
        guard let index = words.lastIndex(of: "--socket"), index + 1 < words.count else {
            return nil
        }
        return words[index + 1]
    }
}
