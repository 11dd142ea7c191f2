"use strict";
// Writes the reader's own time before the UTC one. Pages are whole without it.
(function () {
  var lang = document.documentElement.lang || undefined;
  if (!window.Intl) return;
  if (lang === "en") lang = "en-GB"; // as the pages write dates
  function writer(zone) {
    var day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: zone });
    var clock = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: zone });
    return function (at) { return [day.format(at), clock.format(at)]; };
  }
  var own = writer(undefined), utc = writer("UTC");
  var zone = new Intl.DateTimeFormat(lang, { timeZoneName: "short" });
  document.querySelectorAll("time[datetime*='T']").forEach(function (e) {
    var at = new Date(e.getAttribute("datetime"));
    if (isNaN(at) || !at.getTimezoneOffset()) return;
    var here = own(at), there = utc(at);
    var name = zone.formatToParts(at).find(function (p) { return p.type === "timeZoneName"; });
    var beside = document.createElement("small");
    beside.className = "utc";
    beside.textContent = " (" + (here[0] === there[0] ? there[1] + " UTC" : e.textContent.trim()) + ")";
    e.textContent = here.join(", ") + (name ? " " + name.value : "");
    e.append(beside);
  });
})();
