"use strict";
// Writes the reader's own time before the UTC one. Pages are whole without it.
(function () {
  var lang = document.documentElement.lang || undefined;
  if (!new Date().getTimezoneOffset() || !window.Intl) return;
  var write = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });
  var zone = new Intl.DateTimeFormat(lang, { timeZoneName: "short" });
  document.querySelectorAll("time[datetime*='T']").forEach(function (e) {
    var at = new Date(e.getAttribute("datetime"));
    if (isNaN(at)) return;
    var name = zone.formatToParts(at).find(function (p) { return p.type === "timeZoneName"; });
    var utc = document.createElement("small");
    utc.className = "utc";
    utc.textContent = " (" + e.textContent.trim() + ")";
    e.textContent = write.format(at) + (name ? " " + name.value : "");
    e.append(utc);
  });
})();
