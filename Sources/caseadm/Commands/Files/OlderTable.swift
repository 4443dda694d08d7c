// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import OfficeFiles

/// Tables of the older kinds (.xls, .et, pages saved as tables), which LibreOffice turns into .xlsx where it is
/// installed.
enum OlderTable {
    /// The file as .xlsx.
    static func converted(
        _ path: String, _ environment: [String: String]
    ) throws(Failure) -> [UInt8] {
        let folder = try Folders.temporary(environment)
        defer { Folders.remove(folder) }
        let source = path.hasPrefix("/") ? path : "./" + path
        let outcome = Converter.office(source, as: "xlsx", in: folder)
        guard let outcome else {
            throw .failed(
                Text(
                    zh: "\(path) 是旧格式的表格,本机没有 LibreOffice:请用表格软件打开,另存为 .xlsx。",
                    en:
                        "\(path) is a table of an older kind and there is no LibreOffice here: open it "
                        + "in a spreadsheet program and save it as .xlsx"))
        }
        let made = (try? FileReading.files(below: "\(folder)/out"))?.first { $0.hasSuffix(".xlsx") }
        guard outcome == .ended, let made else {
            throw .failed(
                Text(
                    zh:
                        "LibreOffice 没有读出 \(path)\(outcome == .stopped ? "(超过\(Converter.seconds)秒)" : ""):请另存为 .xlsx。",
                    en: "LibreOffice did not read \(path)"
                        + (outcome == .stopped ? " within \(Converter.seconds) seconds" : "")
                        + ": save it as .xlsx"))
        }
        return try FileReading.bytes(made, atMost: FileLimits.fileBytes)
    }
}
