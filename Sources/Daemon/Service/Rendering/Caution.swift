// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import Storage
internal import Workflow

/// Something that somebody should look into, and what to do about it.
struct Caution: Sendable {
    let sentence: Label
    var remedy: Remedy?

    /// For clients that read only labels.
    var label: V1.Label { Render.label(self.sentence.with(self.remedy?.sentence)) }

    var message: V1.Caution {
        V1.Caution(
            sentence: Render.label(self.sentence),
            mend: self.remedy.map { Render.label($0.sentence) },
            remedy: self.remedy.flatMap(Render.remedy))
    }

    /// What is amiss with a daemon that stands so.
    ///
    /// - Parameter holes: open cases that have nobody left.
    static func all(_ view: StatusView, holes: [Hole]) -> [Caution] {
        var all = holes.map { Caution(sentence: $0.sentence) }
        if let year = view.calendarMissing {
            all.append(
                Caution(
                    sentence: Label(
                        "\(year)年放假安排尚未录入,此后日期均为暂定",
                        "the holidays of \(year) are not known yet: later dates are provisional")))
        }
        if view.counts.quarantined > 0 {
            all.append(
                Caution(
                    sentence: Label(
                        "\(view.counts.quarantined)件已隔离",
                        "\(view.counts.quarantined) cases are quarantined")))
        }
        if view.jobs(.discarded) > 0 {
            all.append(
                Caution(
                    sentence: Label(
                        "\(view.jobs(.discarded))项任务已放弃",
                        "\(view.jobs(.discarded)) jobs were given up"),
                    remedy: .look(at: .discardedJobs)))
        }
        if view.counts.failedDeliveries > 0 {
            all.append(
                Caution(
                    sentence: Label(
                        "\(view.counts.failedDeliveries)件函件未送达",
                        "\(view.counts.failedDeliveries) deliveries failed"),
                    remedy: .look(at: .failedDeliveries)))
        }
        if !view.paused.isEmpty {
            let kinds = view.paused.map(\.rawValue).sorted()
            all.append(
                Caution(
                    sentence: Label(
                        "任务已暂停:\(kinds.joined(separator: "、"))",
                        "jobs are paused: \(kinds.joined(separator: ", "))"),
                    remedy: .resumeJobs(kinds: kinds)))
        }
        if view.isCourierSilent {
            all.append(
                Caution(
                    sentence: Label(
                        "函件无人投递:cased courier 是否在运行?",
                        "nobody takes the messages: is cased courier running?")))
        }
        return all
    }
}
