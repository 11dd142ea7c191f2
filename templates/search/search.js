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

  // The same letters as the lists of words have them.
  var letters = { "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ß": "ss", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ک": "ك" };

  // keys are words as the lists have them; n't is one word with its verb, and what is left
  // of it is "".
  function keys(ws, spots, text) {
    var out = ws.map(function (w) { return Array.from(w).map(function (c) { return letters[c] || c; }).join(""); });
    for (var i = 1; i < out.length; i++) {
      if (out[i] === "t" && /n$/.test(out[i - 1]) && /^['’ʼ]$/.test(text.slice(spots[i - 1][1], spots[i][0]))) { out[i - 1] += "t"; out[i] = ""; }
    }
    return out;
  }

  // mentions are the listed words and phrases in a text: place, length, class, group. Of a
  // class the longest counts.
  function mentions(ks, list, opens) {
    var out = [], taken = {};
    ks.forEach(function (k, i) {
      var here = {};
      if (k) list.forEach(function (p) {
        var first = p[2][0], kind = p[3];
        if (!(kind === "b" ? k.startsWith(first) : kind === "e" ? k.endsWith(first) && k.length > first.length + 1 : kind === "i" ? k.indexOf(first) >= 0 : k === first && (kind !== "o" || opens(i)))) return;
        for (var n = 1; n < p[2].length; n++) if (ks[i + n] !== p[2][n]) return;
        here[p[0]] = here[p[0]] || [];
        here[p[0]].push({ at: i, n: p[2].length, kind: p[0], group: p[1] });
      });
      Object.keys(here).forEach(function (kind) {
        var most = Math.max.apply(null, here[kind].map(function (m) { return m.n; }));
        if (i < (taken[kind] || 0)) return;
        here[kind].forEach(function (m) { if (m.n === most && m.group !== "plain") out.push(m); });
        if (most > 1) taken[kind] = i + most;
      });
    });
    return out;
  }

  var concord = " es pt fr it ru uk be pl cs sk sr hr sl bg mk ro el hu ca gl ", ends = /[.!?\n…。！？؟।]/;

  // warningsOf are the warnings that lists of words and figures give, by the program's
  // rules for them.
  function warningsOf(quote, text, steps, lang, list) {
    var spots = { q: [], p: [] }, qw = words(quote, spots.q), pw = words(text, spots.p), out = [];
    var q = keys(qw, spots.q, quote), p = keys(pw, spots.p, text), cq = [], cp = [], from = -1, to = 0, run = [];
    function hide() { // whole sentences that are left out are nothing that was changed
      if (run.length > 3 && ends.test(text.slice(spots.p[run[0]][0], spots.p[run[run.length - 1]][1] + 2))) run.forEach(function (i) { cp[i] = false; });
      run = [];
    }
    steps.forEach(function (s) {
      if (s[0] === "delete") { cp[s[2]] = true; run.push(s[2]); return; }
      hide();
      if (s[0] !== "equal") { cq[s[1]] = true; if (s[2] >= 0) cp[s[2]] = true; }
      if (s[2] >= 0) { if (from < 0) from = s[2]; to = s[2] + 1; }
    });
    run.forEach(function (i) { cp[i] = false; });
    if (from < 0) return out;
    // where the quote's last words are its own, as many of the post's may stand in
    // their place
    var reach = to, last = steps.length - 1;
    while (last >= 0 && steps[last][0] === "insert" && reach < p.length && !ends.test(text.slice(spots.p[reach - 1][1], spots.p[reach][0]))) { reach++; last--; }
    function changedThere(m) { return touched(m, cp) && m.at + m.n > from && m.at < to || m.at >= to && m.at < reach; }
    function border(i) { return i + 1 >= p.length ? "\n" : text.slice(spots.p[i][1], spots.p[i + 1][0]); }
    function opener(spots, said) { return function (i) { return i === 0 || /[.,;:!?…\n()—–،؛؟。，！？]/.test(said.slice(spots[i - 1][1], spots[i][0])); }; }
    // a number that is part of a date is none
    function parted(all) {
      var dates = all.filter(function (m) { return m.kind === "date"; });
      return all.filter(function (m) { return m.kind !== "number" || !dates.some(function (d) { return d.at < m.at + m.n && m.at < d.at + d.n; }); });
    }
    var mq = parted(mentions(q, list, opener(spots.q, quote))), mp = parted(mentions(p, list, opener(spots.p, text)));
    function touched(m, c) { for (var i = m.at; i < m.at + m.n; i++) if (c[i]) return true; return false; }
    function count(all, c, inPost) {
      var n = 0, kept = true, any = false;
      all.forEach(function (m) {
        if (m.kind !== "negation") return;
        any = true;
        if (!touched(m, c) || inPost && (m.at < from || m.at >= to)) return;
        var near = false, other = false;
        all.forEach(function (o) {
          if (o.kind !== "negation" || o.at === m.at || o.group === "ne" || o.group === "without" || Math.abs(o.at - m.at) >= 6) return;
          other = true;
          near = near || !touched(o, c);
        });
        if (m.group === "ne" && other) return;
        n++;
        kept = kept && near && m.group !== "without";
      });
      return [n, n ? kept : any];
    }
    function differ(kind) {
      var n = {};
      mq.forEach(function (m) { if (m.kind === kind && touched(m, cq)) n[m.group] = (n[m.group] || 0) + 1; });
      mp.forEach(function (m) { if (m.kind === kind && touched(m, cp) && m.at + m.n > from && m.at < to) n[m.group] = (n[m.group] || 0) - 1; });
      return Object.keys(n).some(function (g) { return n[g] !== 0; });
    }
    var left = from, right = to;
    while (left > 0 && !/[.!?\n…。;:—–()؟।]/.test(border(left - 1))) left--;
    while (right < p.length && !ends.test(border(right - 1))) right++;
    function beside(kind, a, b) { return mp.filter(function (m) { return m.kind === kind && m.at >= a && m.at < b; }); }
    var nq = count(mq, cq), np = count(mp, cp, true);
    var joined = function (a, b) { for (var i = a; i < b; i++) if (/[^\s]/.test(border(i).replace(/['’ʼ"“”«»-]/g, ""))) return false; return true; };
    if (nq[0] !== np[0] && (concord.indexOf(" " + lang + " ") < 0 || !nq[1] || !np[1]) ||
      beside("negation", left, from).some(function (m) { return from - m.at - m.n <= 2 && m.group !== "ne" && joined(m.at + m.n - 1, from - 1); })) out.push("negation");
    if (differ("condition") || beside("condition", left, from).length || beside("condition", right === to ? right : to, right).length) out.push("condition");
    var doubt = differ("certainty") || beside("certainty", left, from).some(function (m) { return from - m.at - m.n <= 4 && joined(m.at + m.n - 1, from - 1); });
    if (doubt) out.push("certainty");
    if (doubt || differ("modal")) out.push("modal");
    // opposites: changed words on the two sides of one axis
    function sides(all, c, inPost) {
      return all.filter(function (m) { return m.kind === "opposite" && (inPost ? changedThere(m) : touched(m, c)); }).map(function (m) { return m.group; });
    }
    var oq = sides(mq, cq), op = sides(mp, cp, true);
    if (oq.some(function (g) {
      var other = g.slice(0, -1) + (g.slice(-1) === "+" ? "-" : "+");
      return op.indexOf(other) >= 0 && oq.indexOf(other) < 0 && op.indexOf(g) < 0;
    })) {
      if (out.indexOf("negation") < 0) out.push("negation");
      out.push("opposite");
    }
    var figure = /^-?\d/, bound = /^(min|max|about)$/;
    function bounds(m, ks) { return !bound.test(m.group) || !/[<>≤≥]/.test(quote + text) && figure.test(plain(ks[m.at + m.n] || "")); }
    function counted(m) { return m.kind === "quantity" && (m.group !== "only" || lang !== "fr"); }
    var n = {};
    mq.forEach(function (m) { if (counted(m) && touched(m, cq) && bounds(m, q)) n[m.group] = (n[m.group] || 0) + 1; });
    mp.forEach(function (m) { if (counted(m) && (touched(m, cp) || m.at < from) && bounds(m, p) && m.at + m.n > from && m.at < to) n[m.group] = (n[m.group] || 0) - 1; });
    var many = Object.keys(n).some(function (g) { return n[g] !== 0; }) || mp.some(function (m) {
      return counted(m) && m.group !== "all" && m.at + m.n === from && joined(m.at, from) && bounds(m, p);
    });
    // a figure is of a date beside a month, and where it is a year
    function ofDate(all, ks, i) {
      return /^(19|20)\d\d$/.test(ks[i]) || all.some(function (m) {
        return m.kind === "date" && m.group.charAt(0) === "m" && Math.min(Math.abs(i - m.at), Math.abs(i - m.at - m.n + 1)) <= (/^(de|of|d)$/.test(ks[i + 1] || "") ? 2 : 1);
      });
    }
    function figures(ws, all, ks, c, date) {
      return ws.map(plain).filter(function (w, i) { return c[i] && figure.test(w) && ofDate(all, ks, i) === date; }).map(function (w) { return w.replace(/[.,](?=\d{3}(\D|$))/g, "").replace("%", ""); }).sort().join(" ");
    }
    var fq = figures(qw, mq, q, cq, false), fp = figures(pw, mp, p, cp, false);
    // numbers in words are held against each other only where both sides have such
    function inWords(all, c, inPost) {
      return all.filter(function (m) { return m.kind === "number" && touched(m, c) && (!inPost || m.at + m.n > from && m.at < to); }).map(function (m) { return m.group; }).sort().join(" ");
    }
    var wq = inWords(mq, cq), wp = inWords(mp, cp, true);
    if (fq && fp && fq !== fp && !(wq || wp) || many || wq && wp && wq !== wp && !fq && !fp || fq && fq === fp && wq && wp && wq !== wp) out.push("number");
    if (many) out.push("quantifier");
    var yq = figures(qw, mq, q, cq, true), yp = figures(pw, mp, p, cp, true);
    if (differ("date") && mq.some(function (m) { return m.kind === "date" && touched(m, cq); }) || yq && yp && yq !== yp) out.push("date");
    function units(all, c, inPost) {
      return all.filter(function (m) { return m.kind === "unit" && (inPost ? changedThere(m) : touched(m, c)); }).map(function (m) { return m.group; });
    }
    var uq = units(mq, cq), up = units(mp, cp, true);
    if (uq.length && up.length && !uq.some(function (u) { return up.indexOf(u) >= 0; }) || steps.some(function (s) {
      if (s[0] !== "equal" || !figure.test(qw[s[1]])) return false;
      var a = sign(quote, spots.q[s[1]]), b = sign(text, spots.p[s[2]]);
      return a && b && a !== b;
    })) out.push("unit");
    return out;
  }

  // plain is a word with the digits of every script as 0 to 9.
  function plain(w) {
    return w.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, function (c) { var n = c.charCodeAt(0); return String(n >= 0xff10 ? n - 0xff10 : n >= 0x966 ? n - 0x966 : n >= 0x6f0 ? n - 0x6f0 : n - 0x660); });
  }

  // sign is the currency's right before or behind a number.
  function sign(text, spot) {
    var m = /([$€£¥₽₹₺₴₩₪])\s?-?$/.exec(text.slice(0, spot[0])) || /^\s?([$€£¥₽₹₺₴₩₪])/.exec(text.slice(spot[1]));
    return m && m[1];
  }

  // stands reports whether all of a quote's words stand in a text, unbroken.
  function stands(q, text) {
    var t = words(text);
    for (var at = 0; at + q.length <= t.length; at++) {
      var n = 0;
      while (n < q.length && q[n] === t[at + n]) n++;
      if (n === q.length) return true;
    }
    return false;
  }

  // The bounds of a quote that is too short to attribute, of the posts that are looked
  // through for it, and of those that are shown.
  var tooShort = 3, lookedThrough = 400, shown = 20;

  // standing are the posts that have a short quote's words, the newest first, each with
  // the latest version that has them.
  function standing(meta, q, said) {
    var some = Array.from(new Set(q));
    return Promise.all(some.map(function (w) { return load("t" + hash(w) % meta.shards); })).then(function (shards) {
      var lists = some.map(function (w, i) {
        return Object.prototype.hasOwnProperty.call(shards[i], w) ? shards[i][w] : null;
      });
      if (lists.indexOf(null) >= 0) return { numbers: [], more: false };
      var rare = lists.filter(function (l) { return l !== ""; }).map(refs).sort(function (a, b) { return a.length - b.length; });
      if (!rare.length) return { numbers: [], common: true };
      var others = rare.slice(1).map(function (l) { return new Set(l); });
      var all = rare[0].filter(function (n) { return others.every(function (s) { return s.has(n); }); }).reverse();
      return { numbers: all.slice(0, lookedThrough), more: all.length > lookedThrough };
    }).then(function (found) {
      return Promise.all(found.numbers.map(function (n) { return load("p" + Math.floor(n / meta.chunk)).then(function (c) { return c[n % meta.chunk]; }); })).then(function (posts) {
        var out = [];
        posts.forEach(function (p) {
          var names = words(p.w);
          if (said.length && !said.some(function (w) { return names.indexOf(w) >= 0; })) return;
          for (var v = p.t.length - 1; v >= 0; v--) {
            if (stands(q, p.t[v])) { out.push({ post: p, version: v }); return; }
          }
        });
        out.sort(function (a, b) { return (b.post.d || "").localeCompare(a.post.d || ""); });
        return { standing: out, more: meta.more, others: found.more, common: found.common };
      });
    });
  }

  var rank = { verbatim: 0, trimmed: 1, altered: 2 };

  function search(quote, speaker) {
    var q = words(quote).slice(0, 300);
    if (!q.length) return Promise.resolve({ problem: texts.short });
    if (q.length <= tooShort) return load("meta").then(function (meta) { return standing(meta, q, words(speaker || "")); });
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
        var top = good[0];
        if (!top) return { more: meta.more };
        return load("rules").then(function (rules) {
          var list = rules[top.post.l];
          top.unread = !list;
          top.warnings = list ? warningsOf(top.quote, top.text, top.steps, top.post.l, list) : [];
          if (top.warnings.indexOf("unit") >= 0) top.verdict = "altered";
          return { match: top, more: meta.more };
        });
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
    f.warnings.forEach(function (w) { box.append(el("p", "warning", texts["warn-" + w])); });
    box.append(el("p", "note", f.unread ? texts.unread : texts.unchecked));
    box.append(pair, by);
    if (f.post.o && f.post.o[f.version]) box.append(el("p", "origin", f.post.o[f.version]));
    var parts = document.createDocumentFragment();
    parts.append(box, whole);
    return parts;
  }

  // list shows the posts in which a short quote stands.
  function list(a) {
    var parts = document.createDocumentFragment(), ul = el("ul", "docs");
    parts.append(el("p", "state missing", texts.standing.replace("%1", a.standing.length + (a.others ? "+" : ""))), ul);
    a.standing.slice(0, shown).forEach(function (s) {
      var li = el("li"), link = el("a", "", s.post.w || texts.post), said = el("p", "excerpt", s.post.t[s.version].slice(0, 200));
      link.href = s.post.p;
      said.dir = "auto";
      li.append(link, s.post.d ? " · " + day(s.post.d) : "", said);
      if (s.version + 1 < s.post.t.length) li.append(el("p", "note", texts.earlier.replace("%1", s.version + 1)));
      if (s.post.o && s.post.o[s.version]) li.append(el("p", "origin", s.post.o[s.version]));
      ul.append(li);
    });
    return parts;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    answer.replaceChildren(el("p", "note", texts.searching));
    search(form.elements.quote.value, form.elements.speaker.value).then(function (a) {
      var parts = [el("h2", "", texts.answer)];
      if (a.problem) parts.push(el("p", "state missing", a.problem));
      else if (a.match) parts.push(show(a.match));
      else if (a.common) parts.push(el("p", "state missing", texts.common));
      else if (a.standing && a.standing.length) parts.push(list(a));
      else parts.push(el("p", "state missing", texts.none));
      if (a.more) parts.push(el("p", "note", texts.more));
      answer.replaceChildren.apply(answer, parts);
    }).catch(function () {
      answer.replaceChildren(el("p", "state gone", texts.failed));
    });
  });
})();
