package lexicon

import (
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/text"
)

// inflection is how a language that Snowball lacks writes its endings, without
// diacritics. A verb's ending is a theme and what follows it.
type inflection struct {
	// Nouns, Verbs are endings as they are; Themes stand before each of After.
	nouns, verbs, themes, after string
	// reflexive stands behind a verb.
	reflexive string
	// soften are pairs of a stem's end and what it stands for, first match: consonants
	// that an ending changes.
	soften string
}

// inflections are those of the Slavic and Baltic languages, of Greek, Albanian, Armenian,
// Georgian, Estonian, Icelandic, Afrikaans, Catalan, Galician, Azerbaijani, Kazakh, and of
// languages of India. Every ending that a word may have is taken off alike in the table and
// in a text, so that it is enough that the forms of a word come to the same.
var inflections = map[string]inflection{
	"uk": {
		nouns:     "а я у ю о е є і ї и ь й ом ем єм ою ею єю ові еві єві ам ям ами ями ах ях ів їв ей ий ого його ього ому йому ьому им ім їм ої йої ьої ій їй ьою их іх їх ими іми їми іший іша іше іші ішого ішому ішої ішу ішою іших ішим ішими ання анню анням анні ань ення енню енням енні ень іння інню інням інь іння яння янню янням янь ість ості істю остей остям остями ий ан ано ана ані аний аного аному аним аної ану аною аних аними ен ено ена ені ений еного еному еним еної ену еною ених еними ований ованого ованому ованим ована ованої овану ованою овані ованих ованими овано ування уванню уванням ювання юванню",
		verbs:     "у ю еш єш е є емо ємо ете єте уть ють иш їш ить їть имо їмо ите їте ать ять іть ймо йте ай яй уй юй аю аєш ає аємо аєте ають яю яєш яє яємо яєте яють ію ієш іє іємо ієте іють ую уєш ує уємо уєте ують юю юєш ює юємо юєте юють учи ючи ачи ячи аючи яючи уючи юючи вши авши ивши івши увши явши єть аєть яєть ується ну неш не немо нете нуть",
		themes:    "а я и і ї у ю о ува юва ну",
		after:     "ти в ла ло ли вши тиму тимеш тиме тимемо тимете тимуть",
		reflexive: "ся сь",
		soften:    "дж д сч ст щ ст ч к ц к ж г з г ш с х с бл б пл п вл в мл м фл ф",
	},
	"be": {
		nouns:  "а я у ю о е ё і ы ь й ам ем ём аў яў ей ай ой ам ям амі ямі ах ях ы і ага яго аму яму ым ім ую юю ых іх ымі імі анне ання анню аннем енне ення ённе асць асці асцю",
		verbs:  "у ю еш эш е э ем эм еце уць юць іш ыш іць ыць ім ым аю аеш ае аем аеце аюць яю яе яюць ую уе уем уюць юе ююць",
		themes: "а я і ы у е ава ява ну", after: "ць ў ла ло лі ўшы", reflexive: "ся цца",
		soften: "дз т ц т ч к ж г з г ш с х с бл б пл п вл в мл м",
	},
	"bg": {
		nouns:  "а я о е и ят ът а та то те ия ият ите ата ята ото ето ове овете ъта ища ищата ци еи ен на но ни ната ното ните ният ния ски ска ско ският ската ското ските ане ането ания анията ене ението ение ения енията ост остта ости остите аща ащ ащо ащи ащите ващ ваща ващи ващите",
		verbs:  "м ш е я а и ме те т ат ят аме яме ем ете еме им иш ите име ам аш ате ява явам яваш яват яваме вам ваш ва ваме вате ват ах аха ахме ех еха ехме их иха ихме ях яха яхме увам уваш ува уваме увате уват увах увал увала ираме ирам ира ират ирал ирани иран ирана ирах ираха ираше ираха аше еше яше аше х ха хме",
		themes: "а я е и у ва ява ува ира на", after: "л ла ло ли лия лата лите н на но ни ният ната ните т та то ти",
		soften: "ц к ч к ж г з г ш х",
	},
	"mk": {
		nouns:  "а о е и от та то те ата ото ите ови овите иот ње њето ења ењата ење ењето ост оста ости остите ски ска ско скиот ската ските ен на но ни ната ното ните ниот",
		verbs:  "ам аш а аме ате аат ам иш и име ите ат еме ете ува увам уваш уваме увате уваат ираат ира ираме ирам в вме вте а",
		themes: "а е и ува ира на", after: "л ла ло ле н на но ни т та то ти в вме ше", soften: "ц к ч к ж г з г ш х",
	},
	"is": {
		nouns:  "ur inn urinn in id a ar ir i um unum num na nna anna inum ins s u una an nir nar nin ni ann t leg legur legt legir legra legum legan lega legri ari ara ast astur asta sson ing ingu ingar inga ingin ingarinnar inguna ingunni ingum un unar unin unina unarinnar",
		verbs:  "a ar ir i um id di du dum udu udum adi adir adu ad adur ud inn t st ast ist ust andi ti tu dist dust tist",
		soften: "",
	},
	"sq": {
		nouns: "a e i u ja ia iu t te et it in un en es se s ve ave eve ive ove ate uar uari uarit ues uesi uesit uesve or ore imi imin imit ime imet imeve sia sine si sise ne nit nin res ri rit ra rat ur ure esi esise esine tar tare ist iste sve",
		verbs: "oj on ojme oni ojne oi ova uan uar uam ohem ohet ohemi ohen ohej ua ar ev ur et im en em ni ne uarit i te uara je oje oja onin onte onin",
	},
	"hy": {
		nouns: "ը ն ի ին իս իդ ում ից ով ներ ները ներն ների ներին ներիս ներում ներից ներով եր երը երն երի երին երում երից երով ություն ությունը ությունն ության ությանը ությամբ ությունից ությունում ություններ ությունները ությունների ություններին ություններում ությունների ս դ ան անը անի յան վա վան ական ականը ականի ականներ ականները ականների ային",
		verbs: "ել ալ ում եց եցի եցին եցինք ած ված վածի վել վեց վեցին վում ացել ացավ ացան անում ացնել ացնում ացրեց ացրել ացրին եցնել եցրել եցրեց վելու ելու ելը ելուց ելիս ալու ալը ող ողը ողի ողներ ողների ենք եմ են ին իր եք ես ացած ացվել ացվում",
	},
	"ka": {
		nouns: "ი ს მა ის ით ად ში ზე თან თვის დან მდე ისთვის იდან ისგან ამდე ები ების ებს ებმა ებით ებში ებზე ებთან ებისთვის ებიდან ებისგან ა ას ამ ათი ო ობა ობის ობას ობაში ობით ული ულის ულმა ულ ური ურის ურმა ურ იანი ელი ელის ელმა ელები ელების ელთა მ თა ც იც საც აც აში აზე ასთან იის ია იას იამ იაში ისა ადაც ეთის ეთში ეთი ეთმა",
		verbs: "ს ა ნენ ეს ებს ებენ ებდა ება ებას ებულია ებული ებულ ობს ობენ ობდა ავს ავენ ავდა ვა ვის ვას და დნენ დეს დეთ თ ეთ ოთ იან ია ით ენ ან ე ო ოს უნ ებათ ებიან ებოდა ებოდნენ ებულა ებდნენ",
	},
	"az": {
		verbs:  "maq mək mağa məyə di du dim dum diq dik dilər dular ir ur irik irlər irsiniz irəm iram uram uruq ib ub iblər mis mus misdir misdi misdir acaq əcək yacaq yəcək acagiq əcəyik acaqlar əcəklər mali məli maliyiq məliyik an ən ar ər mir mur mirlər madi mədi sa sə sin sin ma mə masi məsi masini məsini masina məsinə maqda məkdə digi dugu diyi dirmək dirmaq ilmək ilmaq ilir ilib ildi ilən ilmis unub undu unan unur arkən ərkən araq ərək in siniz",
		themes: "lar lər i u si su lari ləri im um imiz umuz iniz unuz larimiz lərimiz lariniz ləriniz miz niz li lu lik luq liq liyi luğu liği ci cu çi çilər cilər",
		after:  "i u ni nu in un nin nun yi yu a ə ya yə na nə da də nda ndə dan dən ndan ndən daki dəki ndaki ndəki la lə dir dur diq yiq yik m",
		soften: "y k g q d t",
	},
	"kk": {
		nouns:  "лар лер дар дер тар тер ы і сы сі ым ім м ымыз іміз мыз міз ыңыз іңіз лық лік дық дік тық тік лығы лігі дығы дігі тығы тігі шы ші лы лі ды ді ты ті сыз сіз лары лері дары дері тары тері ларымыз леріміз",
		verbs:  "у ды ді ты ті йды йді ады еді ған ген қан кен ғанын геннің ып іп п ар ер са се маса месе майды мейді маған меген мады меді ылды ілді лды лді ылады іледі ылған ілген атын етін йтын йтін уға уге уды уді уда уде удың удің ыңыз іңіз ңыз ушы уші ушылар ушілер дық дік тық тік дым дім амыз еміз аймыз ейміз йміз ймыз амын емін гиз қыз",
		themes: "лар лер дар дер тар тер ы і сы сі ым ім ымыз іміз мыз міз лары лері дары дері тары тері",
		after:  "ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ндағы ндегі",
		soften: "г к ғ қ б п",
	},
	"te": {
		nouns: "లు ల లను లకు లలో లతో లపై లకి లోని ను ని కు కి లో తో చేత నుండి నుంచి పై యొక్క గా ం ాన్ని ానికి ంలో ంతో ంపై ాలు ాల ాలను ాలకు ాలలో ాల్లో ాలతో ాలపై ాని ానిని ంగా మైన ైన ాత్మక ు ుడు ుడి ుని ుడిని ులు ుల ులను ులకు ులతో ి ిని ికి ిలో ిపై ితో ీ ే ా ో",
		verbs: "ారు ాడు ింది ిన ాయి ాం ాను ించు ించారు ించింది ించిన ించాలి ించాడు ించాం ించాయి ించడం ించడానికి ించేందుకు ించబడింది ించనున్నారు ిస్తున్నారు ిస్తున్న ిస్తోంది ిస్తుంది ిస్తాం ిస్తారు ిస్తూ ించి తున్నారు తున్న తున్నాం తున్నాను తోంది తుంది తారు తాం తూ తే ాలి ాలని డం డానికి టం టానికి కుండా ండి దు ను ము బడింది బడిన ేందుకు ే ి",
	},
	"mr": {
		nouns: "ा ी े ू ो ाचा ाची ाचे ाच्या ांचा ांची ांचे ांच्या ाला ांना ाने ांनी ात ांत ातील ांतील ावर ांवर ासाठी ांसाठी ाशी ांशी ामुळे ांमुळे ाकडे ाकडून ापासून ांपासून ाबाबत ामध्ये ांमध्ये ासह चा ची चे च्या ला ना ने नी त तील वर साठी शी मुळे कडे कडून पासून मध्ये सह ीचा ीची ीचे ीच्या ीला ीने ीत ीतील ीवर ीसाठी ेचा ेची ेचे ेच्या ेला ेने ेत ेतील ेवर ेसाठी ेमुळे ेशी ीय ांनो या याचा याची याचे याच्या याला याने यात यांचा यांची यांचे यांच्या यांना यांनी",
		verbs: "णे णं ले ला ली लो लेली लेले लेला लेल्या ल्या ल्याने तो ते ती तात तील णार णारा णारे णारी ण्याचा ण्याची ण्याचे ण्यासाठी ण्यास ण्यात वे वा वी ून ताना त ू ा ेल ेन तोय तेय ील तील वला वले वली वतो वणे वून विला विले विली वण्यात",
	},
	"gl": {
		nouns: "a o e s es os as n ns on ons ion ions cion cions sion sions mento mentos dade dades tade dor dora dores doras ista istas ismo ismos ico ica icos icas al ais el eis able ables ible ibles mente ivo iva ivos ivas oso osa osos osas eiro eira eiros eiras ado ada ados adas ido ida idos idas ncia ncias nte ntes ura uras isimo isima",
		verbs: "ar er ir or amos emos imos ades edes ides an en in ou aron eron iron aba abas aban abamos ia ias ian iamos iu eu ei aches eches iches ara eras era ira aran eran iran arei ara aras aremos aran aria arian eria erian iria irian ando endo indo ase asen ese esen ise isen asemos amonos arse erse irse alo ala alos alas lo la los las me te se nos vos lle lles ndo rmos ren res r",
	},
	"af": {nouns: "e s es te de er ers ste ing ings inge heid hede like lik ige ig tjie tjies jie jies ie ies isme iste ist", verbs: "e de te end ende"},
	"pl": {
		nouns:  "a e y i o u ie ia iu ii ą ę em iem om iom ami iami ach iach ow iow owi iowi ej iej ego iego emu iemu ym im ych ich ymi imi ejszy ejsza ejsze ejszych ejszego ejszej ejszym iejszy iejsza iejsze iejsi iejszych iejszego iejszej iejszym anie ania aniu aniem an aniami aniach enie enia eniu eniem en eniami eniach ienie ienia ieniu ieniem owanie owania owaniu owaniem osc osci oscia oscią oscie any ana ane ani anego anej anym anych anymi ano ony ona one eni onego onej onym onych onymi ono iony iona ione ionego ionej ionym ionych iono owany owana owane owani owanego owanej owanym owanych owano sci",
		verbs:  "e a esz emy ecie a ą iesz iemy iecie isz imy icie i ysz y ymy ycie am asz amy acie aja uje ujesz ujemy ujecie uja ujac ujacy ujaca ujace ujacych ujacej ujacego ujacym ejemy eje ejesz eja iem ie iemy ieja ajac ajacy ajaca ajace ajacych ajacego ajacej ac acy aca ace acych acego acej iac iacy iaca iace wszy awszy iwszy nie nia ną niemy niesz a nij",
		themes: "a e i y o u ie ia owa ywa iwa na ne nie nia",
		after:  "c l la lo li ly lem lam les las lismy lysmy liscie lyscie lby laby loby liby lyby lbym",
		soften: "rz r sz s szcz st cz k dz d ci t zi z si s c k z g ni n",
	},
	"cs": {
		nouns:  "a e y i o u ou em um am im am em ami emi ima ach ich ech um u ovi ove ova ovo ho eho iho mu emu imu ym im ych ich ymi imi ejsi ejsiho ejsich ejsim sich si ani anim enim eni osti ost osti ostech ostem ny na ne ni neho nemu nou nych nym nymi any ana ane ano ani aneho anou anych anym eny ena ene eno eni eneho enou enych enym ovany ovana ovane ovano ovani ovaneho ovanych ovanym ovanou ovanim",
		verbs:  "u es e eme ete ou i is ime ite eji aji am as a ame ate uji uju ujes uje ujeme ujete ujou ujici ajici ejici ici ouci nu nes ne neme nete nou",
		themes: "a e i y o u ova ava iva yva nou ne", after: "t ti l la lo li ly v vsi",
		soften: "c k z h s ch r r",
	},
	"sk": {
		nouns:  "a e y i o u ia ie iu ou om em am iam ami mi ach iach och ov ovi ove ova ovo ho eho ieho mu emu iemu ym im ych ich ymi imi ejsi ejsia ejsie ejsieho ejsich ejsim si ia ie anie ania aniu anim ani enie enia eniu enim eni ost osti ostou ny na ne ni neho nemu nej nou nych nym nymi any ana ane ano ani aneho anou anych anym eny ena ene eno eni eneho enej enou enych enym ovany ovana ovane ovano ovani ovaneho ovanej ovanych ovanym ovanou ovanie ovania",
		verbs:  "em es e eme ete u ou im is i ime ite ia aju am as a ame ate uju ujem ujes uje ujeme ujete ujuci ajuci uci iaci iac ajuc ujuc ne nem nes neme nete nu eju ejem eje",
		themes: "a e i y o u ia ie ova ava iva nu ne", after: "t l la lo li ly v vsi",
		soften: "c k z h s ch",
	},
	"sl": {
		nouns:  "a e i o u ov ev om em am ama oma ema ih ah im ami ega ega emu im imi ej ejsi ejsa ejse ejsih ejsega anje anja anju anjem anj enje enja enju enjem enj ost osti ostjo ostmi en na no ni ne nega nemu nih nim nimi ski ska sko ske skega skemu skih skim skimi an ana ano ani ane anih anega en ena eno eni ene enih enega ovan ovana ovano ovani ovane ovanih",
		verbs:  "m s mo te jo am as a amo ate ajo em es e emo ete ejo im is i imo ite ijo uje ujem ujes ujemo ujete ujejo ujoc ajoc oc ec",
		themes: "a e i o u ova eva iva ja ni", after: "ti t l la lo li le",
		soften: "c k z g s h sc sk bl b pl p vl v ml m",
	},
	"hr": {
		nouns:  "a e i o u om em ama ima ovi ova ove ovima evi eva eve evima og oga ome omu eg ega em emu im ih iji ija ije ijeg ijem ijih ijim anje anja anju anjem anjima enje enja enju enjem enjima ost osti osc ostima ni na no ne nog noga nom nih nim nima noj nu ski ska sko ske skog skoga skom skih skim skima skoj sku an ana ano ani ane anih anog anoj anim en ena eno eni ene enih enog enoj enim ovan ovana ovano ovani ovane iran irana irano irani irane",
		verbs:  "m s mo te ju am as a amo ate aju em es e emo ete u im is i imo ite uje ujem ujes ujemo ujete uju ujuci ajuci uci eci ira iram iras iramo irate iraju irajuci ah ase asmo ase h smo ste nu nem nes nemo nete",
		themes: "a e i o u ova ava iva ja je ira nu", after: "ti t o la lo li le vsi",
		soften: "lj l nj n dj d c k z g s h",
	},
	"lt": {
		nouns:  "as is ys us a e o u i ai es ei ie iu ui iui ams ems ims oms ais iais omis emis imis umi imi uje eje oje yje ose ese yse uose iuose io ios iu ium iai iems ies ia ja jo jos ju ji jai juje ija ijos iją ijai ijoje ijų iją ikas iko ikai iku ikui iams ingas inga ingo ingos ingai ingi ingu inis ine inio ines inei iniai iniu inems iniams inius ini imas imo imui imu ime imai imu imus ymas ymo ymui ymu yme ymai ymus umas umo umui umu ume umai umus iausias iausia esnis esne iau iausiai iskas iska isko iskos iski tas ta to tos tai tu tus toms tas ama amas amos amo amu anti antis ancio anciu ancia antys damas dama dami davo",
		verbs:  "ti yti eti oti uoti auti inti au ai o ome ote siu si s sime site ciau tum tu tume tute ejo ejau ejome oja oju ojo avo avau uoja uoju uojo auja auju avome ina inu ino inau ejo yja iu ia ime ite es ys os uos aus ins is efs usi es ęs ejes ojes avęs ines dama damas",
		soften: "dz d c t",
	},
	"lv": {
		nouns:  "s is us a e o u i ai es ei ie iem am im em um os as is us ies ija ijas iju ijai ija ijam iba ibas ibu ibai ibam sana sanas sanu sanai sanas sanam ums uma umu umam umi umiem umus ats ata ais aja ajam ajos ajiem aka akais aka akas aks aki akie isks iska iskas iskais isko iski iskie iskajiem igs iga igas igais igo igi igie igajiem ains aina ts ta ti tas to tais tajs taja tie tiem tus nieks nieka nieki nieku niekiem nieks jot ot",
		verbs:  "t at et it ot u i a am at ju ji ja jam jat su si s sim sit ts ta ti tas ot es tu aja aju ajam ija iju ijam eja eju ejam oja oju ojam as is es os o ina inat inas inaja inu in ot ejis ajis ijis usi is",
		soften: "s t z d c k l l",
	},
	"et": {
		nouns:  "a e i u o d t s ga ta ks ni na l lt le st sse s te de id ide ed et ade ude sid ust used uste usega use usele uses ust mine mise mist misega mised miste misel misest ja jat jad jate jale jast us ik iku ikud ike ikku line lise list lised liste lises lisest likult lik liku likud like likku likuks itel idel idest ides idega tele test tega tes teks nik niku nikud nike nikke nud tud dud vad vat va vate tav tava tavad",
		verbs:  "ma da ta a n d b me te vad is sin sid sime site s si tud dud takse dakse ti di nud nuks ks mas mast mata des tes ge gem gu tama dama takse vat ama ima uma ema amas imas umas ab ib ub eb avad ivad uvad evad as is us es asid isid usid atud itud utud etud anud inud unud enud ada ida uda eda an in un en ame ime ume eme",
		soften: "kk k pp p tt t",
	},
	"ca": {
		nouns:  "a o e s es os as ment aments ament acio acions ador adors adora adores atge atges isme ista istes ic ica ics iques itat itats tat tats enca ia ies al als iu iva ius ives able ables ible ibles os osa osos oses issim issima",
		verbs:  "ar er ir re o a es em eu en at ada ats ades it ida its ides ut uda uts udes ant ent int ava aves avem aveu aven ia ies iem ieu ien are aras ara arem areu aran ire ira irem iran re ra rem ran aria arien iria irien ria rien i is im iu in essin assin eixo eix eixen eixi eixin esc gui guin guda gut gues guessin",
		soften: "qu c gu g c s ss s",
	},
	"bn": {
		nouns: "গুলোর গুলোকে গুলিতে গুলির গুলো গুলি দের দেরকে ের েরা রা কে তে েই েও ে র টি টির টিকে টিতে টা টার জন জনের য় য়ের ই ও",
		verbs: "া ানো ার িত ছে ছেন ছি ছিল ছিলেন েছে েছেন েছি েছিল েছিলেন বে বেন বো বেই তে তাম তেন ত ল লেন লাম লে ো ুন ুক েন ি িয়ে িয়েছে িয়েছেন িয়েছিল িয়েছিলেন ে েননি েনি চ্ছে চ্ছেন চ্ছি চ্ছিল",
	},
	"ur": {nouns: "یوں وں یں ات ین ی ے ا ان", verbs: "نا نے نی تا تی تے ا یا ئے ئی ی ے یں و کر گا گی گے ئیں ؤ"},
	"ta": {
		nouns: "கள் களை களின் களுக்கு களில் களால் களுடன் களும் க்கள் ை ின் ிற்கு ுக்கு க்கு ில் ால் ுடன் உடன் ும் ை யை வை த்தை த்தின் த்திற்கு த்தில் த்தால் ங்கள் ங்களை ங்களின் ங்களில் ான ாக ாகவும் ின ிலிருந்து த்திலிருந்து ிடம் யின் யில் யால் யும் வின் வில் வும் ர் ரின் ரை ருக்கு ம் ு",
		verbs: "த்த த்து த்தார் த்தனர் த்துள்ளார் த்துள்ளது த்துள்ளனர் த்தது க்க க்கும் க்கிறது க்கிறார் க்கின்றன க்கின்றனர் க்கப்பட்ட க்கப்பட்டது க்கப்படும் ப்பட்ட ப்பட்டது ப்படும் ப்பு ப்பதற்கு ப்பது வது வதற்கு கிறது கிறார் கின்றன கின்றனர் ந்த ந்து ந்தது ந்தார் ந்தனர் ிய ியது ினார் ினர் ியுள்ளது ியுள்ளார் ி வேண்டும் லாம் ட்ட ட்டது",
	},
	"el": {
		nouns:  "ος ου ο ε ον οι ους ων η ης ες α ας ι ια ιου ια ιων ιοι ιους ιας ιες ιο ιος ιον μα ματος ματα ματων εις εων εως ως υς υ εας εις εα ους ικος ικη ικο ικης ικου ικοι ικες ικα ικων ικους τητα τητας τητες τητων τερος τερη τερο τερης τερου τερες τερα τερων τερους οτερος οτερη οτερο οτερης οτερου οτεροι οτερες οτερα οτερων οτερους υτερος υτερη υτερο υτερες υτερα τατος τατη τατο σιμος σμος σμου σμοι σμους σμο ακι ση σης σεις σεων σεως ξη ξης ξεις ξεων ξεως ψη ψης ψεις ψεων",
		verbs:  "ω εις ει ουμε ετε ουν ουνε ομε α ες ε αμε ατε αν ανε αω ας αει αμε ατε ανε ουσα ουσες ουσε ουσαμε ουσατε ουσαν ομαι εσαι εται ομαστε εστε ονται ομουν οσουν οταν ομασταν οσασταν ονταν ονταν ιεμαι ιεσαι ιεται ιομαστε ιουνται ιομουν ιοταν ιονταν ουμαι εισαι ειται ουμαστε ουνται ουνταν ουμουν αμαι ασαι αται ομαστε ωνται οντας ωντας μενος μενη μενο μενης μενου μενοι μενες μενα μενων μενους ομενος ομενη ομενο ομενης ομενου ομενοι ομενες ομενα ομενων ομενους ουμενος ουμενη ουμενο ουμενες ουμενα ουμενων ημενος ημενη ημενο ημενης ημενοι ημενες ημενα ημενων αμενος αμενη αμενο αμενες αμενα θηκα θηκες θηκε θηκαμε θηκατε θηκαν θω θεις θει θουμε θειτε θουν ηθηκα ηθηκε ηθηκαν ηθηκαμε ηθω ηθει ηθουν ηθουμε ηθεις ησω ησεις ησει ησουμε ησετε ησουν ησα ησες ησε ησαμε ησατε ησαν αθηκε αθηκαν αθει αθουν ωθηκε ωθηκαν ωθει ωθουν ευτηκε ευτηκαν ευτει ευτουν στηκα στηκε στηκαν στει στουν στω τηκε τηκαν τει τουν χθηκε χθηκαν χθει χθουν χτηκε χτηκαν χτει χτουν φθηκε φθηκαν φθει φθουν φτηκε φτηκαν φτει φτουν νθηκε νθηκαν νθει νθουν ρθηκε λθηκε ευσω ευσει ευσουν ευσουμε ευσα ευσε ευσαν ευω ευεις ευει ευουμε ευετε ευουν ευε ευαν ευομαι ευεται ευονται ευοταν ευοντας ιζω ιζεις ιζει ιζουμε ιζετε ιζουν ιζε ιζαν ιζομαι ιζεται ιζονται ιζοταν ιζονταν ιζοντας ισω ισεις ισει ισουμε ισετε ισουν ισα ισε ισαμε ισαν ιστει ιστουν ιστηκε ιστηκαν ισμενος ισμενη ισμενο ισμενης ισμενοι ισμενες ισμενα ισμενων αζω αζεις αζει αζουμε αζετε αζουν αζε αζαν αζεται αζονται αζοταν αζοντας ασω ασεις ασει ασουμε ασετε ασουν ασα ασε ασαμε ασαν αστει αστουν αστηκε αστηκαν ασμενος ασμενη ασμενο ασμενες ασμενα αινω αινεις αινει αινουμε αινετε αινουν αινε αιναν ανω ανει ανουν ανουμε ωνω ωνεις ωνει ωνουμε ωνετε ωνουν ωνε ωναν ωνομαι ωνεται ωνονται ωνοταν ωνοντας ωσω ωσεις ωσει ωσουμε ωσετε ωσουν ωσα ωσε ωσαμε ωσαν ωθω ωμενος ωμενη ωμενο ωμενης ωμενοι ωμενες ωμενα ωμενων υνω υνει υνουν υνεται υνονται υνθει υνθηκε ηση ησης ησεις ησεων ωση ωσης ωσεις ωσεων",
		soften: "κτ κ χτ κ σσ κ ττ κ γγ κ ξ κ χ κ γ κ ψ π φ π βλ πλ β π πτ π νν ν λλ λ ζ σ",
	},
}

// endingSet are a language's endings, ready to take off.
type endingSet struct {
	endings map[string]bool
	longest int // in runes
	soften  []string
}

var endingSets = func() map[string]func() *endingSet {
	m := map[string]func() *endingSet{}
	for lang, in := range inflections {
		m[lang] = sync.OnceValue(in.set)
	}
	for lang, list := range endings {
		m[lang] = sync.OnceValue(inflection{nouns: list}.set)
	}
	return m
}()

func (in inflection) set() *endingSet {
	s := &endingSet{endings: map[string]bool{}, soften: strings.Fields(in.soften)}
	verbs := strings.Fields(in.verbs)
	for theme := range strings.FieldsSeq(in.themes) {
		for after := range strings.FieldsSeq(in.after) {
			verbs = append(verbs, theme+after)
		}
	}
	verbs = append(verbs, strings.Fields(in.after)...)
	for _, v := range verbs {
		s.add(v)
		for r := range strings.FieldsSeq(in.reflexive) {
			s.add(v + r)
		}
	}
	for n := range strings.FieldsSeq(in.nouns) {
		s.add(n)
	}
	return s
}

func (s *endingSet) add(e string) {
	e = strings.ReplaceAll(letters.Replace(text.FoldKey(e)), "ς", "σ")
	s.endings[e] = true
	s.longest = max(s.longest, utf8.RuneCountInString(e))
}

// stemLeast is how many letters of a stem are left at least.
const stemLeast = 3

// leastOf is how many letters of a key's stem are left at least: fewer where a letter is a
// syllable.
func leastOf(key string) int {
	if syllabic(key) {
		return stemLeast - 1
	}
	return stemLeast
}

// cut takes the longest ending off a key.
func (s *endingSet) cut(key string) string {
	stem := key
	n := utf8.RuneCountInString(key)
	for take := min(s.longest, n-leastOf(key)); take > 0; take-- {
		at := len(firstRunes(key, n-take))
		if s.endings[key[at:]] {
			stem = key[:at]
			break
		}
	}
	return s.hard(stem)
}

// hard undoes what an ending did to the last consonants of a stem.
func (s *endingSet) hard(stem string) string {
	for i := 0; i+1 < len(s.soften); i += 2 {
		if rest, ok := strings.CutSuffix(stem, s.soften[i]); ok && len(rest) > 1 {
			return rest + s.soften[i+1]
		}
	}
	return stem
}

// shorterCuts are the stems that a key has by endings shorter than the longest, and by
// none: wojna is woj by one that it has not, and wojn by its own.
func (s *endingSet) shorterCuts(key string) []string {
	var out []string
	longest := s.cut(key)
	n := utf8.RuneCountInString(key)
	for take := 0; take <= min(2, n-leastOf(key)-1); take++ {
		at := len(firstRunes(key, n-take))
		if take > 0 && !s.endings[key[at:]] {
			continue
		}
		if stem := s.hard(key[:at]); stem != longest {
			out = append(out, stem)
		}
	}
	return out
}

// cuts are all stems of a key, the longest first.
func (s *endingSet) cuts(key string) []string {
	var out []string
	n := utf8.RuneCountInString(key)
	for take := 0; take <= min(s.longest, n-leastOf(key)); take++ {
		if at := len(firstRunes(key, n-take)); take == 0 || s.endings[key[at:]] {
			out = append(out, s.hard(key[:at]))
		}
	}
	if len(out) == 0 {
		out = append(out, key)
	}
	return out
}

// citations are the endings of words as the table has them.
var citations = map[string][]string{
	"cs": {"", "a", "e", "o", "í", "ý", "it", "at", "ět", "et", "ovat", "nout"}, "sk": {"", "a", "e", "o", "í", "ý", "ia", "ie", "iť", "ať", "ieť", "ovať", "núť"},
	"uk": {"", "а", "я", "о", "е", "ь", "й", "ий", "ій", "ія", "ти", "ати", "ити", "іти", "яти", "увати", "ювати", "нути"},
	"be": {"", "а", "я", "о", "е", "ь", "й", "ы", "і", "ць", "аць", "іць", "яць", "аваць"},
	"bg": {"", "а", "я", "о", "е"}, "mk": {"", "а", "о", "е"},
	"sl": {"", "a", "e", "o", "i", "ti", "ati", "iti", "eti", "ovati", "niti"}, "hr": {"", "a", "e", "o", "i", "ti", "ati", "iti", "jeti", "ovati", "irati"},
	"lv": {"s", "š", "is", "us", "a", "e", "t", "ēt", "āt", "ot", "īt"}, "lt": {"as", "is", "ys", "us", "a", "ė", "ti", "yti", "ėti", "oti", "uoti"},
	"ca": {"", "a", "o", "e", "ar", "er", "ir", "re"}, "gl": {"", "a", "o", "e", "ar", "er", "ir"},
}

// cited are the senses of a word whose ending stands in the place of another one's in the
// table, of the longest that is left: nemocnici is of nemocnice.
func (t *Language) cited(w spelling) []Sense {
	lang := column(t.lang)
	ends := citations[lang]
	letters := []rune(w.exact)
	if ends == nil || utf8.RuneCountInString(w.key) != len(letters) {
		return nil
	}
	set := endingSets[lang]()
	for at := len(letters) - 1; at >= max(stemLeast, len(letters)-set.longest); at-- {
		if !set.endings[w.key[len(firstRunes(w.key, at)):]] {
			continue
		}
		for _, e := range ends {
			if s := t.get(asWritten, string(letters[:at])+e, sureStem); s != nil {
				return s
			}
		}
	}
	return nil
}

// fleeting are vowels that stand in a word's citation form before its last
// consonant and in no other form.
var fleeting = map[string]string{"uk": "ео", "be": "аеоэ", "bg": "ъе", "mk": "ео", "pl": "e", "cs": "e", "sk": "eo", "sl": "e", "hr": "a", "ru": "ео", "hy": "ի", "ka": "აეო", "az": "iu", "kk": "ыі"}

// otherStems are further stems of a citation form, which the rules of endings do
// not make of its other forms: fleeting vowels, vowels that change in a closed
// syllable, the augment of Greek past tenses.
func otherStems(lang, exact, stem string) []string {
	lang = column(lang)
	out := changedStems(lang, exact, stem)
	if _, ok := inflections[lang]; ok {
		for _, other := range endingSets[lang]().shorterCuts(text.FoldKey(exact)) {
			out = append(out, other)
			out = append(out, changedStems(lang, exact, other)...)
		}
	}
	if lang == "ru" {
		out = append(out, russianStems(exact)...)
	}
	return out
}

// russianSoft are the ends of a Russian verb's stem as an ending changes them.
var russianSoft = [...][2]string{{"ск", "щ"}, {"ст", "щ"}, {"с", "ш"}, {"з", "ж"}, {"т", "ч"}, {"т", "щ"}, {"к", "ч"}, {"д", "ж"}, {"х", "ш"}, {"б", "бл"}, {"п", "пл"}, {"в", "вл"}, {"м", "мл"}, {"ф", "фл"}}

// russianStems are further stems of a verb: использует, покажет, открою, платят, крадут.
func russianStems(verb string) []string {
	verb = strings.TrimSuffix(verb, "ся")
	var out []string
	add := func(stem string) {
		if utf8.RuneCountInString(stem) > 2 {
			out = append(out, stem)
		}
	}
	for _, e := range []string{"овать", "евать"} {
		if rest, ok := strings.CutSuffix(verb, e); ok {
			add(rest)
			add(rest + "у")
			return out
		}
	}
	for _, e := range []string{"ать", "ить", "еть"} {
		rest, ok := strings.CutSuffix(verb, e)
		if !ok {
			continue
		}
		add(rest)
		for _, soft := range russianSoft {
			if before, ok := strings.CutSuffix(rest, soft[0]); ok {
				add(before + soft[1])
			}
		}
	}
	if rest, ok := strings.CutSuffix(verb, "ыть"); ok { // открыть: откроет
		add(rest + "о")
	}
	if rest, ok := strings.CutSuffix(verb, "авать"); ok {
		add(rest + "а")
	}
	if rest, ok := strings.CutSuffix(verb, "сть"); ok { // украсть: украл, украдёт
		add(rest)
		add(rest + "д")
	}
	return out
}

func changedStems(lang, exact, stem string) []string {
	r := []rune(stem)
	n := len(r)
	if n < 3 {
		return nil
	}
	var out []string
	last := r[n-2]
	if strings.ContainsRune(fleeting[lang], last) && n > 3 && !isVowel(r[n-1]) && !isVowel(r[n-3]) {
		out = append(out, string(r[:n-2])+string(r[n-1]))
	}
	swap := func(at int, to string) { out = append(out, string(r[:at])+to+string(r[at+1:])) }
	switch lang {
	case "uk":
		for at := n - 2; at > n-4 && at > 0; at-- {
			if r[at] == 'і' {
				swap(at, "о")
				swap(at, "е")
				break
			}
		}
	case "pl":
		if last == 'a' && strings.ContainsRune(exact, 'ą') {
			swap(n-2, "e")
		}
	case "bn": // জেতা: জিতেছে; শোনা: শুনেছে
		switch r[1] {
		case 'ে':
			swap(1, "ি")
		case 'ো':
			swap(1, "ু")
		}
	case "is": // barn: börnum
		for at := n - 1; at > 0; at-- {
			if r[at] == 'a' {
				swap(at, "o")
				break
			}
		}
	case "cs":
		if last == 'u' && strings.ContainsRune(exact, 'ů') {
			swap(n-2, "o")
		}
	case "el":
		if verb := text.FoldKey(exact); strings.HasSuffix(verb, "ω") || strings.HasSuffix(verb, "μαι") {
			out = append(out, augmented(stem)...)
		}
	}
	return out
}

func isVowel(r rune) bool {
	return strings.ContainsRune("əaeiouyаеиоуыэюяіїєъαεηιουω", r)
}

// augments are the Greek prefixes as they are before a past tense's augment.
var augments = [][2]string{
	{"αντι", "αντε"}, {"ανα", "ανε"}, {"κατα", "κατε"}, {"παρα", "παρε"}, {"επι", "επε"}, {"υπο", "υπε"}, {"απο", "απε"}, {"δια", "διε"}, {"συγ", "συνε"}, {"συμ", "συνε"}, {"συλ", "συνε"}, {"συν", "συνε"},
	{"εκ", "εξε"}, {"εγ", "ενε"}, {"εμ", "ενε"}, {"εν", "ενε"}, {"προσ", "προσε"}, {"προ", "προε"}, {"μετα", "μετε"}, {"περι", "περιε"}, {"υπερ", "υπερε"}, {"εισ", "εισε"},
}

func augmented(stem string) []string {
	var out []string
	for _, a := range augments {
		if rest, ok := strings.CutPrefix(stem, a[0]); ok && rest != "" {
			out = append(out, a[1]+rest)
			if strings.HasPrefix(rest, "ε") || strings.HasPrefix(rest, "α") { // απο + άγω
				continue
			}
			break
		}
	}
	if r, _ := utf8.DecodeRuneInString(stem); !isVowel(r) {
		out = append(out, "ε"+stem)
	}
	return out
}
