// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `wait`: until a case stands in a state, or the daemon serves; for scripts.
struct WaitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a case reaches a state, or the daemon serves. / 等待案件到某状态,或服务就绪")

    /// Between two looks.
    private static let pause = Duration.milliseconds(300)

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String?
    @Argument(help: "The state. / 状态", completion: .states)
    var state: String?
    @Option(help: "Seconds at most. / 最多秒数")
    var timeout = 60
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        guard (caseID == nil) == (state == nil) else {
            throw .usage(
                Text(
                    zh: "等待案件须同时给出件号和状态:caseadm wait 件号 状态",
                    en: "to wait for a case give it and a state: caseadm wait CASE STATE"))
        }
        let deadline = ContinuousClock.now + .seconds(max(0, timeout))
        var seen = ""
        while true {
            if let caseID, let state {
                let item = try await session.daemon.call {
                    try await $0.cases.get(V1.GetCaseRequest(caseId: caseID))
                }
                let names = [item.state, item.stateLabel?.zh ?? "", item.stateLabel?.en ?? ""]
                guard !names.contains(state) else {
                    session.write { Report(item, all: false, $0) }
                    return
                }
                if seen.isEmpty { try await checkState(state, of: item, session) }
                seen = item.stateLabel.named(item.state, session.language)
            } else if await isServing(session) {
                return
            }
            guard ContinuousClock.now < deadline else { break }
            try? await Task.sleep(for: WaitCommand.pause)
        }
        if let caseID, let state {
            throw .failed(
                Text(
                    zh: "\(caseID)在\(timeout)秒内未到\(state),现为\(seen)",
                    en: "\(caseID) did not reach \(state) within \(timeout) s; it stands in \(seen)"
                ))
        }
        throw .failed(
            Text(zh: "服务在\(timeout)秒内未就绪", en: "the daemon did not serve within \(timeout) s"))
    }

    /// A state that the workflow does not have is never reached.
    private func checkState(
        _ state: String, of item: V1.Case, _ session: Session
    ) async throws(Failure) {
        let request = V1.GetWorkflowRequest(workflow: item.workflow, profile: item.profile)
        let known = try await session.daemon.call { try await $0.rules.getWorkflow(request) }.states
        let isKnown = known.contains {
            [$0.name, $0.label?.zh ?? "", $0.label?.en ?? ""].contains(state)
        }
        guard !isKnown else { return }
        let labels = known.map { $0.label.named($0.name, .zh) }.joined(separator: "、")
        let names = known.map(\.name).joined(separator: ", ")
        throw .usage(
            Text(
                zh: "没有状态“\(state)”;状态有:\(labels)",
                en: "there is no state '\(state)'; there are: \(names)"))
    }

    /// Whether the daemon says that it serves; one that is not there does not.
    private func isServing(_ session: Session) async -> Bool {
        let request = HealthV1.HealthCheckRequest()
        let answer = try? await session.daemon.attempt(wasThere: { false }) {
            try await $0.health.check(request)
        }
        return answer?.status == .serving
    }
}
