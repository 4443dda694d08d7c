// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `import`: what exists on paper becomes cases.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make cases of what exists. / 导入",
        subcommands: [Letters.self, Notices.self, Assignments.self])
}

extension ImportCommand {
    /// `import letters`: exit code 1 if any file is no letter or was refused.
    struct Letters: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "letters", abstract: "Read published letters into cases. / 导入答复函")

        @Argument(help: ArgumentHelp("Text files. / 文件", valueName: "file"), completion: .file())
        var files: [String]
        @Flag(name: .customLong("dry-run"), help: "Read only; open no case. / 只读不立件")
        var dryRun = false
        @Option(help: "The place's rules. / 地方规则", completion: .profiles)
        var profile: String?
        @Option(help: "The workflow when a letter does not say. / 流程", completion: .workflows)
        var workflow: String?
        @Flag(help: "They are other matters than those that look the same. / 确为另一件")
        var another = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var outcomes: [LetterOutcome] = []
            for file in files {
                do {
                    outcomes.append(try await outcome(file, session))
                } catch {
                    // What was imported so far must be known before the program ends.
                    if !outcomes.isEmpty { session.write { Report(outcomes, $0) } }
                    throw error
                }
            }
            session.write { Report(outcomes, $0) }
            guard outcomes.allSatisfy(\.isGood) else { throw .said }
        }

        /// What becomes of one file; throws only what would stop every other file as well.
        private func outcome(
            _ file: String, _ session: Session
        ) async throws(Failure) -> LetterOutcome {
            do {
                let request = V1.ImportLetterRequest(
                    file: file, content: try FileReading.bytes(file), dryRun: dryRun,
                    profile: profile ?? "", requestId: RequestID.fresh(), workflow: workflow ?? "",
                    another: another)
                var answer = try await session.daemon.call {
                    try await $0.cases.importLetter(request)
                }
                answer.file = file
                return .read(answer)
            } catch {
                switch error {
                case .refused(let refusal) where error.status == .failed:
                    return .refused(file: file, refusal)
                case .failed(let text): return .failed(file: file, text)
                case .refused, .unreachable, .usage, .said: throw error
                }
            }
        }
    }

    /// `import assignments`: exit code 1 if any row was refused.
    struct Assignments: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "assignments",
            abstract: "Open this year's items from a spreadsheet, clocks running from their true "
                + "dates. / 导入在办件",
            discussion:
                "The first line names the columns: fields, roles, the day of an event or of "
                + "reaching a state (assigned_on, 交办日期), and state (状态), by code or label of "
                + "either language. Lists are separated by 、 or ;. caseadm workflow show NAME lists "
                + "the names.")

        /// What the daemon takes in one plan.
        private static let mostRows = 2_000

        @Argument(help: ArgumentHelp("CSV file. / 文件", valueName: "file"), completion: .file())
        var file: String
        @Flag(
            name: .customLong("dry-run"), help: "Say what each row would become; open none. / 只预演")
        var dryRun = false
        @Option(help: "The workflow, if not the rulebook's usual. / 流程", completion: .workflows)
        var workflow: String?
        @Option(help: ArgumentHelp("A column that every row has. / 共同内容", valueName: "key=value"))
        var field: [String] = []
        @Option(help: "The place's rules. / 地方规则", completion: .profiles)
        var profile: String?
        @Flag(help: "They are other matters than those that look the same. / 确为另一件")
        var another = false
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let rows = try RecordFile.rows(of: try FileReading.text(file), file: file)
            guard rows.count <= Self.mostRows else {
                throw .failed(
                    Text(
                        zh: "\(file) 有\(rows.count)行,一次最多\(Self.mostRows)行:请分成几个文件。",
                        en:
                            "\(file) has \(rows.count) rows, at most \(Self.mostRows) at once: divide it"
                    ))
            }
            let request = V1.PlanImportRequest(
                workflow: workflow ?? "", profile: profile ?? "",
                forOffice: mutation.forOffice ?? "",
                rows: rows.map { V1.ImportRow(cells: $0) },
                common: try FieldArguments.map(field), reason: FileReading.name(file),
                requestId: mutation.requestID ?? RequestID.fresh(), another: another)
            let plan = try await session.daemon.call { try await $0.work.planImport(request) }
            guard dryRun else { return try await BulkCommand.carryOut(plan, session) }
            let shown = try await BulkCommand.show(plan.id, session)
            if plan.status == "planned" {
                let cancel = V1.CancelBulkRequest(id: plan.id, requestId: RequestID.fresh())
                _ = try await session.daemon.call { try await $0.work.cancelBulk(cancel) }
            }
            if shown.items.contains(where: \.impossible) { throw .said }
        }
    }
}
