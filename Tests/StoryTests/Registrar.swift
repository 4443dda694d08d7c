// SPDX-License-Identifier: Apache-2.0
import TownHall
import Workflow

/// The registration authority of an invented district, where the stories of enforcement take place.
enum Registrar {
    static let town = TownHall.Plan(
        place: "某区", profile: "cn",
        offices: [
            .lead: .init("区民政局", "qmzj"),
            .supervisor: .init("区政府督查室", "qdcs", duties: ["supervisor"]),
        ])
    /// Whose case it is.
    static let role = ["registrar": "区民政局"]
    /// Why papers that the procedure called for are not on file.
    static let onPaper: [String: Value] = ["missing_papers": "文书仍在纸上"]
    /// Two with their certificates.
    static let officers = Value.list([
        .text(TownHall.id(of: .officer)), .text(TownHall.id(of: .secondOfficer)),
    ])
    static let chair = Value.text(TownHall.id(of: .hearingChair))
}
