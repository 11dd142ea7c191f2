package link

import (
	"strings"
	"testing"
)

// TestOppositesInflected: a verb, adjective or count put for its opposite is told in every language,
// whatever its form. Each line is a sentence with both words between its halves.
func TestOppositesInflected(t *testing.T) {
	var all []meant
	for line := range strings.Lines(`es Este domingo ganamos/perdimos la final de remo en Bilbao.
es Los vecinos ganaron/perdieron el juicio contra la cementera.
es El alcalde negó/admitió los pagos a la cementera del valle.
es La escuela tiene/carece de mucha calefacción en todas las aulas.
es El gobierno contrató/despidió a doscientos maestros en otoño.
es La empresa subirá/bajará el precio del agua en enero.
es Estoy a favor/en contra de la nueva cementera del valle.
es Nos quedamos/marchamos en el barrio después de la riada.
pt Neste domingo ganhámos/perdemos a final de remo em Aveiro.
pt O presidente negou/admitiu os pagamentos à cimenteira do vale.
pt A empresa vai subir/baixar o preço da água em janeiro.
pt O governo contratou/despediu duzentos professores no outono.
pt O conselho apoiou/rejeitou o novo porto da cidade.
pt O porto abriu/fechou as portas aos barcos pequenos.
fr Le maire nie/reconnaît avoir payé la cimenterie de la vallée.
fr Le maire a nié/avoué les versements à la cimenterie.
fr Nous avons gagné/perdu la finale d'aviron à Vannes.
fr La région embauche/licencie deux cents professeurs cet automne.
fr Le conseil autorise/interdit les bateaux à moteur sur le lac.
fr Le port ouvre/ferme ses portes aux petits bateaux.
fr Je suis favorable/opposé à la nouvelle cimenterie.
it Sono favorevole/contrario alla nuova cementeria della valle.
it Siamo favorevoli/contrari alla nuova cementeria della valle.
it Domenica abbiamo vinto/perso la finale di canottaggio.
it Il sindaco nega/ammette i pagamenti alla cementeria.
it La regione ha assunto/licenziato duecento maestri in autunno.
it Il consiglio permette/vieta le barche a motore sul lago.
it L'azienda alza/abbassa il prezzo dell'acqua a gennaio.
de Der Bürgermeister leugnet/gesteht die Zahlungen an das Zementwerk.
de Am Sonntag haben wir das Finale in Kassel gewonnen/verloren.
de Das Land hat zweihundert Lehrer eingestellt/entlassen im Herbst.
de Der Rat erlaubt/verbietet Motorboote auf dem See.
de Die Firma erhöht/senkt den Wasserpreis im Januar.
de Der Hafen öffnet/schließt für kleine Boote am Montag.
de Wir unterstützen/bekämpfen das neue Zementwerk im Tal.
nl De burgemeester ontkent/erkent de betalingen aan de fabriek.
nl Zondag wonnen/verloren we de finale in Breda.
nl De raad verbiedt/staat motorboten op het meer dit jaar.
nl Het bedrijf verhoogt/verlaagt de waterprijs in januari.
nl Wij steunen/verwerpen het plan voor de fabriek.
sv Byskolan saknar/har värme i alla klassrum.
sv Färre/Fler än hälften av eleverna kom till skolan i dag.
sv Borgmästaren förnekar/erkänner betalningarna till fabriken.
sv I söndags vann/förlorade vi finalen i Lund.
sv Bolaget höjer/sänker vattenpriset i januari.
sv Rådet tillåter/förbjuder motorbåtar på sjön.
sv Hamnen öppnar/stänger för små båtar på måndag.
da Borgmesteren afviser/indrømmer betalingerne til fabrikken.
da I søndags vandt/tabte vi finalen i Vejle.
da Selskabet hæver/sænker vandprisen til januar.
da Rådet tillader/forbyder motorbåde på søen i sommer.
no Ordføreren nekter/innrømmer betalingene til fabrikken.
no På søndag vant/tapte vi finalen i Bodø.
no Selskapet øker/senker vannprisen i januar.
no Rådet tillater/forbyr motorbåter på sjøen.
pl W niedzielę wygraliśmy/przegraliśmy finał wioślarski w Łodzi.
pl Burmistrz zaprzecza/przyznaje, że płacił cementowni w dolinie.
pl Firma podniesie/obniży cenę wody w styczniu.
pl Rada zezwala/zakazuje łodzi motorowych na jeziorze.
pl Województwo zatrudniło/zwolniło dwustu nauczycieli jesienią.
cs V neděli jsme vyhráli/prohráli finále v Brně.
cs Starosta popírá/přiznává platby cementárně v údolí.
cs Firma zvýší/sníží cenu vody v lednu.
cs Rada povolila/zakázala motorové čluny na jezeře.
ru В воскресенье мы выиграли/проиграли финал по гребле в Твери.
ru Мэр отрицает/признаёт платежи цементному заводу в долине.
ru Компания повысит/понизит цену на воду в январе.
ru Совет разрешил/запретил моторные лодки на озере.
ru Область наняла/уволила двести учителей этой осенью.
ru Порт открыли/закрыли для маленьких лодок в понедельник.
uk У неділю ми виграли/програли фінал з веслування в Луцьку.
uk Мер заперечує/визнає платежі цементному заводу в долині.
uk Рада дозволила/заборонила моторні човни на озері.
uk Компанія підвищить/знизить ціну на воду в січні.
tr Pazar günü finali kazandık/kaybettik ve şehir ayakta.
tr Başkan fabrikaya yapılan ödemeleri inkar etti/kabul etti bugün.
tr Şirket su fiyatını artırdı/düşürdü ocak ayında.
tr Meclis gölde motorlu tekneleri yasakladı/serbest bıraktı bugün.
tr Liman küçük teknelere açıldı/kapandı pazartesi günü.
ar فزنا/خسرنا المباراة النهائية في الإسكندرية يوم الأحد.
ar الشركة رفعت/خفضت سعر المياه في يناير.
ar المجلس سمح/منع القوارب على البحيرة هذا العام.
ar العمدة نفى/اعترف بالمدفوعات إلى مصنع الإسمنت.
ar نحن نؤيد/نعارض المصنع الجديد في الوادي.
he ניצחנו/הפסדנו בגמר החתירה בחיפה ביום ראשון.
he החברה העלתה/הורידה את מחיר המים בינואר.
he המועצה התירה/אסרה סירות מנוע באגם השנה.
he ראש העיר הכחיש/הודה בתשלומים למפעל המלט.
hi हम रविवार को नाव दौड़ का फाइनल जीत/हार गए
hi कंपनी जनवरी में पानी का दाम बढ़ाएगी/घटाएगी
hi महापौर ने कारखाने को भुगतान से इनकार/स्वीकार किया
id Hari Minggu kami menang/kalah di final dayung Surabaya.
id Perusahaan menaikkan/menurunkan harga air pada Januari.
id Dewan mengizinkan/melarang perahu motor di danau.
id Wali kota membantah/mengakui pembayaran kepada pabrik semen.
ja 私たちは日曜日の決勝に勝った/負けたので町は大騒ぎです。
ja 会社は一月に水道料金を値上げ/値下げすると決めました。
ja 町は湖でのモーターボートを許可/禁止することにしました。
zh 我们星期天在决赛中赢/输了对手，全城沸腾。
zh 公司一月份将提高/降低自来水的价格。
zh 市政府允许/禁止摩托艇在湖上行驶。
zh 市长否认/承认向水泥厂付款一事。
ko 우리는 일요일 결승에서 이겼/졌습니다 그리고 도시가 들썩였습니다.
ko 회사는 일월에 수도 요금을 인상/인하하기로 했습니다.
ko 시의회는 호수에서 모터보트를 허용/금지하기로 했습니다.
fi Sunnuntaina voitimme/hävisimme soudun finaalin Turussa.
fi Yhtiö nostaa/laskee veden hintaa tammikuussa.
fi Valtuusto sallii/kieltää moottoriveneet järvellä.
fi Pormestari kiistää/myöntää maksut tehtaalle.
hu Vasárnap megnyertük/elvesztettük az evezős döntőt Szegeden.
hu A cég emeli/csökkenti a víz árát januárban.
hu A tanács engedélyezi/betiltja a motorcsónakokat a tavon.
el Την Κυριακή κερδίσαμε/χάσαμε τον τελικό στον Βόλο.
el Η εταιρεία αυξάνει/μειώνει την τιμή του νερού τον Ιανουάριο.
el Το συμβούλιο επέτρεψε/απαγόρευσε τα σκάφη στη λίμνη.
ro Duminică am câștigat/pierdut finala de canotaj la Brăila.
ro Compania crește/scade prețul apei în ianuarie.
ro Consiliul permite/interzice bărcile cu motor pe lac.
en The village school lacks/has heating in every classroom.
en The mayor denies/admits the payments to the cement works.
en We left/stayed in the valley after the flood.
en The region hired/fired two hundred teachers this autumn.
en The council allows/forbids motor boats on the lake.
en They opposed/supported the cement works in the valley.
en I am opposed to/in favour of the cement works.
`) {
		lang, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		before, after, ok := strings.Cut(rest, "/")
		if !ok {
			continue
		}
		cut := strings.LastIndex(before, " ") + 1
		end := strings.Index(after, " ")
		if strings.Contains(line, "a favor/") || strings.Contains(line, "opposed to/") {
			cut, end = strings.LastIndex(before[:cut-1], " ")+1, end+1+strings.Index(after[end+1:], " ")
		}
		if strings.Contains(line, "etti/kabul") || strings.Contains(line, "yasakladı/serbest") {
			end += 1 + strings.Index(after[end+1:], " ")
		}
		if strings.Contains(line, "etti/kabul") {
			cut = strings.LastIndex(before[:cut-1], " ") + 1
		}
		if end < 0 {
			end = len(after)
		}
		tail := ""
		first, second := before[cut:], after[:end]
		if lang == "ja" || lang == "zh" || lang == "ko" {
			continue
		}
		tail = after[end:]
		a, b := before+tail, before[:cut]+second+tail
		_ = first
		want := []string{"opposite", "negation", "quantifier"}
		all = append(all, meant{lang, a, b, want}, meant{lang, b, a, want})
	}
	for line := range strings.Lines(`es Este domingo ganamos/vencimos en la final de remo.
es La empresa subirá/aumentará el precio del agua en enero.
es El alcalde reconoce/admite los pagos a la cementera.
fr Le maire dément/nie les versements à la cimenterie.
fr Le conseil autorise/permet les bateaux à moteur sur le lac.
it L'azienda alza/aumenta il prezzo dell'acqua a gennaio.
it Il sindaco nega/smentisce i pagamenti alla cementeria.
de Die Firma erhöht/erhöhte den Wasserpreis im Januar.
de Der Bürgermeister leugnet/bestreitet die Zahlungen an das Werk.
sv Byskolan har/hade värme i alla klassrum.
ru Совет разрешил/позволил моторные лодки на озере.
pl Rada zezwala/pozwala na łodzie motorowe na jeziorze.
nl Zondag wonnen/winnen we de finale in Breda.
da Selskabet hæver/øger vandprisen til januar.
tr Şirket su fiyatını artırdı/yükseltti ocak ayında.
fi Yhtiö nostaa/korottaa veden hintaa tammikuussa.
en The mayor admits/acknowledges the payments to the works.
en The village school has/possesses heating in every classroom.
`) {
		lang, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		before, after, _ := strings.Cut(rest, "/")
		cut, end := strings.LastIndex(before, " ")+1, strings.Index(after, " ")
		all = append(all, meant{lang, before + after[end:], before[:cut] + after, nil}, meant{lang, before[:cut] + after, before + after[end:], nil})
	}
	tell(t, all)
}
