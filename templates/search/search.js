"use strict";
// Searches the posts of a static report. The index comes as scripts, since a page
// that is opened from disk may read no other files. Nothing leaves the browser.
(function () {
  var form = document.getElementById("lookup"), answer = document.getElementById("answer");
  var texts = JSON.parse(document.getElementById("search-texts").textContent);
  var asked = {}, given = {};

  window.onrecordPart = function (name, data) {
    if (given[name]) given[name](data);
  };

  // load reads a part of the index, once.
  function load(name) {
    asked[name] = asked[name] || new Promise(function (resolve, reject) {
      given[name] = resolve;
      var s = document.createElement("script");
      s.src = "lookup/" + name + ".js";
      s.onerror = function () { reject(new Error(name)); };
      document.head.append(s);
    });
    return asked[name];
  }

  window.onrecordWords = function (text) { return words(text); };

  var alone = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
  var letter = /[\p{L}\p{N}]/u, digit = /\p{N}/u, skipped = /[\p{M}\p{Cf}]/u, space = /\s/u;

  // words are as search.Words in Go has them; spots, if given, gets where each stands
  // in the text.
  function words(text, spots) {
    var r = [], at = [], pos = 0, out = [], word = "", number = false, from = 0, to = 0;
    Array.from(text).forEach(function (c) {
      Array.from(c.normalize("NFKD")).forEach(function (part) { r.push(part); at.push([pos, pos + c.length]); });
      pos += c.length;
    });
    function push(w) { out.push(w); if (spots) spots.push([from, to]); }
    function end() { if (word) push(word); word = ""; number = false; }
    r.forEach(function (c, i) {
      var next = r[i + 1] || "";
      if (skipped.test(c)) { if (word) to = at[i][1]; return; }
      if (alone.test(c) && letter.test(c)) { end(); from = at[i][0]; to = at[i][1]; push(c); return; }
      if (!word) from = at[i][0];
      if (letter.test(c) || number) to = at[i][1];
      if (letter.test(c)) {
        number = number || (!word && digit.test(c));
        var low = c.toLowerCase();
        word += low === "ς" ? "σ" : Array.from(low)[0];
      } else if (number && (c === "." || c === ",") && digit.test(next)) word += c;
      else if (number && c === "%") { word += c; end(); }
      else if ((c === "-" || c === "−") && digit.test(next) && (i === 0 || space.test(r[i - 1]))) { end(); from = at[i][0]; word = "-"; number = true; }
      else end();
    });
    end();
    return out;
  }

  function hash(word) {
    var h = 2166136261;
    new TextEncoder().encode(word).forEach(function (b) { h = Math.imul(h ^ b, 16777619) >>> 0; });
    return h;
  }

  function refs(list) {
    var last = 0;
    return list.split(" ").map(function (gap) { return last += parseInt(gap, 36); });
  }

  // candidates are the posts with the most of the quote's rare words.
  function candidates(meta, quote) {
    var some = Array.from(new Set(quote)).slice(0, 60);
    return Promise.all(some.map(function (w) { return load("t" + hash(w) % meta.shards); })).then(function (shards) {
      var score = new Map();
      some.forEach(function (w, i) {
        var list = Object.prototype.hasOwnProperty.call(shards[i], w) && shards[i][w];
        if (!list) return;
        var posts = refs(list), weight = Math.log(1 + meta.posts / posts.length);
        posts.forEach(function (n) { score.set(n, (score.get(n) || 0) + weight); });
      });
      return Array.from(score).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, 30).map(function (e) { return e[0]; });
    });
  }

  // align puts the quote's words beside those of a text: edit distance in which the
  // text's words before and after cost nothing. It gives the steps.
  function align(q, t) {
    var w = t.length + 1, cost = new Int32Array((q.length + 1) * w), i, j;
    for (i = 1; i <= q.length; i++) {
      cost[i * w] = i * 3;
      for (j = 1; j < w; j++) {
        var same = q[i - 1] === t[j - 1];
        cost[i * w + j] = Math.min(cost[(i - 1) * w + j - 1] + (same ? 0 : 4), cost[(i - 1) * w + j] + 3, cost[i * w + j - 1] + 2);
      }
    }
    var end = 0;
    for (j = 1; j < w; j++) if (cost[q.length * w + j] < cost[q.length * w + end]) end = j;
    var steps = [];
    for (i = q.length, j = end; i > 0;) {
      var c = cost[i * w + j];
      if (j > 0 && c === cost[(i - 1) * w + j - 1] + (q[i - 1] === t[j - 1] ? 0 : 4)) {
        i--; j--;
        steps.push([q[i] === t[j] ? "equal" : "replace", i, j]);
      } else if (j > 0 && c === cost[i * w + j - 1] + 2) { j--; steps.push(["delete", -1, j]); }
      else { i--; steps.push(["insert", i, -1]); }
    }
    return steps.reverse();
  }

  // judge says what a quote did to a text; a doubtful match is none.
  function judge(quote, text) {
    var q = words(quote), t = words(text).slice(0, 3000);
    var steps = align(q, t), n = { equal: 0, replace: 0, insert: 0, delete: 0 };
    steps.forEach(function (s) { n[s[0]]++; });
    var verdict = "";
    if (n.equal === q.length) verdict = n.delete ? "trimmed" : "verbatim";
    else if (n.equal >= 6 && n.equal >= 0.8 * q.length) verdict = "altered";
    if (verdict === "trimmed" && n.delete > 3 * q.length) verdict = "";
    if (verdict === "verbatim" && /\.\.\.|…/.test(quote)) verdict = "trimmed";
    return { verdict: verdict, steps: steps, share: n.equal / q.length - n.delete / 1000 };
  }

  var rank = { verbatim: 0, trimmed: 1, altered: 2 };

  function search(quote, speaker) {
    var q = words(quote).slice(0, 300);
    if (q.length < 3) return Promise.resolve({ problem: texts.short });
    return load("meta").then(function (meta) {
      return candidates(meta, q).then(function (numbers) {
        return Promise.all(numbers.map(function (n) { return load("p" + Math.floor(n / meta.chunk)).then(function (c) { return c[n % meta.chunk]; }); }));
      }).then(function (posts) {
        var said = words(speaker || ""), found = [];
        posts.forEach(function (p, at) {
          var names = words(p.w);
          if (said.length && !said.some(function (w) { return names.indexOf(w) >= 0; })) return;
          p.t.forEach(function (text, v) {
            var j = judge(quote.slice(0, 5000), text);
            found.push({ post: p, version: v, at: at, text: text, quote: quote.slice(0, 5000), verdict: j.verdict, steps: j.steps, share: j.share });
          });
        });
        var good = found.filter(function (f) { return f.verdict; });
        good.sort(function (a, b) { return rank[a.verdict] - rank[b.verdict] || b.share - a.share || (a.post.d || "").localeCompare(b.post.d || ""); });
        return { match: good[0], more: meta.more };
      });
    });
  }

  function el(name, kind, text) {
    var e = document.createElement(name);
    if (kind) e.className = kind;
    if (text) e.textContent = text;
    return e;
  }

  // day is a date as the pages write it.
  function day(date) {
    var lang = document.documentElement.lang, at = new Date(date);
    if (!window.Intl || isNaN(at)) return date;
    return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" }).format(at);
  }

  // side is a text with the words marked that the other lacks; which says where the
  // steps have its words. Of the post only what stands around the quote is shown.
  function side(name, text, steps, which, mark, around) {
    var spots = [], box = el("div"), line = el("blockquote");
    words(text, spots);
    var own = steps.filter(function (s) { return s[which] >= 0; });
    line.dir = "auto";
    box.append(el("p", "side", name), line);
    if (!own.length) { line.textContent = text; return box; }
    var first = spots[own[0][which]][0], last = spots[own[own.length - 1][which]][1];
    var left = around ? Math.max(0, text.lastIndexOf(" ", Math.max(0, first - around)) + 1) : 0;
    var right = around && last + around < text.length ? Math.max(last, text.lastIndexOf(" ", last + around)) : text.length;
    if (around && first - around <= 0) left = 0;
    line.append(el("span", "around", (left ? "… " : "") + text.slice(left, first)));
    var at = first, open = null;
    own.forEach(function (s) {
      var spot = spots[s[which]], gap = text.slice(at, spot[0]), word = text.slice(spot[0], spot[1]);
      if (s[0] === "equal") { line.append(gap + word); open = null; }
      else if (open && !gap.trim()) open.append(gap + word);
      else { open = el(mark, "", word); line.append(gap, open); }
      at = spot[1];
    });
    line.append(el("span", "around", text.slice(at, right) + (right < text.length ? " …" : "")));
    return box;
  }

  function show(f) {
    var box = el("div", "quote " + f.verdict), pair = el("div", "pair");
    var version = f.post.t.length > 1 ? ", " + texts.version.replace("%1", f.version + 1).replace("%2", f.post.t.length) : "";
    box.append(el("span", "chip " + f.verdict, texts[f.verdict]));
    pair.append(side(texts.post + version, f.text, f.steps, 2, "del", 90), side(texts.quote, f.quote, f.steps, 1, "ins", 0));
    var link = el("a", "", f.post.w || texts.post);
    link.href = f.post.p;
    var by = el("p", "meta", texts.said + " ");
    by.append(link, f.post.d ? " · " + day(f.post.d) : "");
    if (f.post.g) by.append(" · ", el("span", "chip gone", texts.gone));
    var whole = el("blockquote", "words whole", f.text);
    whole.dir = "auto";
    box.append(pair, by);
    if (f.post.o && f.post.o[f.version]) box.append(el("p", "origin", f.post.o[f.version]));
    var parts = document.createDocumentFragment();
    parts.append(box, whole);
    return parts;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    answer.replaceChildren(el("p", "note", texts.searching));
    search(form.elements.quote.value, form.elements.speaker.value).then(function (a) {
      var parts = [el("h2", "", texts.answer)];
      if (a.problem) parts.push(el("p", "state missing", a.problem));
      else if (a.match) parts.push(show(a.match));
      else parts.push(el("p", "state missing", texts.none));
      if (a.more) parts.push(el("p", "note", texts.more));
      answer.replaceChildren.apply(answer, parts);
    }).catch(function () {
      answer.replaceChildren(el("p", "state gone", texts.failed));
    });
  });
})();
