(function () {
  "use strict";
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var marks = Array.prototype.slice.call(document.querySelectorAll("a.c"));
  var live = document.getElementById("live");
  var current = -1;
  function ids(mark) { return mark.getAttribute("data-c").split(" "); }
  function select(n, from) {
    if (!cards.length) { return; }
    current = (n + cards.length) % cards.length;
    var card = cards[current], first = null;
    cards.forEach(function (c) { c.classList.toggle("on", c === card); if (c === card) { c.setAttribute("aria-current", "true"); } else { c.removeAttribute("aria-current"); } });
    marks.forEach(function (m) { var on = ids(m).indexOf(card.id) >= 0; m.classList.toggle("on", on); if (on && !first) { first = m; } });
    var fold = card.closest("details");
    if (fold) { fold.open = true; }
    if (from !== "card") { card.scrollIntoView({ block: "nearest" }); }
    if (first && from !== "mark") { first.scrollIntoView({ block: "center" }); }
    if (from === "key") { card.focus({ preventScroll: true }); }
    history.replaceState(null, "", "#" + card.id);
    live.textContent = card.querySelector(".who").textContent + " " + card.querySelector("blockquote").textContent;
  }
  function clear() {
    current = -1;
    cards.forEach(function (c) { c.classList.remove("on"); c.removeAttribute("aria-current"); });
    marks.forEach(function (m) { m.classList.remove("on"); });
    history.replaceState(null, "", location.pathname + location.search);
    live.textContent = "";
  }
  marks.forEach(function (m) {
    m.addEventListener("click", function (e) {
      e.preventDefault();
      var own = ids(m), at = current >= 0 ? own.indexOf(cards[current].id) : -1;
      var next = own[(at + 1) % own.length];
      select(cards.findIndex(function (c) { return c.id === next; }), "mark");
    });
  });
  cards.forEach(function (c, n) {
    c.addEventListener("click", function (e) { if (e.target.closest("a")) { e.preventDefault(); } select(n, "card"); });
    c.addEventListener("keydown", function (e) { if (e.target === c && (e.key === "Enter" || e.key === " ")) { e.preventDefault(); select(n, "card"); } });
  });
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) { return; }
    if (e.key === "j") { select(current + 1, "key"); } else if (e.key === "k") { select(current < 0 ? cards.length - 1 : current - 1, "key"); } else if (e.key === "Escape") { clear(); }
  });
  function fromHash() {
    var n = cards.findIndex(function (c) { return "#" + c.id === location.hash; });
    if (n >= 0) { select(n, "hash"); }
  }
  window.addEventListener("hashchange", fromHash);
  window.addEventListener("beforeprint", function () { document.querySelectorAll("details").forEach(function (d) { d.open = true; }); });
  fromHash();
})();
