// SPDX-License-Identifier: Apache-2.0
import PaperForm
import Testing

/// Numbers of persons, however people write them.
@Suite struct PersonalNumbersTests {
    @Test(arguments: [
        "电话13800138000。", "138-0013-8000", "138 0013 8000", "+8613800138000", "86-138.0013.8000",
        "１３８００１３８０００", "a13800138000b", "1380013\n8000", "一三八零零一三八零零零", "(138)00138000",
        "350102199001011234", "350102 19900101 123X", "350102900101123", "３５０１０２１９９００１０１１２３Ｘ",
        // Luhn: 6222 0200 0000 0000 000 checks.
        "卡号6222 0200 0000 0000 000",
    ])
    func numbersOfPersonsAreFound(_ text: String) {
        #expect(!PersonalNumbers.found(in: text).isEmpty, "\(text)")
    }

    @Test(arguments: [
        "", "2025年3月27日", "民函〔2025〕12号,共1380件,金额13,800,138.00元", "0595-22500000", "电话0591—87654321",
        "第1380013800号", "统一社会信用代码513505201501010032", "二〇二五年三月二十七日", "2025-03-27 10:30",
        "6222 0200 0000 0000 009",
    ])
    func otherNumbersAreNot(_ text: String) {
        #expect(
            PersonalNumbers.found(in: text).isEmpty, "\(text): \(PersonalNumbers.found(in: text))")
    }
}
