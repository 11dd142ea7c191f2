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
// Takes a file that is dropped anywhere on a page with a field for files, which a browser
// would open in the page's place: the words of a text go into the field of a draft. The form
// is whole without it.
(function () {
  var text = document.getElementById("draft"), file = document.getElementById("file");
  if (!file) return;
  function ours(e) { return e.target !== file && Array.from(e.dataTransfer.types).includes("Files"); }
  document.addEventListener("dragover", function (e) { if (ours(e)) e.preventDefault(); });
  document.addEventListener("drop", function (e) {
    if (!ours(e)) return;
    e.preventDefault();
    var dropped = e.dataTransfer.files[0];
    if (text && (dropped.type === "text/plain" || /\.(txt|md|markdown)$/i.test(dropped.name))) {
      dropped.text().then(function (words) { text.value = words; });
      return;
    }
    file.files = e.dataTransfer.files;
    if (text && text.value === text.defaultValue) text.value = ""; // the draft before this one
  });
})();
