/* Claims and their words: choosing one shows the other. Shared by the page that `read --format html` writes and by the reading room. */
var claims = (function () {
  "use strict";
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var marks = Array.prototype.slice.call(document.querySelectorAll("a.c"));
  var live = document.getElementById("live");
  var current = -1;
  function ids(mark) { return mark.getAttribute("data-c").split(" "); }
  function select(n, from) {
    if (!cards.length) { return; }
    current = (n + cards.length) % cards.length;
    var card = cards[current], fold = card.closest("details"), first = null;
    if (fold) { fold.open = true; }
    cards.forEach(function (c) { c.classList.toggle("on", c === card); if (c === card) { c.setAttribute("aria-current", "true"); } else { c.removeAttribute("aria-current"); } });
    marks.forEach(function (m) { var on = ids(m).indexOf(card.id) >= 0; m.classList.toggle("on", on); if (on && !first) { first = m; } });
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
  /* Whether a key is meant for a field or a dialog, or belongs to the browser. */
  function elsewhere(e) {
    return e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || !!document.querySelector("dialog[open]");
  }
  marks.forEach(function (m) {
    m.addEventListener("click", function (e) {
      e.preventDefault();
      var own = ids(m), at = current >= 0 ? own.indexOf(cards[current].id) : -1, next = own[(at + 1) % own.length];
      select(cards.findIndex(function (c) { return c.id === next; }), "mark");
    });
  });
  cards.forEach(function (c, n) {
    c.addEventListener("click", function (e) {
      var link = e.target.closest("a");
      if (link && link.getAttribute("href").charAt(0) !== "#") { return; }
      if (link) { e.preventDefault(); }
      select(n, "card");
    });
  });
  document.addEventListener("keydown", function (e) {
    if (elsewhere(e)) { return; }
    if (e.key === "j") { select(current + 1, "key"); } else if (e.key === "k") { select(current < 0 ? cards.length - 1 : current - 1, "key"); } else if (e.key === "Escape") { clear(); }
  });
  function fromHash() {
    var n = cards.findIndex(function (c) { return "#" + c.id === location.hash; });
    if (n >= 0) { select(n, "hash"); }
  }
  window.addEventListener("hashchange", fromHash);
  fromHash();
  return { cards: cards, live: live, at: function () { return current; }, select: select, elsewhere: elsewhere };
})();
