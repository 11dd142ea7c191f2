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
    var here = own(at), there = utc(at), text = e.textContent.trim();
    var name = zone.formatToParts(at).find(function (p) { return p.type === "timeZoneName"; });
    var beside = document.createElement("small");
    beside.className = "utc";
    beside.textContent = " (" + (here[0] === there[0] && !/:\d\d:/.test(text) ? there[1] + " UTC" : text) + ")";
    e.textContent = here.join(", ") + (name ? " " + name.value : "");
    e.append(beside);
  });
})();
// Fills a draft's field with a text file that is dropped on it; another file goes to the
// field for files. The form is whole without it.
(function () {
  var text = document.getElementById("draft"), file = document.getElementById("file");
  if (!text || !file) return;
  text.addEventListener("dragover", function (e) { e.preventDefault(); });
  text.addEventListener("drop", function (e) {
    var dropped = e.dataTransfer.files[0];
    if (!dropped) return;
    e.preventDefault();
    if (dropped.type !== "text/plain" && !/\.(txt|md|markdown)$/i.test(dropped.name)) {
      file.files = e.dataTransfer.files;
      return;
    }
    dropped.text().then(function (words) { text.value = words; });
  });
})();
