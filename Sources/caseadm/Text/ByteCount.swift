// SPDX-License-Identifier: Apache-2.0

/// How much, for people: `512 MiB`, `78.3 GiB`.
enum ByteCount {
    /// In the unit that leaves a number below 1024, with one decimal from GiB on.
    static func text(_ bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var (unit, size) = (0, Int64(1))
        while unit < units.count - 1, bytes / size >= 1_024 {
            unit += 1
            size *= 1_024
        }
        guard unit >= 3 else { return "\(bytes / size) \(units[unit])" }
        let tenths = bytes / (size / 10)
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
