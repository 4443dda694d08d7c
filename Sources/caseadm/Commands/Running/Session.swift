// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import CaseadmText
internal import OfficeFiles
internal import Synchronization

/// What a command works with: the daemon, the language, the output.
package struct Session: Sendable {
    /// The daemon.
    package let daemon: DaemonCaller
    /// The language to speak.
    package let language: Language
    private let format: OutputFormat
    private let console: Console
    private let sheets = Sheets()

    /// What a run says, each report a sheet: a workbook is whole or none.
    private final class Sheets: Sendable {
        let rows = Mutex<[[[String]]]>([])
    }

    /// The session of one command.
    package init(_ options: GlobalOptions, _ console: Console) {
        daemon = DaemonCaller(path: options.path(console.environment))
        language = Language.chosen(option: options.lang, environment: console.environment)
        format = options.output
        self.console = console
    }

    /// How far long work is, on a terminal only.
    package func progress(done: Int, of total: Int) {
        guard let width = console.progressWidth, total > 0 else { return }
        console.err("\r" + ProgressBar(done: done, total: total, width: width).text)
    }

    /// Wipes the bar.
    package func endProgress() {
        guard let width = console.progressWidth else { return }
        console.err("\r" + String(repeating: " ", count: width) + "\r")
    }

    /// The environment variables.
    package var environment: [String: String] { console.environment }

    /// Whether somebody looks at standard output.
    package var hasTerminal: Bool { console.screen.width != nil }

    /// Writes a content as it is: never to a terminal, which would obey what it says.
    package func write(bytes: [UInt8]) { console.bytes(bytes) }

    /// Writes what `report` makes in the session's language.
    package func write(_ report: (Language) -> Report) {
        if format == .workbook {
            let sheet = report(language).sheet
            return sheets.rows.withLock { $0.append(sheet) }
        }
        let text = report(language).text(as: format, on: console.screen)
        let isLong = console.screen.height > 0 && text.count { $0 == "\n" } >= console.screen.height
        if isLong, format == .table, console.pages(text) { return }
        console.out(text)
    }

    /// Says at once where a workbook cannot go.
    package func begin(isEndless: Bool) throws(Failure) {
        guard format == .workbook else { return }
        guard !isEndless else {
            throw .usage(
                Text(
                    zh: "xlsx 不能逐行输出:请用 --output csv 或 json。",
                    en: "a workbook cannot be written line by line: use --output csv or json"))
        }
        guard !hasTerminal else {
            throw .usage(
                Text(
                    zh: "xlsx 是文件:请写入文件,如 caseadm --output xlsx list > 清单.xlsx",
                    en:
                        "xlsx is a file: write it into one, as in caseadm --output xlsx list > list.xlsx"
                ))
        }
    }

    /// Writes the workbook, if the run made one.
    package func end() throws(Failure) {
        let sheets = sheets.rows.withLock { $0 }
        guard format == .workbook, !sheets.isEmpty else { return }
        let folder = try Folders.temporary(environment)
        defer { Folders.remove(folder) }
        let path = folder + "/table.xlsx"
        do throws(FileFault) {
            try WorkbookWriting.write(sheets, to: path)
        } catch {
            throw .failed(Text(zh: error.zh, en: error.en))
        }
        write(bytes: try FileReading.bytes(path, atMost: FileLimits.fileBytes))
    }

    /// Writes what `report` makes at once, as one of an endless row of its kind.
    package func append(isFirst: Bool, _ report: (Language) -> Report) {
        console.out(report(language).text(as: format, on: console.screen, isFirst: isFirst))
    }

    /// Says something on standard error beside the output.
    package func say(_ text: Text) {
        console.err("caseadm: " + text(language).visible + "\n")
    }

    /// Waits until an endless output is to end, or the task is cancelled.
    package func interruption() async {
        for await _ in console.interruption() {}
    }

    /// Says on standard error why the command ends, and on standard output too for programs.
    package func write(_ failure: Failure) {
        console.err(failure.message(language))
        if case .refused(let refusal) = failure, format == .json {
            write { Report(refusal, $0) }
        }
    }

    /// Writes an outcome; an inline refusal is thrown like one that came as a status.
    package func write(_ outcome: V1.Outcome, opening: Bool) throws(Failure) {
        switch outcome.kind {
        case .done(let done)?: write { Report(done, opening: opening, $0) }
        case .refusal(let refusal)?: throw .refused(refusal)
        case nil:
            throw .failed(
                Text(
                    zh: "服务的应答是空的:caseadm 与 cased 版本不一致吗?",
                    en: "the daemon's answer is empty: are caseadm and cased of different versions?"
                ))
        }
    }
}
