// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Testing

/// A morning's list through a saved view: the lines of its cases, and what nobody can tell.
@Suite struct DigestChoiceTests {
    private let notice = V1.Notice(
        kind: "digest",
        text: V1.Label(
            zh: """
                示例督查室 2025-05-13 办理情况

                逾期(4)
                  2025-05-09 逾期4天 JY-2025-000001 第7号《停车(JY-2025-000004转来)》(李四)〈答复时限〉(甲局)
                  2025-05-10 逾期3天 JY-2025-0000012 第8号《绿化》(王五)〈答复时限〉(乙局)
                  2025-05-12 逾期1天 JY-2025-000003 《道路》〈答复时限〉(丙局)
                  ……另有1项,见时限清单

                3日内到期(1)
                  2025-05-14 还有1天 JY-2025-000004 《路灯》〈答复时限〉(甲局)

                待送函件(1)
                  函件5 → 甲局(JY-2025-000001)

                记录链:第40行 ab12
                """,
            en:
                "Office, 2025-05-13\n\nOverdue (1)\n  2025-05-09 4 days late JY-2025-000004 “x” ‹Reply›\n\nChain: line 40 ab12"
        ))

    @Test func onlyTheLinesOfItsCasesAreLeft() {
        let text = self.notice.only(cases: ["JY-2025-000001", "JY-2025-000003"]).text
        #expect(
            text.text(.zh) == """
                示例督查室 2025-05-13 办理情况

                逾期(2/4)
                  2025-05-09 逾期4天 JY-2025-000001 第7号《停车(JY-2025-000004转来)》(李四)〈答复时限〉(甲局)
                  2025-05-12 逾期1天 JY-2025-000003 《道路》〈答复时限〉(丙局)
                  ……另有1项,见时限清单

                待送函件(1/1)
                  函件5 → 甲局(JY-2025-000001)

                记录链:第40行 ab12
                """)
        #expect(
            text.text(.en)
                == "Office, 2025-05-13\nNothing is due in the cases of the view.\n\nChain: line 40 ab12"
        )
    }

    /// What the list had no room for may be the view's: that is still said.
    @Test func whatTheListHadNoRoomForIsNotDenied() {
        let text = self.notice.only(cases: ["JY-2025-000004"]).text
        #expect(
            text.text(.zh) == """
                示例督查室 2025-05-13 办理情况

                逾期(0/4)
                  ……另有1项,见时限清单

                3日内到期(1/1)
                  2025-05-14 还有1天 JY-2025-000004 《路灯》〈答复时限〉(甲局)

                记录链:第40行 ab12
                """)
        #expect(
            text.text(.en)
                == "Office, 2025-05-13\n\nOverdue (1/1)\n  2025-05-09 4 days late JY-2025-000004 “x” ‹Reply›\n\nChain: line 40 ab12"
        )
    }
}
