package quote

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// Names in scripts without capitals are told by what stands beside them; a run of words or
// characters that the lexicon knows as common ones is no name. They are compiled when an article
// of such a script is read, and not at each start.
var (
	// A run of characters before 氏 or さん, or before what somebody is that no place has, and
	// the particle of who speaks.
	japaneseName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[のにで、，,・\s　])([\p{Han}々ヶ]{2,6}|[\p{Katakana}ー]{2,}(?:[・＝=][\p{Katakana}ー]+)+)(?:氏|さん|さま|様|くん|君|議員|選手|監督|コーチ|教授|課長|部長|社長|会長|院長|校長|店長|館長|記者|医師|弁護士|代表|委員長|大臣|首相|先生|博士|親方|投手|棋士|アナ|キャスター)(?:は|が|も)`)
	})
	// A surname and one or two characters before what says that somebody speaks.
	chineseName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:` + chineseSurnames + `)\p{Han}{1,2}?(?:` + strings.Join(chineseSaying, "|") + `|[:：,，])`)
	})
	hindiName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`([\p{Devanagari}]+)\s+([\p{Devanagari}]+)\s+ने(?:\s|$)`)
	})
	// A verb of saying stands first, and the name last, before where and how it was said.
	arabicName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|\s)[وف]?(?:قال|قالت|كتب|كتبت|أكد|أكدت|أكّد|أكّدت|صرح|صرحت|صرّح|صرّحت|أعلن|أعلنت|أضاف|أضافت|أوضح|أوضحت|ذكر|ذكرت|شدد|شددت|شدّد|شدّدت|حذر|حذرت|حذّر|حذّرت|نشر|نشرت|غرد|غردت|غرّد|غرّدت|علق|علقت|علّق|علّقت|اعتبر|اعتبرت|رأى|رأت)\s+((?:[\p{Arabic}]+\s+){0,6}?[\p{Arabic}]+)\s*(?:[:،]|\s(?:على|في|عبر|أن|إن|إنّ|أنّ|قائلا|قائلة|قائلًا|بالعربية|بالإنجليزية|بالفرنسية|أمس|اليوم|مساء|صباح|يوم|خلال)(?:\s|:|$)|\s*$)`)
	})
)

// chineseSaying are words that say that somebody speaks, or how, the longer first.
var chineseSaying = []string{"表示", "写道", "寫道", "发文", "發文", "发帖", "發帖", "发布", "指出", "透露", "宣布", "强调", "強調", "回应", "回應", "通过", "透過", "告诉", "告訴", "通知", "坦言", "直言", "在", "于", "於", "说", "說", "称", "稱", "则", "則"}

// chineseSurnames are the hundred or so commonest of China, Taiwan and Hong Kong, in both
// ways of writing, and those of two characters.
const chineseSurnames = "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|" +
	"[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵解强柴华華车車冉房边邊骆駱]"

// uncasedSpeaker is the name that stands beside a verb of saying in a sentence of a script
// without capitals; "" where none is told for certain.
func uncasedSpeaker(s string) string {
	if i := strings.LastIndexAny(s, "。！？।؟\n"); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	switch {
	case strings.IndexFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana) }) >= 0:
		return lastName("ja", japaneseName(), s)
	case strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0:
		return chineseSpeaker(s)
	case strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) >= 0:
		all := hindiName().FindAllStringSubmatch(s, -1)
		if len(all) != 1 || commonWord("hi", all[0][1]) || commonWord("hi", all[0][2]) {
			return ""
		}
		return all[0][1] + " " + all[0][2]
	case strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) >= 0:
		m := arabicName().FindStringSubmatch(s)
		if m == nil {
			return ""
		}
		words := strings.Fields(m[1])
		if len(words) < 2 || slices.ContainsFunc(words[len(words)-2:], func(w string) bool { return commonWord("ar", w) }) || strings.HasPrefix(words[len(words)-2], "ال") {
			return ""
		}
		return strings.Join(words[len(words)-2:], " ")
	}
	return ""
}

// lastName is the last match of a pattern that is no common word.
func lastName(lang string, pattern *regexp.Regexp, s string) string {
	all := pattern.FindAllStringSubmatch(s, -1)
	for _, m := range slices.Backward(all) {
		if !commonRun(lang, m[1]) {
			return m[1]
		}
	}
	return ""
}

// chineseSpeaker tries each place where a surname stands, from the first on: a name ends
// before the word that says how it was said.
func chineseSpeaker(s string) string {
	for at := range s {
		loc := chineseName().FindStringIndex(s[at:])
		if loc == nil || loc[0] != 0 {
			continue
		}
		name := strings.TrimRightFunc(s[at:at+loc[1]], func(r rune) bool { return !unicode.Is(unicode.Han, r) })
		for _, verb := range chineseSaying {
			if rest, ok := strings.CutSuffix(name, verb); ok {
				name = rest
				break
			}
		}
		if n := utf8.RuneCountInString(name); n >= 2 && n <= 4 && !strings.HasSuffix(name, "某") && !commonRun("zh", name) {
			return name
		}
	}
	return ""
}

// commonRun reports whether a word of the language, of two characters or more and no name,
// stands in a run of characters.
func commonRun(lang, run string) bool {
	l := lexicon.For(lang)
	if l == nil {
		return true
	}
	for _, w := range l.Read(text.Fold(run)) {
		if w.To-w.From > 1 && len(w.Senses) > 0 && !lexicon.Proper(w.Senses[0].Concept) {
			return true
		}
	}
	return false
}

// surelyKnown is the weight from which a word is one that the lexicon lists, and not only
// one that is like it.
const surelyKnown = 0.6

// commonWord reports whether the lexicon knows a word, and not as a name.
func commonWord(lang, word string) bool {
	l := lexicon.For(lang)
	if l == nil {
		return true
	}
	senses := l.Find(text.FoldKey(text.FoldExact(word)))
	return len(senses) > 0 && senses[0].Weight >= surelyKnown && !slices.ContainsFunc(senses[:min(2, len(senses))], func(s lexicon.Sense) bool { return lexicon.Proper(s.Concept) })
}

// colonSpeaker is the one name of a sentence that leads up to a quote by a colon, whatever
// its verb: "Striker Ann Example broke her silence: “…”". What has a name and no verb is a
// paper or a place, and behind a preposition somebody else stands.
func colonSpeaker(before string) string {
	s := strings.TrimSpace(before)
	if !strings.HasSuffix(s, ":") {
		return ""
	}
	locs := nameRun.FindAllStringIndex(s, -1)
	out := ""
	for _, loc := range locs {
		name := cleanName(s[loc[0]:loc[1]]) // it begins later where an article or a title was taken off
		if len(strings.Fields(name)) < 2 {
			continue
		}
		if out != "" || !strings.HasPrefix(s[loc[0]:], name) || leadsElsewhere(s[:loc[0]]) || strings.IndexFunc(s[loc[1]:], unicode.IsLower) < 0 {
			return ""
		}
		out = name
	}
	return out
}

// leadsElsewhere reports whether the word before a name makes it the name of a thing or of
// somebody who is spoken of: an article or a short preposition.
func leadsElsewhere(before string) bool {
	words := strings.Fields(before)
	if len(words) == 0 || strings.HasSuffix(before, ", ") {
		return false
	}
	last := words[len(words)-1]
	key := text.FoldKey(text.FoldExact(last))
	return utf8.RuneCountInString(key) < 5 && !titleBefore[key] || spokenOf[key]
}

var (
	titleBefore = text.WordSet("mr mrs ms dr sr sra sir lord dame don dona herr frau m mme pan pani rep sen gov chef")
	spokenOf    = text.WordSet("about after against under within without between sobre desde hasta contra entre segun depuis avant apres contre entre gegen unter zwischen nach neben verso dopo prima contro presso przeciw przed между против после перед около")
)
