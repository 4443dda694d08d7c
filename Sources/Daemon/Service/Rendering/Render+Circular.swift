// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import WorkCalendar

// The month's circular.
extension Render {
    static func circular(_ view: CircularView) -> V1.CircularResponse {
        V1.CircularResponse(
            from: view.from.description, to: view.to.description,
            offices: view.offices.map(self.office), total: self.office(view.total),
            late: view.late.map { late in
                V1.CircularLate(
                    caseId: late.caseID, number: late.number, title: late.title,
                    officeName: late.office, due: late.due.description, days: Int32(late.days))
            },
            unread: Int32(view.unread), text: view.text, chase: view.chase)
    }

    private static func office(_ office: CircularView.Office) -> V1.CircularOffice {
        V1.CircularOffice(
            office: office.code, name: office.name, assigned: Int32(office.assigned),
            answered: Int32(office.answered), answeredInMonth: Int32(office.answeredInMonth),
            inTime: Int32(office.inTime), judged: Int32(office.judged), green: Int32(office.green),
            yellow: Int32(office.yellow), red: Int32(office.red), lateDays: Int32(office.lateDays),
            chased: Int32(office.chased), rated: Int32(office.rated),
            satisfied: Int32(office.satisfied), rank: Int32(office.rank),
            rankBefore: Int32(office.rankBefore ?? 0))
    }
}
