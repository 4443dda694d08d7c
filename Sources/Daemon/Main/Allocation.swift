// SPDX-License-Identifier: Apache-2.0
internal import CMalloc

/// How this program gets memory from the system and gives it back.
enum Allocation {
    /// Blocks of this size and more get pages of their own, which go back to the system when they are freed.
    ///
    /// Half a piece of a document (`FolderSource`): what HTTP/2 makes of one is not smaller. In
    /// the common heap such blocks lie between small ones that stay; the heap then stays as
    /// large as it once was. Sixteen who asked for 40 MB and did not read left 50 to 130 MiB
    /// behind; with pages of their own it is 10 (Tests/Python/slow_readers.py).
    private static let ownPages: Int32 = 32 << 10

    /// Sets it, before the program's first thread starts.
    ///
    /// Said once, it holds: glibc raises its own threshold with every large block that is freed.
    static func arrange() {
        // A refusal leaves the default: more memory, nothing wrong.
        _ = mallopt(M_MMAP_THRESHOLD, Self.ownPages)
    }
}
