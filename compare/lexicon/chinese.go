package lexicon

import (
	"strings"
	"unicode/utf8"

	"onrecord/compare/text"
)

// transcribing are the characters that Chinese writes foreign names with (Names of the
// World's Peoples, Xinhua), leading those that hardly stand in other words by themselves.
const (
	leading      = "尔斯克特拉德尼夫姆卡萨塔莱娜蒂诺弗伊埃奥勒鲁伦迪普霍贝莫戈穆赫泽兹茨弥佩皮雷雅扎阿哈瓦维罗洛洁莎丽莉琳妮黛芙娅巴布杜菲费盖格吉基贾杰凯坎科肯库劳里利卢玛迈麦曼梅蒙米纳努帕潘彭乔丘桑瑟森什史苏索泰坦廷托威韦沃乌希谢雪逊耶亚尤约詹欧恩厄"
	transcribing = leading + "安昂艾爱班邦鲍比彼宾波伯博采查达大戴丹当道登邓丁东顿多法凡芬福富冈根古海汉豪亨胡华怀加金康考奎兰朗理列林龙隆娄路马芒毛门密明默南内年涅宁纽农平珀齐奇恰钱切琴曲让热仁日茹儒瑞若撒塞赛沙山尚舍申圣施舒丝松唐腾提田通图万旺魏温文翁武西锡夏肖辛休许扬叶依因英于珍芝治朱祖佐庞"
)

// chineseNames joins the characters of a foreign name that the table does not have: three or
// more, most of them leading, of which it has none but one by one. They are no words.
func chineseNames(words []Word, f text.Folded, from int) []Word {
	out := words[:0]
	for i := 0; i < len(words); {
		if words[i].From < from {
			out = append(out, words[i])
			i++
			continue
		}
		n, lead, to := 0, 0, i
		for to < len(words) {
			chars, of := transcribed(words[to], f)
			if chars == 0 || to > i && words[to].From != words[to-1].To {
				break
			}
			n, lead, to = n+chars, lead+of, to+1
		}
		if to-i > 1 && n >= 3 && 3*lead >= 2*n {
			out = append(out, Word{From: words[i].From, To: words[to-1].To})
			i = to
			continue
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// transcribed counts the characters of a word that may be of a foreign name, and the leading
// ones; 0 where it is another.
func transcribed(w Word, f text.Folded) (chars, lead int) {
	if w.To-w.From > 1 && len(w.Senses) > 0 {
		return 0, 0
	}
	for _, tok := range f.Tokens[w.From:w.To] {
		r, _ := utf8.DecodeRuneInString(tok.Key)
		if !strings.ContainsRune(transcribing, r) {
			return 0, 0
		}
		if chars++; strings.ContainsRune(leading, r) {
			lead++
		}
	}
	return chars, lead
}
