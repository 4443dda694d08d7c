// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import Storage
internal import WorkCalendar

// People outside who take part in cases.
extension Render {
    static func participant(_ item: ParticipantsView.Item) -> V1.Participant {
        V1.Participant(
            userNumber: item.row.user, userName: item.userName, role: item.row.role,
            roleLabel: Render.label(item.role), name: item.row.name,
            asAgent: item.row.isRepresentative, since: item.row.since.description,
            until: item.row.until?.description ?? "",
            endedOn: item.row.endedOn?.description ?? "", holds: item.holds)
    }
}
