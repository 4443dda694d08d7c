// SPDX-License-Identifier: Apache-2.0
internal import CaseadmCommands
internal import Glibc
internal import NIOCore

// One connection needs one thread, on machines with many cores too. May be set only once.
NIOSingletons.groupLoopCountSuggestion = 1

let status = await Program.run(
    { () throws(RawArguments.Damaged) in
        try RawArguments.read(CommandLine.argc, CommandLine.unsafeArgv)
    },
    .process())
exit(status.rawValue)
