// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import Workflow

/// What somebody asks lists for again and again.
@Suite struct SavedViewTests {
    private func cases(_ who: Who, _ town: TownHall) -> Cases {
        Doors(town.engine, for: .person(town.principal(who))).cases
    }

    private func request(_ who: Who, _ town: TownHall) -> Engine.Request {
        Engine.Request(principal: town.principal(who), id: "", payload: [])
    }

    private func names(_ who: Who, _ town: TownHall) async throws -> [String] {
        try await self.cases(who, town).views().map { "\($0.row.name) \($0.isOwn)" }
    }

    @Test(.timeLimit(.minutes(60)))
    func viewIsOnesOwnUntilItIsShared() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let lead = self.cases(.lead, town)
        try await lead.save(
            view: " 红灯 ", sharedWith: nil, ["light": "red"], self.request(.lead, town))
        #expect(try await self.names(.lead, town) == ["红灯 true"])
        #expect(try await self.names(.clerk, town).isEmpty)
        // Of the same name it is replaced; by the office's name it is shared with its people.
        try await lead.save(
            view: "红灯", sharedWith: "市民政局", ["light": "red", "open": "yes"],
            self.request(.lead, town))
        let shared = try await self.cases(.clerk, town).views()
        #expect(shared.map(\.row.name) == ["红灯"] && shared.map(\.isOwn) == [false])
        #expect(shared.first?.row.words == ["light": "red", "open": "yes"])
        #expect(shared.first?.officeName == "市民政局")
        #expect(try await self.names(.supervisor, town).isEmpty)
        // Only he himself removes it.
        await #expect(throws: CaseworkError.self) {
            try await self.cases(.clerk, town).remove(view: "红灯", self.request(.clerk, town))
        }
        try await lead.remove(view: "红灯", self.request(.lead, town))
        #expect(try await self.names(.clerk, town).isEmpty)
    }

    /// Whom a condition names that is secret, nobody reads in a view that is shared.
    @Test(.timeLimit(.minutes(60)), arguments: ["fields.informant", "fields.举报人"])
    func aConditionOnWhatIsSecretIsNotShared(_ condition: String) async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let lead = self.cases(.lead, town)
        let words = ["workflow": "tip", condition: "密告者甲"]
        await #expect(throws: CaseworkError.self) {
            try await lead.save(
                view: "线索", sharedWith: "市民政局", words, self.request(.lead, town))
        }
        try await lead.save(view: "线索", sharedWith: nil, words, self.request(.lead, town))
        #expect(try await self.names(.lead, town) == ["线索 true"])
        #expect(try await self.names(.clerk, town).isEmpty)
    }

    /// Whoever has left shares nothing any more; what he saved is there when he comes back.
    @Test(.timeLimit(.minutes(60)))
    func whoIsDisabledSharesNothing() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        try await self.cases(.lead, town).save(
            view: "红灯", sharedWith: "市民政局", ["light": "red"], self.request(.lead, town))
        #expect(try await self.names(.clerk, town) == ["红灯 false"])
        for (status, expected) in [(UserRow.Status.disabled, []), (.active, ["红灯 false"])] {
            var details = UserDetails()
            details.status = status
            _ = try await town.engine.directory.change(
                Who.lead.rawValue, details, evenSo: true, town.adminRequest)
            #expect(try await self.names(.clerk, town) == expected)
        }
    }

    /// A name, something asked, an office of one's own; and not without end.
    @Test(.timeLimit(.minutes(60)))
    func whatIsNoViewIsRefused() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let lead = self.cases(.lead, town)
        func refused(
            _ name: String, _ office: String?, _ words: [String: String]
        ) async -> CaseworkError.Code? {
            do throws(CaseworkError) {
                try await lead.save(
                    view: name, sharedWith: office, words, self.request(.lead, town))
                return nil
            } catch {
                return error.code
            }
        }
        #expect(await refused(" ", nil, ["open": "yes"]) == .invalid)
        #expect(await refused(String(repeating: "长", count: 41), nil, ["open": "yes"]) == .invalid)
        #expect(await refused("空", nil, [:]) == .invalid)
        #expect(
            await refused("大", nil, ["query": String(repeating: "字", count: 3_000)]) == .invalid)
        #expect(await refused("别人的", "市政府督查室", ["open": "yes"]) == .permission)
        for number in 1...CaseworkLimits.savedViews {
            #expect(await refused("第\(number)个", nil, ["open": "yes"]) == nil)
        }
        #expect(await refused("再一个", nil, ["open": "yes"]) == .refused)
        #expect(await refused("第1个", nil, ["open": "yes"]) == nil)
    }
}
