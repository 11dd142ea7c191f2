"use strict";
// Searches the posts of a static report. The index comes as scripts, since a page
// that is opened from disk may read no other files. Nothing leaves the browser.
(function () {
  var form = document.getElementById("lookup"), answer = document.getElementById("answer");
  var texts = JSON.parse(document.getElementById("finder-texts").textContent);
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

  // words are as finder.Words in Go has them.
  function words(text) {
    var r = Array.from(text.normalize("NFKD")), out = [], word = "", number = false;
    function end() { if (word) out.push(word); word = ""; number = false; }
    r.forEach(function (c, i) {
      var next = r[i + 1] || "";
      if (skipped.test(c)) return;
      if (alone.test(c) && letter.test(c)) { end(); out.push(c); return; }
      if (letter.test(c)) {
        number = number || (!word && digit.test(c));
        var low = c.toLowerCase();
        word += low === "ς" ? "σ" : Array.from(low)[0];
      } else if (number && (c === "." || c === ",") && digit.test(next)) word += c;
      else if (number && c === "%") { word += c; end(); }
      else if ((c === "-" || c === "−") && digit.test(next) && (i === 0 || space.test(r[i - 1]))) { end(); word = "-"; number = true; }
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
        steps.push(q[i] === t[j] ? ["equal", q[i], ""] : ["replace", q[i], t[j]]);
      } else if (j > 0 && c === cost[i * w + j - 1] + 2) { j--; steps.push(["delete", "", t[j]]); }
      else { i--; steps.push(["insert", q[i], ""]); }
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
            found.push({ post: p, version: v, at: at, text: text, verdict: j.verdict, steps: j.steps, share: j.share });
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

  function show(f) {
    var box = el("article", "quote " + f.verdict);
    box.append(el("span", "chip " + f.verdict, texts[f.verdict]));
    if (f.post.t.length > 1) box.append(el("span", "note", " " + texts.version.replace("%1", f.version + 1).replace("%2", f.post.t.length)));
    var line = el("p", "against");
    line.dir = "auto";
    f.steps.forEach(function (s) {
      if (s[2]) line.append(el("del", "", s[2]), " ");
      if (s[1]) line.append(s[0] === "equal" ? s[1] : el("ins", "", s[1]), " ");
    });
    var link = el("a", "", f.post.w || texts.post);
    link.href = f.post.p;
    var by = el("p", "meta", texts.said + " ");
    by.append(link, f.post.d ? " · " + f.post.d : "");
    if (f.post.g) by.append(" · ", el("span", "chip gone", texts.gone));
    var whole = el("blockquote", "words", f.text);
    whole.dir = "auto";
    box.append(line, by, whole);
    return box;
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
