(function () {
  "use strict";
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var marks = Array.prototype.slice.call(document.querySelectorAll("a.c"));
  var live = document.getElementById("live"), keys = document.getElementById("keys"), edit = document.getElementById("edit");
  var by = document.getElementById("by"), count = document.getElementById("count"), current = -1;
  var token = document.querySelector("meta[name=token]").content;
  if (by) {
    try { by.value = localStorage.getItem("by") || ""; } catch (e) { /* storage may be off */ }
    by.addEventListener("change", function () { try { localStorage.setItem("by", by.value); } catch (e) { /* the same */ } });
  }
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
  }
  function send(body) {
    body.token = token;
    body.by = by ? by.value : "";
    return fetch("/corrections", { method: "POST", headers: { "content-type": "application/json", "x-token": token }, body: JSON.stringify(body) })
      .then(function (r) { return r.text().then(function (t) { var found; try { found = JSON.parse(t); } catch (e) { found = { error: t }; } if (!r.ok) { throw new Error(found.error); } return found; }); });
  }
  function decide(action, word) {
    if (current < 0) { return; }
    var card = cards[current];
    send({ action: action, document: card.dataset.document, claim: card.dataset.claim }).then(function () {
      card.classList.remove("accepted", "rejected", "edited");
      var tag = card.querySelector(".verdict");
      if (!word) { if (tag) { tag.remove(); } } else {
        if (!tag) { tag = document.createElement("span"); tag.className = "tag verdict"; card.querySelector(".who").append(" ", tag); }
        tag.textContent = word;
        card.classList.add(word);
      }
      if (count) { count.textContent = document.querySelectorAll(".verdict").length; }
      live.textContent = word || "undone";
      if (word) { select(current + 1, "key"); }
    }).catch(function (e) { live.textContent = e.message; });
  }
  marks.forEach(function (m) {
    m.addEventListener("click", function (e) {
      e.preventDefault();
      var own = ids(m), at = current >= 0 ? own.indexOf(cards[current].id) : -1, next = own[(at + 1) % own.length];
      select(cards.findIndex(function (c) { return c.id === next; }), "mark");
    });
  });
  cards.forEach(function (c, n) { c.addEventListener("click", function (e) { if (!e.target.closest("a")) { select(n, "card"); } }); });
  if (edit) {
    var form = edit.querySelector("form");
    edit.querySelector("[data-close]").addEventListener("click", function () { edit.close(); });
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      var card = cards[current];
      send({ action: "edit", document: card.dataset.document, claim: card.dataset.claim, field: form.field.value, value: form.value.value })
        .then(function () { location.reload(); })
        .catch(function (x) { form.querySelector(".problem").textContent = x.message; });
    });
  }
  function add() {
    var chosen = getSelection(), text = document.querySelector(".text");
    if (!text || !chosen.rangeCount || !cards.length || chosen.isCollapsed) { return; }
    var words = chosen.toString().trim();
    send({ action: "add", document: cards[0].dataset.document, words: words, start: offset(chosen.anchorNode, chosen.anchorOffset), end: offset(chosen.focusNode, chosen.focusOffset) })
      .then(function () { location.reload(); }).catch(function (x) { live.textContent = x.message; });
  }
  function offset(node, within) {
    var line = (node.nodeType === 3 ? node.parentNode : node).closest("[data-start]");
    var range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, within);
    return Number(line.dataset.start) + Array.from(range.toString()).length;
  }
  document.querySelectorAll("[data-copy]").forEach(function (b) {
    b.addEventListener("click", function () {
      var field = document.getElementById(b.dataset.copy);
      field.select();
      if (navigator.clipboard) { navigator.clipboard.writeText(field.value).then(function () { live.textContent = "copied"; }); }
    });
  });
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || document.querySelector("dialog[open]")) { return; }
    var at = current;
    switch (e.key) {
      case "j": select(current + 1, "key"); break;
      case "k": select(current < 0 ? cards.length - 1 : current - 1, "key"); break;
      case "a": decide("accept", "accepted"); break;
      case "r": decide("reject", "rejected"); break;
      case "u": decide("undo", ""); break;
      case "e": if (at >= 0 && edit) { edit.querySelector("[name=claim]").value = cards[at].dataset.claim; edit.showModal(); e.preventDefault(); } break;
      case "n": add(); break;
      case "Enter": if (at >= 0 && e.target === cards[at]) { location.href = cards[at].dataset.url; } break;
      case "Escape": clear(); break;
      case "/": document.getElementById("q").focus(); e.preventDefault(); break;
      case "?": keys.showModal(); break;
    }
  });
  function fromHash() {
    var n = cards.findIndex(function (c) { return "#" + c.id === location.hash; });
    if (n >= 0) { select(n, "hash"); }
  }
  window.addEventListener("hashchange", fromHash);
  fromHash();
})();
