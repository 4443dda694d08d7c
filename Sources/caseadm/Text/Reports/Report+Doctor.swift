// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum DoctorWords {
    static let areas: [String: Text] = [
        "pages": Text(zh: "数据库文件", en: "Database file"),
        "history": Text(zh: "历史链与各表", en: "History and tables"),
        "documents": Text(zh: "归档文书", en: "Documents on file"),
        "strays": Text(zh: "无主文件", en: "Files of no case"),
        "jobs": Text(zh: "任务", en: "Jobs"),
    ]
    /// In the order in which they are gone through.
    static let order = ["pages", "history", "documents", "strays", "jobs"]
    static let sound = Text(zh: "正常", en: "ok")
    static let lines = Text(zh: "正常,%行", en: "ok, % lines")
    static let read = Text(zh: "正常,%份", en: "ok, % read")
    static let mended = Text(zh: "已修复", en: "mended")
    static let amiss = Text(zh: "有问题", en: "amiss")
    static let repair = Text(
        zh: "可自动修复的问题:caseadm doctor --repair。",
        en: "What takes nobody's decision is mended by: caseadm doctor --repair")
    static let keep = Text(
        zh: "请保存现场,并从备份恢复:cased restore(演练:cased drill)。",
        en:
            "Keep everything as it is, and restore a backup: cased restore (to try one: cased drill)"
    )
}

extension Report {
    /// What was found when everything was gone through.
    package init(_ answer: V1.ExamineResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(
                ["area", "sentence", "mended", "mendable"], objects: answer.faults.map(\.json),
                language))
        pairs(
            DoctorWords.order.map { area in
                let faults = answer.faults.filter { $0.area == area }
                let name = DoctorWords.areas[area].map { $0(language) } ?? area
                return (name, Cell(Report.state(of: area, faults, answer, language)))
            })
        for area in DoctorWords.order {
            for fault in answer.faults where fault.area == area {
                line("  ! " + (fault.sentence?.text(language) ?? ""))
            }
        }
        let open = answer.faults.filter { !$0.mended }
        if open.contains(where: \.mendable) { line(DoctorWords.repair(language)) }
        if open.contains(where: { !$0.mendable && $0.area != "strays" }) {
            line(DoctorWords.keep(language))
        }
    }

    private static func state(
        of area: String, _ faults: [V1.Fault], _ answer: V1.ExamineResponse, _ language: Language
    ) -> String {
        if !faults.isEmpty {
            let isMended = faults.allSatisfy(\.mended)
            return (isMended ? DoctorWords.mended : DoctorWords.amiss)(language)
        }
        switch area {
        case "history": return DoctorWords.lines.filled(String(answer.lines), language)
        case "documents": return DoctorWords.read.filled(String(answer.documents), language)
        default: return DoctorWords.sound(language)
        }
    }
}
