// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Texts of papers as a search reads them: neither the end of a line nor the width of a letter parts a word.
package enum PaperWords {
    /// What is kept of what a paper says; nil where it says nothing.
    package static func kept(_ text: String) -> String? {
        let folded = self.folded(text)
        return folded.isEmpty ? nil : folded
    }

    /// What papers are searched for; nil where that is too short to tell one from another: it takes two characters
    /// of Chinese, or four letters or figures.
    package static func asked(_ text: String) -> String? {
        let folded = self.folded(text)
        let weight = folded.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        return weight < 4 ? nil : folded
    }

    /// Radicals and compatibility signs, which programs write into PDF files for the characters they look like, are
    /// those characters (Unicode's NFKC); so are the letters of a ligature.
    private static func folded(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for sign in text.unicodeScalars {
            switch sign.value {
            case 0x2F00..<0x2F00 + UInt32(self.radicals.count):
                plain.append(self.radicals[Int(sign.value - 0x2F00)])
            case 0xF900..<0xF900 + UInt32(self.compatible.count):
                plain.append(self.compatible[Int(sign.value - 0xF900)])
            case 0xFB00...0xFB04:
                plain.append(
                    contentsOf: ["ff", "fi", "fl", "ffi", "ffl"][Int(sign.value - 0xFB00)]
                        .unicodeScalars)
            default: plain.append(sign)
            }
        }
        return Folding.plain(String(plain))
    }

    /// What the Kangxi radicals U+2F00 to U+2FD5 stand for.
    private static let radicals = Array(
        """
        一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
        寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋\
        比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
        缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
        辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
        黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
        """.unicodeScalars)

    /// What the compatibility ideographs from U+F900 on stand for.
    private static let compatible = Array(
        """
        豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟\
        廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累\
        縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮\
        兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈\
        裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉\
        杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
        藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益\
        礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎\
        懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
        難響頻恵𤋮舘
        """.unicodeScalars)
}
