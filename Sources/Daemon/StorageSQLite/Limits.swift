// SPDX-License-Identifier: Apache-2.0

/// The limits of the SQLite store, each with its reason.
enum StorageLimits {
    /// Connections that read at once: more than there are cores only wait for each other.
    static let readers = 4
    /// Page cache of a connection that reads: four stay within 16 MiB.
    static let pageCacheKiB = 4_096
    /// Page cache of the connection that writes: the leaves that a working day touches.
    static let writerCacheKiB = 24_576
}
