/* The shell's own behaviour: 大字, pop-ups, search drop-down, keyboard, the token that htmx has to send. */
(function () {
  "use strict";
  var root = document.documentElement;

  /* --- 大字 --- */
  function showSize() {
    var large = root.dataset.size === "large";
    document.querySelectorAll("[data-large]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(large));
    });
  }
  function switchSize() {
    var large = root.dataset.size !== "large";
    if (large) { root.dataset.size = "large"; } else { delete root.dataset.size; }
    try { localStorage.setItem("gonghui-size", large ? "large" : ""); } catch (error) { /* not remembered */ }
    showSize();
    window.dispatchEvent(new Event("resize"));
  }
  showSize();

  /* --- clicks: 大字, help, print, closing pop-ups by clicking elsewhere --- */
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-large]")) { switchSize(); }
    if (event.target.closest("[data-help]")) { openKeys(); }
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
    if (event.target.closest("[data-copy]")) { copy(event.target.closest("[data-copy]")); }
    if (event.target.closest("[data-back]")) { event.preventDefault(); window.history.back(); }
    document.querySelectorAll("details.gh-person[open], details.gh-menu[open], details.gh-drop[open]")
      .forEach(function (box) { if (!box.contains(event.target)) { box.open = false; } });
    if (!event.target.closest(".gh-search")) { closeFound(); }
  });

  /* --- text to paste into a chat group; without a secure address the browser only knows the old way --- */
  function copy(button) {
    var text = document.getElementById(button.dataset.copy).textContent;
    function said() {
      var before = button.innerHTML;
      button.textContent = "已复制，可以粘贴";
      window.setTimeout(function () { button.innerHTML = before; }, 2500);
    }
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(said); return; }
    var box = document.createElement("textarea");
    box.value = text;
    document.body.appendChild(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    said();
  }

  /* --- a secret that can be looked at while it is typed --- */
  document.addEventListener("change", function (event) {
    var box = event.target.closest("[data-reveal]");
    if (!box) { return; }
    document.querySelectorAll(box.dataset.reveal).forEach(function (field) {
      field.type = box.checked ? "text" : "password";
    });
  });
  /* --- a choice that is a question at once (period, place) --- */
  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-go]")) { event.target.form.requestSubmit(); }
  });
  /* --- a double click sends a form once --- */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.method === "dialog") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  });

  /* --- search drop-down: arrow keys move through what was found --- */
  var field = document.getElementById("q");
  var found = document.getElementById("found");
  function closeFound() { if (found) { found.hidden = true; } }
  function links() { return Array.prototype.slice.call(found.querySelectorAll("a")); }
  if (field && found) {
    document.body.addEventListener("htmx:afterSwap", function (event) {
      if (event.target === found) { found.hidden = !found.textContent.trim(); }
    });
    field.form.addEventListener("keydown", function (event) {
      var all = found.hidden ? [] : links();
      var here = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && all.length) {
        event.preventDefault();
        all[Math.min(here + 1, all.length - 1)].focus();
      } else if (event.key === "ArrowUp" && here >= 0) {
        event.preventDefault();
        (here === 0 ? field : all[here - 1]).focus();
      } else if (event.key === "Escape") {
        closeFound();
        field.focus();
      }
    });
    field.addEventListener("focus", function () { found.hidden = !found.textContent.trim() || !field.value; });
  }

  /* --- keyboard --- */
  var keys = document.getElementById("keys");
  var places = { h: "/", u: "/unions", m: "/members", c: "/contracts", p: "/plans", f: "/figures", r: "/reports/half-year" };
  var waiting = false;
  function openKeys() { if (keys && !keys.open) { keys.showModal(); } }
  document.addEventListener("keydown", function (event) {
    var typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      document.querySelectorAll("details.gh-person[open], details.gh-menu[open], details.gh-drop[open]")
        .forEach(function (box) { box.open = false; box.querySelector("summary").focus(); });
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys) { return; }
    if (waiting && places[event.key]) { window.location.assign(places[event.key]); return; }
    waiting = event.key === "g";
    if (waiting) { window.setTimeout(function () { waiting = false; }, 1500); }
    if (event.key === "/" && field) { event.preventDefault(); field.focus(); field.select(); }
    if (event.key === "?") { openKeys(); }
  });

  /* --- on paper, what is folded lies open --- */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.gh-table-view").forEach(function (box) { box.open = true; });
  });

  /* --- the cookie of the token is closed to scripts, so htmx takes it from the page --- */
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector("meta[name=csrf-token]");
    if (token) { event.detail.headers["X-CSRFToken"] = token.content; }
  });

  /* --- bars whose length the page knows only as a number: data-width in percent --- */
  function stretch(where) {
    where.querySelectorAll("[data-width]").forEach(function (bar) { bar.style.width = bar.dataset.width + "%"; });
    where.querySelectorAll("[data-left]").forEach(function (mark) { mark.style.left = mark.dataset.left + "%"; });
  }
  stretch(document);
  document.addEventListener("htmx:load", function (event) { stretch(event.target); });
})();
