// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Foundation
internal import Hummingbird
internal import OfficeFiles

/// Tables as spreadsheets to be kept.
enum Workbooks {
    static func answer(_ rows: [[String]], called name: String) throws -> Response {
        let folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/\(RequestName.fresh()).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        do throws(FileFault) {
            try WorkbookWriting.write([rows], to: path)
        } catch {
            throw PageError.bad(Text(zh: error.zh, en: error.en))
        }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw PageError.failed }
        return Answers.file(
            Array(bytes),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", called: name)
    }
}
