// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `doctor`: everything is gone through, and what takes nobody's decision is mended when asked to.
///
/// Exit code 1 when anything is amiss that was not mended.
struct DoctorCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Go through everything: database, history, documents, jobs. / 全面体检")

    @Flag(help: "Mend what takes nobody's decision, and say what was done. / 修复可自动修复的问题")
    var repair = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.ExamineRequest(mend: repair)
        let answer = try await session.daemon.call { try await $0.admin.examine(request) }
        session.write { Report(answer, $0) }
        guard answer.faults.allSatisfy(\.mended) else { throw .said }
    }
}
