package lexicon

import (
	"strings"
	"sync"

	"onrecord/compare/text"
)

// japanesePieces are the particles, auxiliary verbs and endings that Japanese writes in
// hiragana behind its words.
var japanesePieces = pieces("は が を に へ と で も の や か よ ね な ば から まで より だけ など ほど しか でも ても では には とは にも とも へと への での との からの までの より よりも だけで だけでなく けでなく " +
	"だ です でし でしょ でしょう だろ だろう だった でした であ である であり であった であろう じゃ じゃない なの なのだ なので のに ので のだ のです んだ んです もの こと ところ とき ため ように ような よう そう らしい らしく らしさ みたい " +
	"する し した して している していた しています していました しており しており します しました しません しよう しようと しない しなかった しなければ すれば される され された されて されている されていた されており されます されました させる させ させた させて せる せた せて せられる したり したら しながら ながら " +
	"いる い いた いて います いました いない いなかった いたり おり おります おい ある あり あった あって あります ありました ありません あれば なる なり なった なって なります なりました なく なくて なくては ない なかった なければ なくす なら ならない なりません なりまし " +
	"れる れ れた れて れている れば られる られ られた られて られない れない える えた えて え できる でき できた できて できない できなかった できます できなければ てい ていた ている ています ていました ており てきた てくる てから てしまう てしまい てしまった た て たり たら たい たく たと だと という といった というのは ということ によって による により において における について についての については として としての としては としても とって にとって にとっての にとっては に対して にわたって にわたり にかけて につれて にあたり に関する とともに と共に ます ました ませ ません まし ましょう ず ずに ぬ べき べきだ はず はずだ つもり つもりだ わけ わけでは まま たち たちが ころ ごろ くらい ぐらい ずつ ほか うち のうち のもと なか のなか " +
	"そして しかし また および または ところが こう こういった そういう そういった このように そのため これ それ あれ この その あの ここ そこ どこ だれ なに どう ただ ただし つまり なお さらに もし もちろん とても かなり ずっと まだ もう すでに まず よく あまり ほとんど やはり いつ いつも なぜ どの どれ そんな こんな あんな ")

// japaneseEndings are the ends of words that begin in kanji.
var japaneseEndings = pieces("く き け こ ぎ ぐ げ み む め り る ろ い う え お さ せ そ ち つ て と び べ ぶ ん っ った って っている っていた っており んで んだ んでいる んでいた んでい かった くて くな くなる くなった まる まった まって める めた めて わる わった わって わせる わせた わせて われる われた われて まれる まれた まれて かれる かれた かれて ばれる ばれた ばれて がる がり がった がって げる げた げて げられる いて いた ける けた けて")

// pieces gives the keys of a list when they are first asked for.
func pieces(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for p := range strings.FieldsSeq(list) {
			set[text.FoldKey(p)] = true
		}
		return set
	})
}

// japaneseGrammar gives runs of hiragana without a row that are nothing but such pieces the
// sense of words that carry others: what is left is what was not found.
func japaneseGrammar(words []Word, f text.Folded, from int) {
	for i, w := range words {
		if w.From < from || len(w.Senses) > 0 {
			continue
		}
		var b strings.Builder
		for _, tok := range f.Tokens[w.From:w.To] {
			b.WriteString(tok.Key)
		}
		behind := w.From > 0 && f.Tokens[w.From-1].To == f.Tokens[w.From].From && unspaced(f.Tokens[w.From-1].Key) && firstRune(f.Tokens[w.From-1].Key) >= 0x3400
		if isGrammar([]rune(b.String()), behind) {
			words[i].Senses = []Sense{{carrying(), 1}}
		}
	}
}

// longestPiece is that of japanesePieces, in kana.
const longestPiece = 8

// isGrammar reports a run that is made of pieces; ended says that a word in kanji may end
// with its first.
func isGrammar(run []rune, ended bool) bool {
	reached := make([]bool, len(run)+1)
	reached[0] = true
	for i, r := range run {
		if !isHiragana(r) {
			return false
		}
		for n := 1; reached[i] && n <= longestPiece && i+n <= len(run); n++ {
			if piece := string(run[i : i+n]); japanesePieces()[piece] || ended && i == 0 && japaneseEndings()[piece] {
				reached[i+n] = true
			}
		}
	}
	return reached[len(run)]
}

// kanaRows are the kana that a verb's last one becomes before its endings, by the verb's.
var kanaRows = map[rune]string{
	'う': "わいうえおっ", 'く': "かきくけこい", 'ぐ': "がぎぐげごい", 'す': "さしすせそ", 'つ': "たちつてとっ", 'ぬ': "なにぬねのん",
	'ぶ': "ばびぶべぼん", 'む': "まみむめもん", 'る': "らりるれろっ", 'い': "いくかけさ",
}

// japaneseForms are what a verb or an adjective that begins in kanji is before its endings,
// with the first kana of those: 決める is 決め, 決まる 決まら, 決まり and so on.
func japaneseForms(word string) []string {
	r := []rune(word)
	n := len(r) - 1
	row := kanaRows[r[n]]
	if row == "" || n == 0 {
		return nil
	}
	var out []string
	if r[n] == 'る' && strings.ContainsRune("えけせてねへめれげぜでべいきしちにみりぎじびべ", r[n-1]) { // of one stem
		out = append(out, string(r[:n]))
	}
	for _, k := range row {
		out = append(out, string(r[:n])+string(k))
	}
	return out
}

// japaneseNoun is the noun that a verb in する, or an adjective in な or の, is made of.
func japaneseNoun(word string) (string, bool) {
	for _, e := range []string{"にする", "となる", "になる", "をする", "する", "される", "な", "の", "に", "だ", "した", "して", "的な"} {
		if noun, ok := strings.CutSuffix(word, e); ok && noun != "" && !isHiragana([]rune(noun)[len([]rune(noun))-1]) {
			return noun, true
		}
	}
	return "", false
}
