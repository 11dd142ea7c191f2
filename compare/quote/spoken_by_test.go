package quote

import (
	"testing"

	"onrecord/store"
)

// TestSpeakerNamed: names are told in scripts without capitals, and by a colon where no verb
// of saying is known; papers, places, offices and those who are spoken of are no speakers.
func TestSpeakerNamed(t *testing.T) {
	for article, want := range map[string]string{
		"漁協の長谷部和夫氏は、「港は冬の間も開いています」と書いた。": "長谷部和夫",
		"元監督の高梨さんは「来年も港で会いましょう」と語った。":    "高梨",
		"市は「港は冬の間も開いています」と述べた。":          "",
		"日本代表監督は「港は冬の間も開いています」と述べた。":     "",
		"港务局局长欧阳若兰在微博上写道：“港口整个冬天都会开放”。":  "欧阳若兰",
		"工程师蒋慕白表示：“港口整个冬天都会开放”。":         "蒋慕白",
		"有关方面表示：“港口整个冬天都会开放”。":           "",
		"公司在声明中说：“港口整个冬天都会开放”。":          "",
		"बंदरगाह के प्रबंधक हरिकृष्ण देशमुख ने लिखा, “बंदरगाह सर्दियों में खुला रहेगा”":          "हरिकृष्ण देशमुख",
		"पुलिस अधिकारी ने कहा, “बंदरगाह सर्दियों में खुला रहेगा”":                                "",
		"وقال مدير الميناء مروان الحسيني في بيان: «سيبقى الميناء مفتوحا طوال الشتاء»":            "مروان الحسيني",
		"وقال رئيس البلدية: «سيبقى الميناء مفتوحا طوال الشتاء»":                                  "",
		"Goalkeeper Nora Exemplar broke her silence: “The harbour stays open in winter.”":        "Goalkeeper Nora Exemplar",
		"La consejera Nora Ejemplo rompió su silencio: «El puerto sigue abierto este invierno».": "Nora Ejemplo",
		"The New York Times had this: “The harbour stays open in winter.”":                       "",
		"A critic of Nora Exemplar put it so: “The harbour stays open in winter.”":               "",
		"Nora Exemplar answered Peter Sample like this: “The harbour stays open in winter.”":     "",
	} {
		qs := Find(store.Document{ID: "web:a"}, store.Version{ID: 1, Content: store.Content{Text: article}})
		if len(qs) != 1 {
			t.Errorf("%s: %d quotes", article, len(qs))
			continue
		}
		if qs[0].Speaker != want {
			t.Errorf("%s: speaker %q, want %q", article, qs[0].Speaker, want)
		}
	}
}

// TestHanNames: a space, a title and a surname alone are the same person; another full name
// is another's.
func TestHanNames(t *testing.T) {
	for _, c := range []struct {
		said, name string
		want       Agreement
	}{
		{"長谷部和夫", "長谷部 和夫", Agrees}, {"長谷部", "長谷部 和夫", Agrees}, {"東京都長谷部", "長谷部和夫", Agrees},
		{"長谷部和夫", "三浦 恵子", Differs}, {"三浦", "長谷部和夫", Unknown}, {"長谷部和夫", "はせべ和夫", Agrees}, {"長谷部和夫", "みうら恵子", Unknown},
		{"蒋慕白", "蒋慕白", Agrees}, {"蒋慕白", "欧阳若兰", Differs},
		{"مروان الحسيني", "مروان حسيني", Agrees}, {"مروان الحسيني", "سلوى بدر", Differs},
	} {
		if got := (Speaker{Name: c.said}).SaidBy(store.Author{Name: c.name}, nil); got != c.want {
			t.Errorf("%s, %s: %v, want %v", c.said, c.name, got, c.want)
		}
	}
}
