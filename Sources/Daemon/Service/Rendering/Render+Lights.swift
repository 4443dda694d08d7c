// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import WorkCalendar

// How many show which light.
extension Render {
    static func lights(_ counts: LightCounts) -> V1.LightsResponse {
        V1.LightsResponse(
            today: counts.today.description, all: self.count(counts.all),
            offices: counts.offices.sorted { $0.key < $1.key }.map { code, lights in
                V1.OfficeLights(
                    office: code, officeName: counts.names[code] ?? "", lights: self.count(lights))
            },
            days: counts.days.sorted { $0.key < $1.key }.map { day, lights in
                V1.DayLights(due: day.description, lights: self.count(lights))
            })
    }

    private static func count(_ lights: LightCounts.Lights) -> V1.LightCount {
        func number(_ light: Light) -> Int32 { Int32(clamping: lights[light] ?? 0) }
        return V1.LightCount(
            red: number(.red), yellow: number(.yellow), green: number(.green),
            paused: number(.paused))
    }
}
