// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import GRPCInProcessTransport
import Testing

@testable import Service

/// What each call tells each caller of an ordinary case, of a restricted one, of its secret field and
/// of its secret document.
///
/// A method without a row fails.
@Suite(.timeLimit(.minutes(60))) struct SeeingTests {
    /// Columns: own office, another, one elsewhere, supervisor, auditor, administrator without a role,
    /// nobody's role, who proposed the suggestion and takes part in it, another whom its office knows so, unknown.
    ///
    /// In each: the suggestion, the tip, its informant, its record; of lists the heads, then the whole cases.
    ///
    /// `s` it is told; `i` the case's number is; else how the call ended, telling nothing of it: `.`
    /// answered, `0` as for a case that is not there, `!` not allowed, `x` refused otherwise.
    private static let table = """
        Cases/Open            ixxx xxxx xxxx !!!! !!!! !!!! !!!! xxxx xxxx !!!!
        Cases/Act             ..s. 0000 0000 !!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/Submit          ..s. 0000 0000 !!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/Get             ssss 0000 0000 ss.. ss.. !!!! !!!! s000 0000 !!!!
        Cases/List            ss..sss. ........ ........ ss..ss.. ss..ss.. !!!!!!!! !!!!!!!! s...s... ........ !!!!!!!!
        Cases/Why             .... 0000 0000 .... .... !!!! !!!! .000 0000 !!!!
        Cases/History         ssss 0000 0000 ss.. ss.. !!!! !!!! s000 0000 !!!!
        Cases/ActsBy          ssss .... .... ss.. ss.. !!!! !!!! !!!! !!!! !!!!
        Cases/Watch           ssss .... .... ss.. ss.. .... !!!! !!!! !!!! !!!!
        Cases/AttachDocument  .... 0000 0000 .!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/GetDocument     ...s 0000 0000 .000 .000 !!!! !!!! 0000 0000 !!!!
        Cases/MakePaper       sss. 0000 0000 ss.. ss.. !!!! !!!! !!!! !!!! !!!!
        Cases/Chain           ss.s 0000 0000 ss.. ss.. !!!! !!!! .000 0000 !!!!
        Cases/ReadNotice      .... .... .... .... .... .... .... .... .... !!!!
        Cases/ImportLetter    .... .... .... .... .... .... .... .... .... !!!!
        Cases/Annul           !!!! 0000 0000 !!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/Correct         !!!! 0000 0000 !!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/AddParticipant   xxxx 0000 0000 x!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/EndParticipant   0000 0000 0000 0!!! !!!! !!!! 0000 !000 0000 !!!!
        Cases/ListParticipants .... 0000 0000 .... .... !!!! !!!! .000 0000 !!!!
        Cases/SaveView        .... .... .... .... .... !!!! .... .... .... !!!!
        Cases/RemoveView      0000 0000 0000 0000 0000 !!!! 0000 0000 0000 !!!!
        Cases/ListViews       .... .... .... .... .... .... .... .... .... !!!!
        Deadlines/Due         ss.. .... .... ss.. ss.. !!!! !!!! s... .... !!!!
        Deadlines/Lights      .... .... .... .... .... !!!! !!!! .... .... !!!!
        Deadlines/Explain     .... 0000 0000 .... .... !!!! !!!! .000 0000 !!!!
        Deadlines/Calculate   .... .... .... .... .... .... .... .... .... !!!!
        Reports/Figures       .... .... .... .... .... !!!! !!!! !!!! !!!! !!!!
        Reports/Circular      .... .... .... .... .... !!!! !!!! !!!! !!!! !!!!
        Reports/PublicFile    .... .... .... .... .... !!!! !!!! !!!! !!!! !!!!
        Directory/AddOffice   !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/ListOffices .... .... .... .... .... .... .... .... .... !!!!
        Directory/AddUser     !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/ListUsers   .... .... .... .... .... .... .... .... .... !!!!
        Directory/GrantRole   !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/RevokeRole  !!!! !!!! !!!! !!!! !!!! iixx !!!! !!!! !!!! !!!!
        Directory/RenameOffice    !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/CloseOffice     !!!! !!!! !!!! !!!! !!!! ii.. !!!! !!!! !!!! !!!!
        Directory/ChangeUser      !!!! !!!! !!!! !!!! !!!! ii.. !!!! !!!! !!!! !!!!
        Directory/ImportDirectory !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/AddDelegation   .... !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Directory/EndDelegation   0000 0000 0000 0000 0000 0000 0000 0000 0000 !!!!
        Directory/ListDelegations .... .... .... .... .... .... .... .... .... !!!!
        Directory/WhoAmI      .... .... .... .... .... .... .... .... .... !!!!
        Rules/ListWorkflows   .... .... .... .... .... .... .... .... .... !!!!
        Rules/GetWorkflow     .... .... .... .... .... .... .... .... .... !!!!
        Rules/Check           .... .... .... .... .... .... .... .... .... !!!!
        Rules/Diagram         .... .... .... .... .... .... .... .... .... !!!!
        Rules/Handbook        .... .... .... .... .... .... .... .... .... !!!!
        Rules/Preview         .... .... .... .... .... .... .... .... .... !!!!
        Rules/Install         xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx !!!!
        Rules/Rollback        0000 0000 0000 0000 0000 0000 0000 0000 0000 !!!!
        Rules/ListInstalled   .... .... .... .... .... .... .... .... .... !!!!
        Rules/Migrate         !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Rules/Recount         !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Rules/ListCalendars   .... .... .... .... .... .... .... .... .... !!!!
        Work/ListDeliveries   s... .... .... s... s... i... !!!! !!!! !!!! !!!!
        Work/AckDelivery      s... 0000 0000 s... i!!! 0000 0000 0000 0000 !!!!
        Work/RetryDelivery    i... 0000 0000 i... i!!! 0000 0000 0000 0000 !!!!
        Work/ListNotices      .... .... .... .... .... !!!! !!!! !!!! !!!! !!!!
        Work/ListJobs         ii.. .... .... ii.. ii.. ii.. !!!! !!!! !!!! !!!!
        Work/GetJob           ii   00   00   ii   ii   ii   !!   !!   !!   !!
        Work/RetryJob         !!   !!   !!   !!   !!   ii   !!   !!   !!   !!
        Work/CancelJob        !!   !!   !!   !!   !!   xx   !!   !!   !!   !!
        Work/PauseJobs        !!!! !!!! !!!! !!!! !!!! ii.. !!!! !!!! !!!! !!!!
        Work/PlanBulk         ss.. xxxx xxxx ss.. ss.. xxxx xxxx xxxx xxxx !!!!
        Work/PlanBulkPaper    ss.. xxxx xxxx ss.. ss.. xxxx xxxx xxxx xxxx !!!!
        Work/PlanErasure      xxxx xxxx xxxx xxxx xxxx !!!! !!!! !!!! !!!! !!!!
        Work/FitTable         .... .... .... .... .... .... !!!! !!!! !!!! !!!!
        Work/PlanImport       s... .... .... s... s... .... !!!! !!!! !!!! !!!!
        Work/RunBulk          ss.. !!!! !!!! !!!! !!!! ii.. !!!! !!!! !!!! !!!!
        Work/LeaseMessages    !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Work/ReportMessage    !!!! !!!! !!!! !!!! !!!! 0000 !!!! !!!! !!!! !!!!
        Work/ListBulks        s... .... .... .... .... .... !!!! !!!! !!!! !!!!
        Work/GetBulk          ss.. 0000 0000 0000 0000 ii.. !!!! !!!! !!!! !!!!
        Work/CancelBulk       ss.. !!!! !!!! !!!! !!!! ii.. !!!! !!!! !!!! !!!!
        Sessions/SignIn        !!!! !!!! !!!! !!!! !!!! xxxx !!!! !!!! !!!! !!!!
        Sessions/SignInTrusted !!!! !!!! !!!! !!!! !!!! !!!! !!!! !!!! !!!! !!!!
        Sessions/GetLink       !!!! !!!! !!!! !!!! !!!! xxxx !!!! !!!! !!!! !!!!
        Sessions/FollowLink    !!!! !!!! !!!! !!!! !!!! xxxx !!!! !!!! !!!! !!!!
        Sessions/SignOut       .... .... .... .... .... .... .... .... .... !!!!
        Sessions/ChangePassword xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx !!!!
        Sessions/GivePassword  !!!! !!!! !!!! !!!! !!!! xxxx !!!! !!!! !!!! !!!!
        Sessions/ListSessions  .... .... .... .... .... .... .... .... .... !!!!
        Sessions/EndSessions   .... !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Sessions/SendLink      .xxx 0000 0000 .!!! !!!! !!!! 0000 !000 0000 !!!!
        Admin/Status          .... .... .... .... .... .... .... .... .... !!!!
        Admin/Clock           .... .... .... .... .... .... .... .... .... !!!!
        Admin/Verify          .... .... .... .... .... .... .... .... .... !!!!
        Admin/Examine         !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Admin/AcknowledgeWarning !!!! !!!! !!!! !!!! !!!! .... !!!! !!!! !!!! !!!!
        Admin/Metrics         !!!! !!!! !!!! !!!! .... .... !!!! !!!! !!!! !!!!
        Admin/ListReads       !!!! !!!! !!!! !!!! .i.. .i.. !!!! !!!! !!!! !!!!
        """

    private static let rows: [String: [String]] = table.split(separator: "\n").reduce(into: [:]) {
        let words = $1.split(separator: " ").map(String.init)
        $0[words[0]] = Array(words.dropFirst())
    }

    @Test func everyMethodHasARow() {
        #expect(Set(Self.rows.keys) == Set(Registry.methods.map(Gate.name)))
        #expect(Self.rows.values.allSatisfy { $0.count == Asker.columns.count })
    }

    @Test(arguments: Registry.methods)
    func eachCallerIsToldWhatIsHis(_ method: MethodDescriptor) async throws {
        let row = try #require(Self.rows[Gate.name(of: method)])
        // Whoever can change something comes last.
        for (asker, expected) in zip(Asker.columns, row).reversed() {
            let town = try await SeeingTown()
            let calls = try Asked.calls(of: method, in: town)
            #expect(!calls.isEmpty, "\(method) is never called")
            try await Registry.serve(town.engine) { client in
                var told = ""
                for asked in calls {
                    let answered = try await client.answer(
                        to: asked, as: asker, watchingTo: town.head)
                    told += asked.pieces.map { answered.told(of: $0, in: town, asked) }.joined()
                }
                #expect(told == expected, "\(Gate.name(of: method)) \(asker)")
            }
        }
    }
}
