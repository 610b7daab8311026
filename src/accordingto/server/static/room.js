(function () {
  "use strict";
  var cards = claims.cards, live = claims.live, select = claims.select;
  var keys = document.getElementById("keys"), edit = document.getElementById("edit");
  var by = document.getElementById("by"), count = document.getElementById("count");
  var token = document.querySelector("meta[name=token]").content;
  if (by) {
    try { by.value = localStorage.getItem("by") || ""; } catch (e) { /* storage may be off */ }
    by.addEventListener("change", function () { try { localStorage.setItem("by", by.value); } catch (e) { /* the same */ } });
  }
  function send(body) {
    body.token = token;
    body.by = by ? by.value : "";
    return fetch("/corrections", { method: "POST", headers: { "content-type": "application/json", "x-token": token }, body: JSON.stringify(body) })
      .then(function (r) { return r.text().then(function (t) { var found; try { found = JSON.parse(t); } catch (e) { found = { error: t }; } if (!r.ok) { throw new Error(found.error); } return found; }); });
  }
  function decide(action, word) {
    var card = cards[claims.at()];
    if (!card) { return; }
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
      if (word) { select(claims.at() + 1, "key"); }
    }).catch(function (e) { live.textContent = e.message; });
  }
  if (edit) {
    var form = edit.querySelector("form");
    edit.querySelector("[data-close]").addEventListener("click", function () { edit.close(); });
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      var card = cards[claims.at()];
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
    if (claims.elsewhere(e)) { return; }
    var at = claims.at();
    switch (e.key) {
      case "a": decide("accept", "accepted"); break;
      case "r": decide("reject", "rejected"); break;
      case "u": decide("undo", ""); break;
      case "e": if (at >= 0 && edit) { edit.querySelector("[name=claim]").value = cards[at].dataset.claim; edit.showModal(); e.preventDefault(); } break;
      case "n": add(); break;
      case "Enter": if (at >= 0 && e.target === cards[at]) { location.href = cards[at].dataset.url; } break;
      case "/": document.getElementById("q").focus(); e.preventDefault(); break;
      case "?": keys.showModal(); break;
    }
  });
})();
