// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import Foundation
internal import Service

/// Figures of this process.
enum ProcessMetrics {
    /// Memory, descriptors, connections.
    static func all(_ admission: Admission) -> [Metric] {
        var all = [Metric("cased_connections", "Connections of clients", admission.count)]
        // The second figure of /proc/self/statm (proc_pid_statm(5)): pages in memory.
        if let text = FileManager.default.contents(atPath: "/proc/self/statm"),
            let pages = String(decoding: text, as: UTF8.self).split(separator: " ").dropFirst()
                .first
                .flatMap({ Int($0) })
        {
            let page = sysconf(Int32(_SC_PAGESIZE))
            all.append(Metric("process_resident_memory_bytes", "Memory in use", pages * page))
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            all.append(Metric("process_open_fds", "Files and connections open", open.count))
        }
        return all
    }
}
