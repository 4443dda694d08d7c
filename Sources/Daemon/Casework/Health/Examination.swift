// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Jobs
internal import Logging
package import Storage
internal import WorkCalendar
package import Workflow

/// What was found when everything was gone through: files, history, tables, documents, jobs.
package struct Examination: Sendable {
    /// Where something is amiss.
    package enum Area: String, CaseIterable, Sendable {
        /// Pages of the database, as SQLite checks them.
        case pages
        /// The chain, and tables against it.
        case history
        /// Contents of documents on file.
        case documents
        /// Files that nothing names.
        case strays
        /// Jobs that are missing or that nothing needs any more.
        case jobs
    }

    /// One thing that is amiss.
    package struct Fault: Sendable {
        /// Where.
        package var area: Area
        /// What, in a sentence for administrators.
        package var sentence: Label
        /// It was mended.
        package var isMended = false
        /// It is mended without anybody's decision when that is asked for.
        package var canBeMended = false
    }

    /// What is amiss.
    package var faults: [Fault] = []
    /// What the chain and the tables told.
    package var check = ChainCheck()
    /// Documents on file whose content was read and compared.
    package var documents = 0
}

// Everything is gone through.
extension Health {
    /// Goes through everything there is, and mends what takes nobody's decision when asked to.
    ///
    /// Jobs follow from states and clocks, and files that nothing names are nobody's.
    ///
    /// - Throws: ``CaseworkError`` for whoever is no administrator.
    package func examine(mending: Bool) async throws(CaseworkError) -> Examination {
        if case .person(let person, _) = self.viewer, !person.isAdmin {
            throw CaseworkError(
                .permission,
                Label("只有系统管理员可以体检", "only administrators may have everything examined"))
        }
        var result = Examination()
        result.check = try await self.verify()
        result.faults = result.check.problems.map { Examination.told(.history, $0) }
        let (store, contents, desk) = (self.store, self.engine.contents, self.desk)
        do {
            result.faults =
                try await store.faults().map { Examination.told(.pages, $0) }
                + result.faults
            let filed = try await store.read { try $0.filedContents() }
            result.documents = filed.count
            result.faults += try await Blocking.run {
                try filed.sorted { $0.value < $1.value }.compactMap { sha256, whose in
                    try contents.fault(sha256).map {
                        Examination.told(.documents, "\(whose): \($0)")
                    }
                }
            }
            result.faults += Examination.faults(
                try await Strays(store: store, documents: contents).look(removing: mending),
                isMended: mending)
            let jobs =
                mending
                ? try await DailyWork(desk: desk).mend() : try await store.read { try $0.amiss() }
            if jobs > 0 { result.faults.append(Examination.jobs(jobs, isMended: mending)) }
        } catch {
            throw self.engine.unread(error)
        }
        return result
    }
}

extension Examination {
    fileprivate static func told(_ area: Area, _ sentence: String) -> Fault {
        Fault(area: area, sentence: Label(sentence, sentence))
    }

    fileprivate static func faults(_ found: Strays.Found, isMended: Bool) -> [Fault] {
        var faults = found.strangers.map { name in
            Fault(
                area: .strays,
                sentence: Label(
                    "文书目录中的“\(name)”不是本系统存入的文件,请核查后移走",
                    "“\(name)” in the folder of documents is no file of ours: find out whose it is, and move it away"
                ))
        }
        if found.count > 0 {
            let (zh, en) =
                isMended
                ? ("已清除", "removed: ") : ("可清除", "to be removed: ")
            faults.append(
                Fault(
                    area: .strays,
                    sentence: Label(
                        "\(zh)无任何案件引用的文件\(found.count)个,共\(found.bytes)字节",
                        "\(en)\(found.count) files that no case names, \(found.bytes) bytes"),
                    isMended: isMended, canBeMended: true))
        }
        return faults
    }

    fileprivate static func jobs(_ count: Int, isMended: Bool) -> Fault {
        let (zh, en) = isMended ? ("已修复", "mended: ") : ("可修复", "to be mended: ")
        return Fault(
            area: .jobs,
            sentence: Label(
                "\(zh)缺失或多余的任务\(count)项", "\(en)\(count) jobs that are missing or not needed"),
            isMended: isMended, canBeMended: true)
    }
}

extension StoreReader {
    /// The documents on file in all cases, by their SHA-256: whose they are.
    package func filedContents() throws -> [String: String] {
        var named: [String: String] = [:]
        var query = CaseQuery(limit: CaseworkLimits.listed)
        while true {
            let cases = try self.cases(query)
            for row in cases {
                for document in try self.documents(of: row.id) {
                    guard document.hasContent, let sha256 = document.sha256 else { continue }
                    named[sha256] = "\(row.id) \(document.kind)"
                }
            }
            guard let last = cases.last, cases.count == CaseworkLimits.listed else { return named }
            query.after = last.id
        }
    }
}
