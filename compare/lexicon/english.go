package lexicon

import "strings"

// irregular gives the base of an English word that no rule finds.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(irregularEnglish, ";") {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			if m[w] == "" {
				m[w] = words[0]
			}
		}
	}
	return m
}()

const irregularEnglish = `be am is are was were been being;have has had;do does did done;say said;go goes went gone;get got gotten;make made;know knew known;
think thought;take took taken;see saw seen;come came;give gave given;find found;tell told;become became;show shown;leave left;feel felt;put;bring brought;
begin began begun;keep kept;hold held;write wrote written;stand stood;hear heard;let;mean meant;set;meet met;run ran;pay paid;sit sat;speak spoke spoken;
lie lay lain;lead led;read;grow grew grown;lose lost;fall fell fallen;send sent;build built;understand understood;draw drew drawn;break broke broken;
spend spent;cut;rise rose risen;drive drove driven;buy bought;wear wore worn;choose chose chosen;seek sought;throw threw thrown;catch caught;deal dealt;
win won;forget forgot forgotten;lay laid;sell sold;fight fought;bear bore born borne;teach taught;eat ate eaten;sing sang sung;strike struck stricken;hang hung;
shake shook shaken;ride rode ridden;feed fed;shoot shot;drink drank drunk;hit;arise arose arisen;fly flew flown;spread;sleep slept;cause;freeze froze frozen;
forgive forgave forgiven;hide hid hidden;steal stole stolen;swear swore sworn;tear tore torn;wake woke woken;withdraw withdrew withdrawn;overcome overcame;
undertake undertook undertaken;forbid forbade forbidden;bleed bled;breed bred;cling clung;creep crept;dig dug;flee fled;bind bound;bite bit bitten;blow blew blown;
bend bent;burn burnt;dream dreamt;dwell dwelt;grind ground;kneel knelt;leap leapt;learn learnt;lend lent;light lit;overthrow overthrew overthrown;prove proven;
ring rang rung;seek sought;sew sewn;shine shone;shrink shrank shrunk;sink sank sunk;slide slid;spin spun;spit spat;split;spring sprang sprung;stick stuck;sting stung;
sweep swept;swell swollen;swim swam swum;swing swung;undergo underwent undergone;uphold upheld;weave wove woven;weep wept;wind wound;withhold withheld;withstand withstood;
man men;woman women;child children;foot feet;tooth teeth;mouse mice;person people;life lives;wife wives;knife knives;leaf leaves;half halves;self selves;thief thieves;
good better best;bad worse worst;far further farther furthest;little less least;crisis crises;criterion criteria;medium media;analysis analyses;
die dying dies died;tie tying;politics political;lie lying lies lied;easy easily easier;happy happily;army armies;enemy enemies;city cities;country countries;family families;party parties;
community communities;authority authorities;story stories;lady ladies;baby babies;ally allies;duty duties;treaty treaties;territory territories`
