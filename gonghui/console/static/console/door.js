/* The session's time and what was typed: a calm warning before the end, drafts kept while typing and given back. */
(function () {
  "use strict";
  var body = document.body;
  var token = document.querySelector("meta[name=csrf-token]");
  var page = window.location.pathname + window.location.search;
  var SECRETS = /^(secret|password|pin|csrfmiddlewaretoken|token)$/;
  var PLAIN = /^(text|search|tel|url|email|number|date|month|time)$/;
  var PAUSE = 3000, SOON = Number(body.dataset.soon), again = null, unsaved = new Set();
  if (!body.dataset.sessionLeft || !token) { return; }

  function send(address, data) {
    var text = JSON.stringify(data || {});
    return fetch(address, {
      method: "POST", credentials: "same-origin", keepalive: text.length < 20000,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token.content, "X-Requested-With": "fetch" },
      body: text
    });
  }

  /* --- forms whose text is worth keeping --- */
  function watched(form) {
    return form && form.method === "post" && !form.hasAttribute("data-no-draft") && !form.closest("[data-no-draft], [role=search]") &&
      !form.matches("[data-bulk], .gh-bulk") && !form.querySelector("input[type=password]") && texts(form).length > 0;
  }
  function texts(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && !SECRETS.test(field.name) && !field.disabled &&
        (field.tagName === "TEXTAREA" || (field.tagName === "INPUT" && PLAIN.test(field.type)));
    });
  }
  function action(form) { return new URL(form.getAttribute("action") || window.location.pathname, window.location.href).pathname; }
  function typed(form) {
    var found = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || SECRETS.test(field.name) || field.disabled) { return; }
      if (/^(file|submit|button|password|reset|image)$/.test(field.type)) { return; }
      if (/^(checkbox|radio)$/.test(field.type) && !field.checked) { return; }
      var values = field.tagName === "SELECT" && field.multiple
        ? Array.prototype.map.call(field.selectedOptions, function (one) { return one.value; }) : [field.value];
      found[field.name] = (found[field.name] || []).concat(values);
    });
    return found;
  }

  /* --- kept while typing --- */
  var timers = new Map();
  function keep(form) {
    timers.delete(form);
    return send(body.dataset.keep, { page: page, action: action(form), fields: typed(form) })
      .then(function (answer) { if (answer.status === 401) { leave(); } }).catch(function () { /* the line is down: later */ });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!watched(form) || !texts(form).some(function (field) { return field.value.trim(); })) { return; }
    unsaved.add(form);
    window.clearTimeout(timers.get(form));
    timers.set(form, window.setTimeout(keep, PAUSE, form));
  });
  document.addEventListener("submit", function (event) {
    window.clearTimeout(timers.get(event.target));
    timers.delete(event.target);
    unsaved.delete(event.target);
  });
  function keepAll() { return Promise.all(Array.from(unsaved).filter(function (form) { return form.isConnected; }).map(keep)); }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { timers.forEach(function (timer, form) { window.clearTimeout(timer); keep(form); }); }
  });

  /* --- given back --- */
  function hiddenFits(form, fields) {
    return Array.prototype.every.call(form.elements, function (field) {
      var mark = field.type === "hidden" && field.name && !SECRETS.test(field.name) && field.name !== "version";
      return !mark || !fields[field.name] || fields[field.name].indexOf(field.value) >= 0;
    });
  }
  function fill(form, fields) {
    var lost = [], counts = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      var values = fields[field.name];
      if (!field.name || SECRETS.test(field.name)) { return; }
      if (/^(checkbox|radio)$/.test(field.type)) { field.checked = Boolean(values && values.indexOf(field.value) >= 0); return; }
      if (!values || /^(file|submit|button|password|reset|image)$/.test(field.type)) { return; }
      if (field.type === "hidden" && field.name !== "version") { return; }
      if (field.tagName === "SELECT") {
        Array.prototype.forEach.call(field.options, function (one) { one.selected = values.indexOf(one.value) >= 0; });
        if (field.selectedIndex < 0) { lost.push(values.join("、")); }
        return;
      }
      var at = counts[field.name] || 0;
      if (at < values.length) { field.value = values[at]; }
      counts[field.name] = at + 1;
    });
    Object.keys(fields).forEach(function (name) { if (!form.elements[name]) { lost.push(fields[name].join("、")); } });
    var fold = form.closest("details");
    while (fold) { fold.open = true; fold = fold.parentElement.closest("details"); }
    unsaved.add(form);
    form.dispatchEvent(new Event("gonghui:filled", { bubbles: true }));
    return lost.filter(function (text) { return text.trim() && text.length > 1; });
  }
  function note(form, draft) {
    var box = document.createElement("div"), words = document.createElement("p"), strong = document.createElement("b");
    box.className = "gh-msg info gh-draft";
    box.setAttribute("role", "status");
    words.appendChild(strong);
    box.appendChild(document.createElement("span"));
    box.appendChild(words);
    function button(label, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-sm";
      made.textContent = label;
      made.addEventListener("click", act);
      words.append(" ", made);
    }
    function filled() {
      var lost = fill(form, draft.fields);
      words.textContent = "";
      words.appendChild(strong);
      strong.textContent = draft.at + "填的内容填回来了，还没有保存。";
      words.append("请看一遍再保存。" + (lost.length ? "这一页上已经没有地方放的：" + lost.join("；") + "。" : ""));
      button("不要了", drop);
    }
    function drop() {
      box.remove();
      unsaved.delete(form);
      send(body.dataset.drop, { page: page, action: draft.action }).then(function () { if (draft.lapsed) { window.location.reload(); } });
    }
    if (draft.lapsed) { filled(); } else {
      strong.textContent = draft.at + "这里填了一半，没有保存。";
      button("填回来", filled);
      button("不要了", drop);
    }
    form.prepend(box);
    if (draft.lapsed) { box.scrollIntoView({ block: "center" }); }
  }
  function same(form, fields) {
    var now = typed(form);
    return Object.keys(fields).every(function (name) { return JSON.stringify(now[name] || []) === JSON.stringify(fields[name]); });
  }
  var forms = Array.prototype.filter.call(document.forms, watched);
  if (forms.length) {
    fetch(body.dataset.drafts + "?page=" + encodeURIComponent(page), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : { drafts: [] }; })
      .then(function (found) {
        found.drafts.forEach(function (draft) {
          var fits = forms.filter(function (form) { return action(form) === draft.action; });
          var form = fits.filter(function (one) { return hiddenFits(one, draft.fields); })[0] || fits[0];
          if (form && (draft.lapsed || !same(form, draft.fields))) { note(form, draft); }
        });
      }).catch(function () { /* without drafts the page works as ever */ });
  }

  /* --- the session's time --- */
  var box = document.getElementById("idle");
  function leave() { window.location.assign(body.dataset.lock + "?out=idle&next=" + encodeURIComponent(page)); }
  function over() { keepAll().then(leave, leave); }
  function look() {
    fetch(body.dataset.ask, { credentials: "same-origin", redirect: "manual" })
      .then(function (answer) { return answer.ok ? answer.json() : { left: 0 }; })
      .then(function (said) {
        if (said.left <= 0) { leave(); return; }
        if (said.left > SOON) { if (box.open) { box.close(); } arm(said.left); return; }
        if (!box.open) { box.showModal(); }
        keepAll();
        again = window.setTimeout(said.left < 15 ? over : look, Math.max(said.left - 5, 2) * 1000);
      }).catch(function () { arm(SOON * 2); });
  }
  function arm(left) {
    window.clearTimeout(again);
    again = window.setTimeout(look, Math.max(left - SOON, 1) * 1000);
  }
  box.querySelector("[data-stay]").addEventListener("click", function () {
    send(body.dataset.stay).then(function (answer) { return answer.ok ? answer.json() : { left: 0 }; })
      .then(function (said) { box.close(); if (said.left <= 0) { leave(); } else { arm(said.left); } });
  });
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "visible") { look(); } });
  arm(Number(body.dataset.sessionLeft));
})();
