// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
package import Workflow

/// Something that somebody should look into, and what to do about it.
package struct Warning: Hashable, Sendable {
    /// Its name, which stays: what it is about, and of what.
    package var name: String
    /// What is amiss.
    package var sentence: Label
    /// What would mend it.
    package var remedy: Remedy?
    /// What makes it another one when it changes; people may know of three and not of four.
    package var state: String

    /// How the names of those begin that are about an office.
    static let hole = "office-without-holder:"

    init(_ name: String, _ sentence: Label, remedy: Remedy? = nil, state: String = "") {
        self.name = name
        self.sentence = sentence
        self.remedy = remedy
        self.state = state
    }
}

extension StatusView {
    /// What is amiss with a daemon that stands so.
    ///
    /// - Parameter holes: open cases that have nobody left.
    package func warnings(holes: [Hole] = []) -> [Warning] {
        self.diskWarnings + self.backupWarnings + self.clockWarnings
            + holes.map { hole in
                Warning(
                    Warning.hole + hole.office.code + (hole.role.isEmpty ? "" : ":\(hole.role)"),
                    hole.sentence,
                    state: hole.cases.sorted().joined(separator: " "))
            }
            + self.renamedAccounts.map { uid in
                Warning(
                    "uid-of-another:\(uid)",
                    Label(
                        "系统账号 uid \(uid) 的名称与登记的不同,已拒绝其办理:请核对账号归谁使用",
                        "the account with uid \(uid) has another name than was entered, and was refused: look whose it is"
                    ), state: "\(uid)")
            } + self.workWarnings
    }

    /// The disk, the log, and what the disk refused.
    private var diskWarnings: [Warning] {
        var all: [Warning] = []
        if self.disk.lowSince != nil {
            all.append(
                Warning(
                    "disk",
                    Label(
                        "磁盘剩余空间低于预留,暂停受理,查询不受影响",
                        "the disk has less left than the reserve: commands are not taken, questions are answered"
                    ), remedy: CaseworkError.readOnly.remedy))
        }
        // Who does not look after it is told only what he meets.
        guard self.isCounted else { return all }
        if self.logBytes > CaseworkLimits.logBytes {
            let size = self.logBytes >> 20
            all.append(
                Warning(
                    "log",
                    Label(
                        "数据库日志已达\(size) MiB:有长时间的查询,或磁盘写入失败",
                        "the database's log has grown to \(size) MiB: somebody reads for long, or the disk refuses it"
                    )))
        }
        for fault in self.faults {
            let age = self.machineNow.milliseconds - fault.last.milliseconds
            guard !fault.isOver || age < CaseworkLimits.faultTold else { continue }
            let (what, last) = (fault.kind.label, self.zone.text(of: fault.last))
            all.append(
                Warning(
                    "disk-fault:\(fault.kind.rawValue)",
                    Label(
                        "启动以来\(what.zh)失败\(fault.count)次,最近一次\(last):\(fault.cause.zh)"
                            + (fault.isOver ? ";其后已恢复" : ""),
                        "\(what.en) failed \(fault.count) times since the start, last at \(last): \(fault.cause.en)"
                            + (fault.isOver ? "; it went well since" : "")),
                    state: "\(fault.last.milliseconds)"))
        }
        return all
    }

    /// Backups that are not made, too old, faulty or not to be restored.
    private var backupWarnings: [Warning] {
        // A new folder has the line of its rulebook, and nothing that could be lost.
        guard self.isCounted, let backups, self.head.sequence > 1 else { return [] }
        var all: [Warning] = []
        func add(_ name: String, _ sentence: Label, state: String) {
            all.append(
                Warning(
                    name, sentence,
                    remedy: .text(Label("立即备份", "make a backup now")), state: state))
        }
        if let failed = backups.failed {
            let (at, why) = (self.zone.text(of: failed.at), failed.failure ?? "")
            add(
                "backup",
                Label("备份失败(\(at)):\(why)", "the backup of \(at) failed: \(why)"),
                state: "\(failed.at)")
        } else if let made = backups.made {
            let days = (self.machineNow.milliseconds - made.at.milliseconds) / 86_400_000
            if days >= backups.warnDays {
                add(
                    "backup",
                    Label("最近一次备份已过\(days)天", "the last backup is \(days) days old"),
                    state: "\(made.at)")
            } else if made.faults > 0 {
                add(
                    "backup",
                    Label(
                        "最近一次备份时发现数据有\(made.faults)处异常",
                        "\(made.faults) things were wrong with the data when it was backed up"),
                    state: "\(made.at)")
            }
        } else {
            add("backup", Label("从未备份", "nothing was ever backed up"), state: "")
        }
        if let drill = backups.drill, let failure = drill.failure {
            add(
                "backup-drill",
                Label("恢复演练失败:\(failure)", "the last backup could not be restored: \(failure)"),
                state: "\(drill.at)")
        }
        return all
    }

    /// The computer's clock, and the calendar.
    private var clockWarnings: [Warning] {
        var all: [Warning] = []
        if let ahead = self.lastLineAhead {
            let (now, last) = (self.zone.text(of: self.now), self.zone.text(of: ahead))
            all.append(
                Warning(
                    "clock",
                    Label(
                        "计算机时钟(\(now))早于最新一条历史记录(\(last)):日期和时限可能有误",
                        "the computer's clock (\(now)) is behind the newest line of the history (\(last)): days and limits may be wrong"
                    ),
                    remedy: .text(Label("校准计算机时钟", "set the computer's clock right"))))
        }
        if let year = self.calendarMissing {
            all.append(
                Warning(
                    "calendar",
                    Label(
                        "\(year)年放假安排尚未录入,此后日期均为暂定",
                        "the holidays of \(year) are not known yet: later dates are provisional"),
                    state: "\(year)"))
        }
        return all
    }

    /// Cases, jobs and messages that wait for somebody.
    private var workWarnings: [Warning] {
        var all: [Warning] = []
        func add(
            _ name: String, _ count: Int64, _ zh: String, _ en: String, _ remedy: Remedy? = nil
        ) {
            guard count > 0 else { return }
            all.append(
                Warning(
                    name, Label("\(count)\(zh)", "\(count) \(en)"), remedy: remedy,
                    state: "\(count)"))
        }
        add("quarantine", self.counts.quarantined, "件已隔离", "cases are quarantined")
        add(
            "jobs-given-up", Int64(self.jobs(.discarded)), "项任务已放弃", "jobs were given up",
            .look(at: .discardedJobs))
        add(
            "deliveries-failed", self.counts.failedDeliveries, "件函件未送达", "deliveries failed",
            .look(at: .failedDeliveries))
        if !self.paused.isEmpty {
            let kinds = self.paused.map(\.rawValue).sorted()
            all.append(
                Warning(
                    "jobs-paused",
                    Label(
                        "任务已暂停:\(kinds.joined(separator: "、"))",
                        "jobs are paused: \(kinds.joined(separator: ", "))"),
                    remedy: .resumeJobs(kinds: kinds), state: kinds.joined(separator: " ")))
        }
        if self.isCourierSilent {
            all.append(
                Warning(
                    "courier",
                    Label(
                        "函件无人投递:cased courier 是否在运行?",
                        "nobody takes the messages: is cased courier running?")))
        }
        return all
    }
}

extension DiskFault.Kind {
    /// What failed.
    package var label: Label {
        switch self {
        case .commit: Label("写入", "writing")
        case .sync: Label("磁盘确认", "the disk's confirmation of what was written")
        case .checkpoint: Label("日志归位", "bringing the log to its place")
        case .file: Label("材料存档", "storing a document")
        }
    }
}
