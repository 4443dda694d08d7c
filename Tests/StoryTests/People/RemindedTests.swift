// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar

/// Reminders reach those of an office who hold the role, the morning's list whoever works in it.
@Suite struct RemindedTests {
    /// The people that each kind of message to 市民政局 names, by mail or telephone.
    private func told(_ town: TownHall) async throws -> [String: Set<String>] {
        var told: [String: Set<String>] = [:]
        while true {
            let leased = try await town.engine.deliveries.lease([.sendmail], limit: 16)
            guard !leased.isEmpty else { return told }
            for message in leased.map(\.message) where message.office == "mzj" {
                told[message.kind, default: []].formUnion(
                    message.people.map { "\($0.name) \($0.mail)\($0.telephone)" })
            }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func reminderReachesWhoHoldsTheRole() async throws {
        let item = try await Suggestion.received()
        let (town, office) = (item.town, DirectoryOffice(town: item.town))
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "mzj", name: "市民政局", aliases: [], place: "某市", profile: "cn",
                duties: [], numberCode: "", channel: .sendmail, address: "mzj@example.org"),
            town.adminRequest)
        func reached(_ who: Who, mail: String = "", telephone: String = "") async throws {
            var details = UserDetails()
            (details.mail, details.telephone) = (mail, telephone)
            _ = try await town.engine.directory.change(
                who.rawValue, details, evenSo: false, town.adminRequest)
        }
        try await reached(.lead, mail: "lead@example.org")
        try await reached(.clerk, telephone: "0000")
        // Of another office; one who has gone; one whom the office only knows.
        try await reached(.assigner, mail: "assigner@example.org")
        var gone = UserDetails(name: "已离任", uid: 3_001)
        (gone.mail, gone.validUntil) = ("gone@example.org", "2025-03-04")
        try await office.add(gone, [.member("mzj", "lead")])
        var outside = UserDetails(name: "代表", uid: 3_002)
        outside.mail = "deputy@example.org"
        try await office.add(outside, [.member("mzj", "proposer")])
        // Somebody acts for the lead, but not for the whole time.
        var deputy = UserDetails(name: "代行人", uid: 3_003)
        deputy.mail = "for@example.org"
        try await office.add(deputy)
        _ = try await office.delegate(.lead, to: 3_003, "2025-03-03", "2025-06-10")
        _ = try await self.told(town)

        // Five working days before the reply is due on 2025-06-03 (three months from 3 March).
        _ = try await town.wait(until: "2025-05-28")
        let early = try await self.told(town)
        #expect(early["warning"] == ["lead lead@example.org", "代行人 for@example.org"])
        #expect(
            early["digest"] == ["lead lead@example.org", "clerk 0000", "代行人 for@example.org"])
        // Later nobody acts for him any more.
        _ = try await town.wait(until: "2025-06-12")
        let late = try await self.told(town)
        #expect(late["digest"] == ["lead lead@example.org", "clerk 0000"])
    }
}
